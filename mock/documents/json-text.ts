import { deepest } from './plain-value.ts';

/**
 * The value of a JSON text, read quickly; null where the text is not JSON, is nested too deeply or has a key twice. The
 * slow reader then finds out what is wrong, and where.
 */
export function readPlainJson(text: string): { readonly value: unknown } | null {
  if (!/^\s*[{[]/.test(text) || !isPlain(text)) return null;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** Whether no bracket is too deep and no object has a key twice, in a text that may not be JSON at all. */
function isPlain(text: string): boolean {
  // The keys of each object that is open; null for a list.
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : null);
      if (open.length > deepest) return false;
    } else if (character === '}' || character === ']') {
      open.pop();
    } else if (character === '"') {
      const end = endOfString(text, at + 1);
      if (end < 0) return false;
      if (followedByColon(text, end + 1)) {
        const key = keyOf(text.slice(at, end + 1));
        const keys = open.at(-1);
        if (key === null || !keys || keys.has(key)) return false;
        keys.add(key);
      }
      at = end;
    }
  }
  return true;
}

/** Where the quotation mark is that ends a string; -1 where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (at - slashes > start && text[at - slashes - 1] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}

function followedByColon(text: string, start: number): boolean {
  let at = start;
  while (at < text.length && /\s/.test(text[at] ?? '')) at += 1;
  return text[at] === ':';
}

function keyOf(literal: string): string | null {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    return String(JSON.parse(literal));
  } catch {
    return null;
  }
}
