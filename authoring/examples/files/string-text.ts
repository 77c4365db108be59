import type { JsonNode } from '../text/json.ts';
import { type Mapped, picked } from '../text/mapped.ts';

/** The text of a string in JSON, with the place of each character in the document. */
export function textInString(content: Mapped, { start, end }: JsonNode): Mapped {
  let text = '';
  const places: number[] = [];
  for (let at = start + 1; at < end - 1; at += 1) {
    const from = at;
    let letter = content.text[at] ?? '';
    if (letter === '\\') {
      at += 1;
      const escape = content.text[at] ?? '';
      letter = letters[escape] ?? escape;
      if (escape === 'u') {
        letter = String.fromCharCode(Number.parseInt(content.text.slice(at + 1, at + 5), 16) || 0);
        at += 4;
      }
    }
    text += letter;
    places.push(from);
  }
  return picked(content, text, places, Math.max(start, end - 1));
}

const letters: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
