import type { Rule } from '../view/rule.ts';
import { textsOf } from '../view/prose.ts';
import { quoted } from '../view/words.ts';

export const exampleDoesNotParse: Rule = {
  id: 'example-does-not-parse',
  severity: 'warning',
  summary: 'A JSON example in a text is not JSON.',
  *declaration({ api }) {
    for (const { pointer, text } of textsOf(api)) {
      const broken = examplesIn(text).find((one) => !isJson(one));
      if (broken === undefined) continue;
      yield {
        pointer,
        message: `The example ${quoted(broken, 80)} is not JSON. Whoever copies it gets an error.`,
      };
    }
  },
};

/** Pieces of a text that are meant as whole JSON objects: braces that belong together, and a key in double quotes. */
function examplesIn(text: string): readonly string[] {
  const found: string[] = [];
  for (const { index } of text.matchAll(/[{[]\s*(?:\{\s*)?"\w/g)) {
    if (found.some((one) => text.indexOf(one) <= index && index < text.indexOf(one) + one.length))
      continue;
    const end = closing(text, index);
    const piece = end === null ? '' : text.slice(index, end);
    // Dots, angle brackets and comments show that something is left out on purpose.
    if (piece.includes(':') && !/\.\.\.|…|<[\w ]+>|\/\/|\||\{\{|\$\{/.test(piece))
      found.push(piece);
  }
  return found;
}

/** Where the bracket that begins here is closed; null where it is not. */
function closing(text: string, start: number): number | null {
  let depth = 0;
  let isQuoted = false;
  for (let at = start; at < Math.min(text.length, start + 5000); at += 1) {
    const character = text[at];
    if (isQuoted) {
      if (character === '\\') at += 1;
      else if (character === '"') isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

function isJson(text: string): boolean {
  const plain = text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  try {
    JSON.parse(plain);
    return true;
  } catch {
    return false;
  }
}
