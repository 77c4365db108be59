import { describe, expect, it } from 'vitest';
import { loadSpec } from '../../harness/document/load.ts';
import { sampleReport } from '../testing/sample.ts';
import { chaptersOf, type Place } from './chapters.ts';
import { putInPlaces } from './placement.ts';

const { declaration } = loadSpec();
const chapters = chaptersOf(declaration);
const { requirements } = sampleReport([]);
const placed = putInPlaces(chapters, requirements);

const shownIn = (places: readonly Place[]): readonly string[] =>
  places.flatMap((place) => [...placed.at(place).map(({ id }) => id), ...shownIn(place.inside)]);

const placeOf = (id: string): readonly (readonly [string, string | null])[] =>
  chapters
    .flatMap((chapter) => chapter.places)
    .filter((place) => placed.at(place).some((r) => r.id === id))
    .map(({ label, name }) => [label, name]);

describe('the places of the declaration', () => {
  it('have a chapter for every operation, then models, the document, and what no place says', () => {
    expect(chapters.map(({ key }) => key)).toEqual([
      ...declaration.operations.map(({ nickname }) => nickname),
      'models',
      'document',
      'conventions',
    ]);
  });

  it('put every requirement of the register into one chapter', () => {
    const all = chapters.flatMap((chapter) => placed.of(chapter).map(({ id }) => id));
    expect(all.toSorted()).toEqual(requirements.map(({ id }) => id).toSorted());
  });

  it.each(chapters.map((chapter) => [chapter.key, chapter] as const))(
    'show every requirement of %s in its own chapter',
    (_, chapter) => {
      const shown = new Set(shownIn(chapter.places));
      const lost = placed.of(chapter).filter((r) => r.pointer !== null && !shown.has(r.id));
      expect(lost.map(({ id }) => id)).toEqual([]);
    },
  );

  it('show a requirement at its pointer, or at the nearest place above', () => {
    expect(placeOf('SMEM-11')).toEqual([['error', '403']]);
    expect(placeOf('STATE-07')).toEqual([['parameter', 'stateKey']]);
    expect(placeOf('SMEM-15')).toEqual([['property', 'membership']]);
    expect(placeOf('GST-03')).toEqual([['response', null]]);
    expect(placeOf('JOIN-06')).toEqual([['parameters', null]]);
    expect(placeOf('SEND-15')).toEqual([['whole operation', null]]);
    expect(placeOf('META-09')).toEqual([['authorizations', null]]);
  });

  it('count what the register says of an operation there, also where the words stand in a model', () => {
    expect(placed.chapterOf('BAN-10')?.key).toBe('ban');
    expect(placed.chapterOf('MODEL-33')?.key).toBe('models');
    expect(placed.chapterOf('CONV-01')?.key).toBe('conventions');
  });

  it('show the properties that a model takes from its bases', () => {
    const response = chapters
      .find(({ key }) => key === 'get_messages')
      ?.places.find(({ label }) => label === 'response');
    expect(response?.inside.map(({ name, facts }) => [name, facts.at(-1)])).toEqual([
      ['MessagePaginationChunk', undefined],
      ['chunk', 'required'],
      ['start', 'from PaginationChunk'],
      ['end', 'from PaginationChunk'],
    ]);
  });

  it('lose nothing of a requirement whose pointer leads nowhere', () => {
    const [first] = requirements;
    if (first === undefined) throw new Error('the register is empty');
    const odd = putInPlaces(chapters, [{ ...first, operation: null, pointer: '/no/such/place' }]);
    expect(odd.chapterOf(first.id)?.key).toBe('document');
  });
});
