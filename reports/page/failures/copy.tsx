import { useRef, useState } from 'preact/hooks';

/** Commands with a button that copies them. */
export function CopyBlock({ label, text }: { label: string; text: string }) {
  const block = useRef<HTMLPreElement>(null);
  const [done, setDone] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setDone('copied');
    } catch {
      if (block.current !== null) getSelection()?.selectAllChildren(block.current);
      setDone('selected: copy it with the keyboard');
    }
  };
  return (
    <div class="copy-block">
      <div class="copy-head">
        <span class="grow">{label}</span>
        <span role="status">{done}</span>
        <button type="button" aria-label={`Copy: ${label}`} onClick={() => void copy()}>
          Copy
        </button>
      </div>
      <pre tabIndex={0} ref={block}>
        {text}
      </pre>
    </div>
  );
}
