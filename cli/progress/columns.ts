import stringWidth from 'string-width';

/** The columns that a text takes on a terminal; wide letters take two, and colours none. */
export const widthOf = (text: string): number => stringWidth(text);

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Cuts a text to so many columns, and shows that it did. */
export function fit(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let [cut, width] = ['', 1];
  for (const { segment } of letters.segment(text)) {
    width += widthOf(segment);
    if (width > columns) break;
    cut += segment;
  }
  return `${cut}…`;
}

/** A text that takes exactly so many columns: cut, or with spaces behind it. */
export function column(text: string, columns: number): string {
  const cut = fit(text, columns);
  return cut + ' '.repeat(Math.max(0, columns - widthOf(cut)));
}
