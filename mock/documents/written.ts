import { didYouMean } from '../../harness/document/nearest.ts';

const longest = 60;

/** A text in quotation marks on one line, without characters that a terminal would act on. */
export function quoted(text: string): string {
  const cut = text.length <= longest ? text : `${text.slice(0, longest)}…`;
  return JSON.stringify(cut).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
}

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** More names are not compared with a mistyped one: each comparison takes time. */
const mostCompared = 2000;

/** The end of a sentence about a mistyped name. */
export const didYouMeanName = (name: string, known: Iterable<string>): string =>
  name.length > longest ? '' : didYouMean(name, firstOf(known, mostCompared), quoted);

function* firstOf(names: Iterable<string>, most: number): Iterable<string> {
  let count = 0;
  for (const name of names) {
    if (count >= most) return;
    count += 1;
    if (name.length <= 2 * longest) yield name;
  }
}

/** A value in a sentence: short values as they are, others by what they are. */
export function shown(value: unknown): string {
  return typeof value === 'string'
    ? quoted(value)
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : kindOf(value);
}

/** What a value is, without the value: for what may be a secret. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'string')
    return `a text of ${value.length} ${value.length === 1 ? 'character' : 'characters'}`;
  if (typeof value === 'boolean') return `${value}`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  return Object.keys(value).length === 0 ? 'an empty object' : 'an object';
}

/** 'a', 'a or b', 'a, b or c'. */
export function orOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
