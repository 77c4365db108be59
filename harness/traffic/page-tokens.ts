import type { ClientAnswer } from './exchange.ts';

/** The tokens of an answer. */
export interface PageTokens {
  readonly all: readonly string[];
  /** Those that stand under the key `end`. */
  readonly ends: readonly string[];
}

/** The keys under which pages, initialSync and event streams give tokens, with their values. */
const pattern = /"(start|end|next_batch|prev_batch)"\s*:\s*(?:"((?:[^"\\]|\\[^])*)|(-?\d+))/g;

/** An answer has two tokens, or a few for each of some rooms. More are not read. */
const most = 256;

const longest = 1024 * 1024;

/**
 * The tokens of an answer; null where they cannot all be read. They are looked for as text, for reading a whole page
 * as JSON takes more time than everything else together. What the content of an event names like a token counts as one.
 */
export function tokensIn({ body, headers }: ClientAnswer): PageTokens | null {
  const encoding = headers['content-encoding'];
  if (body.length > longest || (encoding !== undefined && encoding !== 'identity')) return null;
  const isText = typeof body === 'string';
  // To read bytes as what they are takes more time than to look for tokens in them.
  const text = isText
    ? body
    : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  const tokens: string[] = [];
  const ends: string[] = [];
  for (const [, key, quoted, number] of text.matchAll(pattern)) {
    if (tokens.length >= most) return null;
    const token = number ?? unquoted(quoted ?? '', isText);
    tokens.push(token);
    if (key === 'end') ends.push(token);
  }
  return { all: tokens, ends };
}

/** The text of a JSON string. @param isText whether its characters are not the bytes of UTF-8 */
function unquoted(quoted: string, isText: boolean): string {
  if (!/[^\u0020-\u007e]|\\/.test(quoted)) return quoted;
  const text = isText ? quoted : Buffer.from(quoted, 'latin1').toString('utf8');
  try {
    const value: unknown = JSON.parse(`"${text}"`);
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}
