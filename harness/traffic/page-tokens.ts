import type { ClientAnswer } from './exchange.ts';

/** The keys under which pages, initialSync and event streams give tokens. */
const keys = ['"start"', '"end"', '"next_batch"', '"prev_batch"'];

/** An answer has two tokens, or a few for each of some rooms. More are not read. */
const most = 256;

const longest = 1024 * 1024;

/**
 * The tokens of an answer; null where they cannot all be read. They are looked for as text, for reading a whole page
 * as JSON takes more time than everything else together. What the content of an event names like a token counts as one.
 */
export function tokensIn({ body, headers }: ClientAnswer): readonly string[] | null {
  const encoding = headers['content-encoding'];
  if (body.length > longest || (encoding !== undefined && encoding !== 'identity')) return null;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const tokens: string[] = [];
  for (const key of keys) {
    let at = bytes.indexOf(key);
    while (at >= 0) {
      if (tokens.length >= most) return null;
      const token = valueAt(bytes, at + key.length);
      if (token !== null) tokens.push(token);
      at = bytes.indexOf(key, at + key.length);
    }
  }
  return tokens;
}

const [quote, backslash, colon] = [0x22, 0x5c, 0x3a];

/** The string or number that follows a key; null where another value does. */
function valueAt(bytes: Buffer, from: number): string | null {
  let at = skipSpace(bytes, from);
  if (bytes[at] !== colon) return null;
  at = skipSpace(bytes, at + 1);
  if (bytes[at] !== quote) return /^-?\d+/.exec(bytes.toString('latin1', at, at + 24))?.[0] ?? null;
  let end = at + 1;
  while (end < bytes.length && bytes[end] !== quote) end += bytes[end] === backslash ? 2 : 1;
  const text = bytes.toString('utf8', at, end + 1);
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : null;
  } catch {
    return text.slice(1);
  }
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && (bytes[at] ?? 0) <= 0x20) at += 1;
  return at;
}
