import { nearest } from '../../../harness/document/nearest.ts';

/** A text in quotation marks on one line, without characters that a terminal would act on, and not too long. */
export function quoted(text: string, most = 60): string {
  const cut = text.length <= most ? text : `${text.slice(0, most)}…`;
  return JSON.stringify(cut).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
}

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** 'a', 'a and b', 'a, b and c'; of many, how many more there are. */
export function listed(words: readonly string[], word: 'and' | 'or' = 'and', most = 6): string {
  const shown = words.length > most + 1 ? words.slice(0, most) : words;
  const all = shown.length < words.length ? [...shown, `${words.length - most} more`] : shown;
  const last = all.at(-1) ?? '';
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** The words of a name: `roomAliasOrId` and `room_alias_or_id` both have room, alias, or, id. */
export const tokensOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((token) => token !== '');

/** The words of a text, in lower case. */
export const wordsOf = (text: string): readonly string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const small = new Set(
  'a an and are as at be been by can for from has have in into is it its of on or so than that the their them then these this those to was were which who will with you your'.split(
    ' ',
  ),
);

/** The words of a text that say something. */
export const contentWordsOf = (text: string): readonly string[] =>
  wordsOf(text).filter((word) => !small.has(word));

/** The sentences of a text. */
export const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/(?<=[.!?])\s+(?=[\p{Lu}"'<`])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

/** Whether two texts say the same, but for spaces, case and the full stop. */
export const sameText = (a: string, b: string): boolean => bare(a) === bare(b);

const bare = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/[.!]+$/, '');

/** The part of a verb that its forms share: `invite` and `inviting` have `invit`. */
export const stemOf = (verb: string): string =>
  verb.toLowerCase().replace(/(?:ing|ed|es|e|s)$/, '');

/** Whether a text has a form of a verb. */
export const hasVerb = (text: string, verb: string): boolean => {
  const stem = stemOf(verb);
  return (
    stem.length > 2 &&
    wordsOf(text).some(
      (word) =>
        word === verb ||
        (word.startsWith(stem) && stemOf(word).startsWith(stem) && word.length <= stem.length + 4),
    )
  );
};

/** How much longer or shorter than a mistyped name the name may be that was meant, and how many names are compared. */
const [mostDifference, mostCompared] = [3, 300];

/** The name that a mistyped one was probably meant to be; undefined where none is near. */
export function guess(name: string, names: Iterable<string>): string | undefined {
  if (name.length > 60) return undefined;
  const alike = [...names].filter((one) => Math.abs(one.length - name.length) <= mostDifference);
  return nearest(name, alike.slice(0, mostCompared), 1)[0];
}
