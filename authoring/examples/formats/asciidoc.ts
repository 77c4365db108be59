import { joined, linesIn } from '../text/mapped.ts';
import { BlockList, type Blocks } from './block.ts';

/** Finds the listing and literal blocks of an AsciiDoc document that stand between delimiters. */
export function readAsciiDoc(text: string): Blocks {
  const all = linesIn(text);
  const list = new BlockList(text);
  let language: string | null = null;
  for (let at = 0; at < all.length; at += 1) {
    const line = all[at];
    if (line === undefined) break;
    const { text: words, offset } = line;
    const delimiter = /^(?:-{4,}|\.{4,}|`{3,}(?=\w*\s*$))/.exec(words)?.[0];
    const source = /^\[(?:source|listing)?%?\w*,?\s*([\w-]*)/.exec(words);
    const comment = /^\/\/(?!\/)\s*(.*)$/.exec(words);
    if (delimiter !== undefined) {
      let end = at + 1;
      while (end < all.length && all[end]?.text.trimEnd() !== delimiter) end += 1;
      const inside = all.slice(at + 1, end);
      if (inside.length > 0) {
        const named = words.slice(delimiter.length).trim();
        const content = joined(inside);
        const span = { start: offset, end: content.at(content.text.length) };
        list.block(named === '' ? language : named, content, span);
      }
      language = null;
      at = end;
    } else if (source !== null && words.trimEnd().endsWith(']')) language = source[1] ?? null;
    else if (comment !== null)
      list.comment(comment[1] ?? '', { start: offset, end: offset + words.length });
    else if (/^={1,6}\s/.test(words)) list.heading();
    // A title or a callout may stand between the attributes and the block.
    else if (words.trim() !== '' && !/^[.+<]/.test(words)) language = null;
  }
  return list.done();
}
