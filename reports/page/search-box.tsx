import { useEffect, useRef, useState } from 'preact/hooks';

interface SearchBoxProps {
  /** What the address says is looked for. */
  readonly value: string;
  readonly placeholder: string;
  /** The address of a page where this is looked for. */
  readonly addressOf: (text: string) => string;
}

/** A box for words to look for; what is typed takes the place of the address before. */
export function SearchBox({ value, placeholder, addressOf }: SearchBoxProps) {
  const [text, setText] = useState(value);
  // Addresses come later than letters: those that were typed here are no news, and may be old.
  const typedAlready = useRef<readonly string[]>([]);
  useEffect(() => {
    const own = typedAlready.current.indexOf(value);
    typedAlready.current = own < 0 ? [] : typedAlready.current.slice(own + 1);
    if (own < 0) setText(value);
  }, [value]);
  return (
    <input
      type="search"
      value={text}
      placeholder={placeholder}
      autocomplete="off"
      spellcheck={false}
      onInput={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        typedAlready.current = [...typedAlready.current, typed];
        location.replace(addressOf(typed));
      }}
    />
  );
}
