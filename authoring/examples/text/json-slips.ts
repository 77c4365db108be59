import type { Token } from './json-tokens.ts';

/** Whether a comment says that something was left out. */
export const speaksOfMore = (comment: string): boolean =>
  /\.{2,}|…|\b(?:more|other|etc|snip|omit|rest)/i.test(comment);

/** Whether a word stands for what was left out. */
export const isLeftOut = (word: string): boolean =>
  /^(?:\.{2,}|…|\(?\.{3}\)?|etc\.?|<snip>|\[snip\])$/i.test(word);

/** Why a token cannot be a key. */
export function wrongKey({ kind, text }: Token): string {
  if (kind === 'word') return notJson(text);
  if (kind === 'string') return 'a string has no closing quote';
  return kind === ','
    ? 'there is a comma too many'
    : `${text.slice(0, 40)} stands where a key is expected`;
}

/** Why a word outside of quotes is not JSON. */
export function notJson(word: string): string {
  if (/^[‘’“”„«]/.test(word)) return 'its quotes are typographic; JSON has straight double quotes';
  if (word.startsWith("'") || word.startsWith('`') || word.startsWith("u'"))
    return `${word.slice(0, 40)} is in quotes that JSON does not have; JSON has double quotes`;
  if (word === 'True' || word === 'False') return `${word} is not JSON; ${word.toLowerCase()} is`;
  if (word === 'None' || word === 'nil' || word === 'undefined')
    return `${word} is not JSON; null is`;
  return `${word.slice(0, 40)} is not in double quotes`;
}
