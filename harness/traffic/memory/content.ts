import { same } from '../../judge/compare.ts';

/** Longer bodies are remembered by a digest. */
const longestKept = 2048;

/** A body as it is remembered: its text, or a digest of it, which no JSON begins like. */
export type Content = string;

/** What to remember of the text of a body. */
export function contentOf(text: string): Content {
  return text.length <= longestKept ? text : `#${text.length}:${digest(text)}`;
}

/** A short name for a text, to remember that it was seen. Two long texts may share one. */
export const nameOf = (text: string): string =>
  text.length <= 128 ? text : `#${text.length}:${digest(text)}`;

/** FNV-1a. */
function digest(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Whether two bodies say the same: as JSON, if their texts differ. Null where that cannot be told. */
export function sameContent(a: Content, b: Content): boolean | null {
  if (a === b) return true;
  if (a.startsWith('#') || b.startsWith('#')) return null;
  try {
    return same(JSON.parse(a), JSON.parse(b));
  } catch {
    return null;
  }
}
