import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter();

/** A part of a text, from one offset to another. */
export type Slice = readonly [start: number, end: number];

/** Columns of a terminal that a text takes. Wide characters take two, combining marks none. */
export const widthOf = (text: string): number => (isAscii(text) ? text.length : stringWidth(text));

/** Cuts a text that is wider than `width`, and shows that it did. */
export function cut(text: string, width: number): string {
  if (text.length <= width * 16 && widthOf(text) <= width) return text;
  let used = 1;
  let end = 0;
  for (const { segment, index } of segmenter.segment(text.slice(0, width * 16))) {
    used += stringWidth(segment);
    if (used > width) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end)}…`;
}

/** A text that takes exactly so many columns: cut, or with spaces behind it. */
export const column = (text: string, width: number): string => pad(cut(text, width), width);

export const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Breaks a text at its spaces into lines of at most `width` columns; a longer word is cut into pieces. */
export function wrap(text: string, width: number): readonly Slice[] {
  const lines: Slice[] = [];
  let [start, used, space] = [0, 0, -1];
  for (const { segment, index } of characters(text)) {
    const wide = widthOf(segment);
    if (used + wide <= width) {
      if (segment === ' ') space = index;
      used += wide;
    } else if (segment === ' ' || space >= 0) {
      const end = segment === ' ' ? index : space;
      lines.push([start, end]);
      start = end + 1;
      used = segment === ' ' ? 0 : widthOf(text.slice(start, index)) + wide;
      space = -1;
    } else {
      if (index > start) lines.push([start, index]);
      start = index;
      used = wide;
    }
  }
  return [...lines, [start, text.length]];
}

/** Letters as people see them, which is what must not be cut apart. */
const characters = (text: string): Iterable<{ segment: string; index: number }> =>
  isAscii(text)
    ? Array.from(text, (segment, index) => ({ segment, index }))
    : segmenter.segment(text);

const isAscii = (text: string): boolean => /^[\u0020-\u007E]*$/.test(text);
