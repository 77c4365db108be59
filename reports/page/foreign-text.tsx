import { useState } from 'preact/hooks';

/** Characters shown before a reader asks for all. */
const most = 600;

/**
 * Text that may come from a target: always text and never markup, in a direction of its own, with invisible
 * characters made visible, and cut where it is long.
 */
export function ForeignText({ text }: { text: string }) {
  const [all, setAll] = useState(false);
  const cut = !all && text.length > most;
  return (
    <bdi class="foreign">
      {visible(cut ? whole(text.slice(0, most)) : text)}
      {cut && (
        <>
          …{' '}
          <button type="button" class="more" onClick={() => setAll(true)}>
            show all {text.length} characters
          </button>
        </>
      )}
    </bdi>
  );
}

/** The same in a block of its own, its lines kept; JSON is laid out. */
export function ForeignBlock({ text }: { text: string }) {
  return (
    <pre class="foreign-block" tabIndex={0}>
      <ForeignText text={pretty(text)} />
    </pre>
  );
}

/** Replaces control characters, marks of direction and lone surrogates by visible text. */
export const visible = (text: string): string =>
  text.replaceAll(
    /(?![\n\t])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/gu,
    (letter) => picture(letter.charCodeAt(0)),
  );

function picture(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}

const whole = (text: string): string => text.replace(/[\uD800-\uDBFF]$/, '');

/** JSON with a line for each value, every character of it as it was sent; another text as it is. */
export function pretty(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs) ?? [];
  let [out, depth] = ['', 0];
  const line = (): string => `\n${'  '.repeat(depth)}`;
  for (const [i, token] of tokens.entries()) {
    const empty = (token === '{' || token === '[') && /^[}\]]$/.test(tokens[i + 1] ?? '');
    if (empty) out += token;
    else if (token === '{' || token === '[') {
      depth += 1;
      out += token + line();
    } else if (token === '}' || token === ']') {
      const opened = tokens[i - 1] === '{' || tokens[i - 1] === '[';
      if (!opened) {
        depth -= 1;
        out += line();
      }
      out += token;
    } else if (token === ',') out += token + line();
    else out += token === ':' ? ': ' : token;
  }
  return out;
}
