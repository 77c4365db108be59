import { plain } from '../plain.ts';

/**
 * Text that somebody else had a hand in as a code span, in which GitHub makes nothing of mentions, links and markup.
 * A backtick and a bar are shown as characters like them, for no way of escaping them holds in every renderer.
 */
export function code(text: string, most = 160): string {
  const shown = ticked(plain(text, most)).replaceAll('|', '\u2223');
  return shown === '' ? '—' : `\`${shown}\``;
}

/** The same as lines of a block that nothing in it can end. */
export const fenced = (text: string): string => `\`\`\`text\n${ticked(text)}\n\`\`\``;

const ticked = (text: string): string => text.replaceAll('`', '\u02CB');

/** Text to be read as prose: without markup, and with a joiner behind what would mention a person or an issue. */
export const prose = (text: string, most = 240): string =>
  plain(text, most)
    .replaceAll(/[#$&*:<>@[\\\]_`|~]|^[-+=]/g, String.raw`\$&`)
    .replaceAll(/(www)\./gi, String.raw`$1\.`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`)
    .replaceAll(/[@#]/g, '$&\u2060');

/** Text inside of an element of HTML. */
export const inHtml = (text: string, most = 160): string =>
  plain(text, most).replaceAll(/[^\p{L}\p{N} ]/gu, (c) => `&#${c.codePointAt(0)};`);

/** The rows of a table, or the items of a list, for which there is room, and how many were left out. */
export interface Fitted {
  readonly lines: readonly string[];
  readonly left: number;
}

/** Takes lines for as long as there is room for them. @param room in characters, line feeds included */
export function fitted(lines: readonly string[], room: number): Fitted {
  let used = 0;
  const end = lines.findIndex((line) => (used += line.length + 1) > room);
  return end < 0 ? { lines, left: 0 } : { lines: lines.slice(0, end), left: lines.length - end };
}

/** A table: its heads, and rows of cells that are Markdown already; cut, and saying so, where it takes more than `room`. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  room: number,
): readonly string[] {
  if (rows.length === 0) return [];
  const frame = [row(heads), row(heads.map(() => '---'))];
  const { lines, left } = fitted(rows.map(row), room - frame.join('\n').length - 80);
  return [...frame, ...lines, ...(left === 0 ? [] : ['', more(left)])];
}

/** What to say of what was left out. */
export const more = (left: number): string =>
  `… and ${left} more; the report in JSON has them all.`;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
