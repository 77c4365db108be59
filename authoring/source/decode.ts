/** The text of a file, or why its bytes are not text that can be read. */
export type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/** A file is kept in memory, and a text of Node has an end. */
const mostBytes = 256 * 2 ** 20;

/**
 * Decodes UTF-8, and UTF-16 as shells of Windows write it, with or without a byte order mark. The mark is not a part of the
 * text.
 * @param most bytes that are read
 */
export function decode(bytes: Uint8Array, most = mostBytes): Decoded {
  if (bytes.length > most) {
    return {
      ok: false,
      reason: `it has more than ${Math.floor(most / 2 ** 20)} MiB. Split the file.`,
    };
  }
  const encoding = encodingOf(bytes);
  if (encoding === null) return failed('it is binary data or UTF-32');
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (text.includes('\u0000')) return failed('it holds zero bytes, as binary data does');
    return { ok: true, text };
  } catch {
    const line = firstBadLine(bytes, encoding);
    const where = line === null ? '' : ` from line ${line} on`;
    return failed(`it is not UTF-8${where}, and may be Latin-1 or Windows-1252`);
  }
}

const failed = (reason: string): Decoded => ({
  ok: false,
  reason: `${reason}. Save the file as UTF-8.`,
});

/** UTF-16 without a byte order mark has a zero byte beside its first character. */
function encodingOf([first, second, third, fourth]: Uint8Array):
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  | null {
  if (second === 0 && third === 0) return null;
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? null : 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0 && second === 0) return null;
  if (first === 0 && second !== undefined) return 'utf-16be';
  return second === 0 ? 'utf-16le' : 'utf-8';
}

/** The line of the first bytes that are not in the encoding. */
function firstBadLine(bytes: Uint8Array, encoding: string): number | null {
  const text = new TextDecoder(encoding).decode(bytes);
  const at = text.indexOf('\uFFFD');
  return at < 0 ? null : text.slice(0, at).split('\n').length;
}
