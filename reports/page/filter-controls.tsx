import { useEffect, useRef, useState } from 'preact/hooks';

interface ChoiceProps {
  readonly name: string;
  /** Null where all are shown. */
  readonly value: string | null;
  readonly options: readonly string[];
  readonly wordFor?: (option: string) => string;
  /** The address of the list with a choice made. */
  readonly hrefFor: (value: string | null) => string;
}

/** One of several; each choice is a new address, so that one can go back. */
export const Choice = ({ name, value, options, wordFor, hrefFor }: ChoiceProps) => (
  <label>
    {name}
    <select
      value={value ?? ''}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        location.assign(hrefFor(chosen === '' ? null : chosen));
      }}
    >
      <option value="">all</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {wordFor?.(option) ?? option}
        </option>
      ))}
    </select>
  </label>
);

interface SearchBoxProps {
  /** The words in the address. */
  readonly value: string;
  readonly placeholder: string;
  /** The address of the list with these words. */
  readonly hrefFor: (text: string) => string;
}

/** A box for words to search for; each letter replaces the address before, so that back leaves the search. */
export function SearchBox({ value, placeholder, hrefFor }: SearchBoxProps) {
  const [text, setText] = useState(value);
  // The address follows the letters late: an address that was typed here must not replace newer letters.
  const typedAlready = useRef<readonly string[]>([]);
  useEffect(() => {
    const own = typedAlready.current.indexOf(value);
    typedAlready.current = own < 0 ? [] : typedAlready.current.slice(own + 1);
    if (own < 0) setText(value);
  }, [value]);
  return (
    <label class="grow">
      Search
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
          location.replace(hrefFor(typed));
        }}
      />
    </label>
  );
}
