import type { Found } from './breakage.ts';
import { noEffect } from './breakage.ts';

/** What no text ends a sentence with, though a full stop follows. */
const abbreviation = /\b(?:e\.g|i\.e|etc|cf|vs|approx|no|resp)\.$/i;

/** The sentences of a text, with single spaces. A full stop within a word, as in m.room.name, ends nothing. */
export function sentencesOf(text: string): readonly string[] {
  const sentences: string[] = [];
  let current = '';
  for (const part of text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.!?]["')\]]?) /)) {
    current = current === '' ? part : `${current} ${part}`;
    if (abbreviation.test(current)) continue;
    sentences.push(current);
    current = '';
  }
  return [...sentences, current].filter((one) => one !== '');
}

/** A text on one line: how it is broken does not count. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** A text of a declaration, and where it stands. */
export interface Passage {
  /** By names, such as `models/Topic/properties/topic/description`. */
  readonly place: string;
  readonly pointer: string;
  readonly text: string;
}

const harmless =
  'Only words differ, and no tool can tell whether they ask for something else: read them.';

/** The sentences in which two texts differ. Their order does not count. */
export function proseChanges(old: Passage, fresh: Passage): readonly Found[] {
  const [before, after] = [sentencesOf(old.text), sentencesOf(fresh.text)];
  const removed = without(before, after);
  const added = without(after, before);
  const [gone] = removed;
  const [come] = added;
  const base = { kind: 'prose', place: fresh.place, effect: noEffect, harmless } as const;
  if (removed.length === 1 && added.length === 1 && gone !== undefined && come !== undefined) {
    return [
      {
        ...base,
        what: 'changed',
        summary: 'a sentence reads otherwise',
        old: { pointer: old.pointer, text: gone },
        new: { pointer: fresh.pointer, text: come },
      },
    ];
  }
  return [
    ...removed.map((text): Found => ({
      ...base,
      place: old.place,
      what: 'removed',
      summary: 'a sentence was removed',
      old: { pointer: old.pointer, text },
      new: null,
    })),
    ...added.map((text): Found => ({
      ...base,
      what: 'added',
      summary: 'a sentence was added',
      old: null,
      new: { pointer: fresh.pointer, text },
    })),
  ];
}

/** The elements of a list that another one does not have, as often as it does not have them. */
function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other];
  return list.filter((one) => {
    const at = left.indexOf(one);
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}
