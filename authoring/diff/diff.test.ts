import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isArray, isObject } from '../../harness/document/json.ts';
import { bundledText, byTheLetter, pets } from '../testing/declarations.ts';
import { valueAt } from '../swagger/pointers.ts';
import { type Edit, edited, withEdit } from '../testing/edit.ts';
import { expectedEdits } from '../testing/edits.ts';
import { readDocument, SwaggerError } from '../swagger/read.ts';
import type { Change } from './change.ts';
import { diffDeclarations } from './diff.ts';

const diffOf = (old: unknown, fresh: unknown): readonly Change[] =>
  diffDeclarations(readDocument(old), readDocument(fresh));
const bundled: unknown = JSON.parse(bundledText);

/** What a change is, without its words. */
const shape = ({ kind, what, place, breaks }: Change) => [kind, what, place, breaks];

/** Everything in another order: keys of objects, and the elements of lists whose order says nothing. */
function reordered(value: unknown): unknown {
  if (isArray(value)) return value.map(reordered).toReversed();
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, one]) => [key, reordered(one)])
      .toReversed(),
  );
}

describe('an edit', () => {
  it.each(Object.entries(expectedEdits))('%s, and taken back', (_, { edits, changes }) => {
    const found = diffOf(bundled, edited(...edits));
    expect(found.map(shape)).toEqual(changes);
    for (const { summary, reason, breaks, old, new: fresh } of found) {
      expect(summary).toMatch(/^\S.*[^.\s]$/);
      expect(reason).toMatch(/^[A-Z].*\.$/);
      expect(old === null && fresh === null).toBe(false);
      expect(reason === 'No request and no answer has this.' && breaks !== 'neither').toBe(false);
    }
    expectMirrored(found, diffOf(edited(...edits), bundled));
  });
});

const turned = {
  added: 'removed',
  removed: 'added',
  changed: 'changed',
  renamed: 'renamed',
} as const;
const swapped = {
  servers: 'clients',
  clients: 'servers',
  both: 'both',
  neither: 'neither',
} as const;

/** What breaks servers one way breaks clients the other way, and the two sides of each change are exchanged. */
function expectMirrored(there: readonly Change[], back: readonly Change[]): void {
  const word = (change: Change, mirror: boolean): string => {
    const { kind, what, breaks } = change;
    const [old, fresh] = mirror ? [change.new, change.old] : [change.old, change.new];
    return JSON.stringify([
      kind,
      mirror ? turned[what] : what,
      mirror ? swapped[breaks] : breaks,
      old,
      fresh,
    ]);
  };
  expect(back.map((one) => word(one, true)).toSorted()).toEqual(
    there.map((one) => word(one, false)).toSorted(),
  );
}

describe('no change', () => {
  it('is found between a declaration and itself', () => {
    expect(diffDeclarations(byTheLetter, byTheLetter)).toEqual([]);
    expect(diffOf(pets, pets)).toEqual([]);
  });

  it('is found where everything is in another order, with other line breaks', () => {
    const other: unknown = JSON.parse(bundledText.replaceAll(/(?<=\w\.?) (?=[a-z])/g, '\\n  '));
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(bundled));
    expect(diffOf(bundled, other)).toEqual([]);
    expect(diffOf(bundled, reordered(bundled))).toEqual([]);
    expect(diffOf(pets, reordered(pets))).toEqual([]);
  });

  it.each<readonly [string, readonly Edit[]]>([
    [
      'required stands on the model',
      [
        ['/models/EventId/required', ['event_id']],
        ['/models/EventId/properties/event_id/required', undefined],
      ],
    ],
    [
      'a property links its model by $ref',
      [['/models/MemberEvent/properties/content', { $ref: 'Member' }]],
    ],
    ['what is false is written', [['/models/Topic/properties/topic/required', false]]],
    [
      'what is false is not written',
      [['/models/RoomInfo/properties/room_alias/required', undefined]],
    ],
  ])('is found where %s', (_, edits) => {
    expect(diffOf(bundled, edited(...edits))).toEqual([]);
  });
});

describe('renames', () => {
  const twins = (...names: readonly string[]): readonly Edit[] =>
    names.map((name) => [`/models/RoomConfig/properties/${name}`, { type: 'boolean' }] as const);

  it('are not guessed where two candidates fit', () => {
    const found = diffOf(edited(...twins('a')), edited(...twins('b', 'c')));
    expect(found.map(({ what, place }) => `${what} ${place.split('/').at(-1)}`)).toEqual([
      'removed a',
      'added b',
      'added c',
    ]);
    expect(diffOf(edited(...twins('a')), edited(...twins('b'))).map(({ what }) => what)).toEqual([
      'renamed',
    ]);
  });

  it('of a model change nothing in what refers to it', () => {
    const raw: unknown = JSON.parse(bundledText.replaceAll('"Member"', '"Membership"'));
    expect(diffOf(bundled, raw).map(shape)).toEqual([
      ['model', 'renamed', 'models/Membership', 'neither'],
    ]);
  });

  it('of an operation that also moves are recognised by its content', () => {
    const found = diffOf(
      bundled,
      edited(
        ['/apis/13/path', '/rooms/{roomId}/people'],
        ['/apis/13/operations/0/nickname', 'get_people'],
      ),
    );
    expect(found.map(shape)).toEqual([
      ['operation', 'renamed', 'get_people', 'neither'],
      ['operation', 'changed', 'get_people', 'both'],
    ]);
  });
});

/** Random edits of a document: a value removed, replaced, doubled or moved somewhere else. */
const edits = fc.array(
  fc.record({
    at: fc.nat(100_000),
    how: fc.constantFrom('remove', 'replace', 'double', 'text', 'copy'),
    from: fc.nat(100_000),
    value: fc.oneof(
      fc.constantFrom(
        'string',
        'integer',
        'Topic',
        'void',
        'array',
        'Event',
        'PUT',
        'path',
        true,
        false,
        403,
        null,
      ),
      fc.string({ maxLength: 12 }),
      fc.constantFrom({}, [], ['a'], { $ref: 'Member' }, { type: 'string' }),
    ),
  }),
  { minLength: 1, maxLength: 3 },
);
type RandomEdit = typeof edits extends fc.Arbitrary<(infer E)[]> ? E : never;

const placesIn = (value: unknown, pointer = ''): readonly string[] => {
  const entries = isArray(value)
    ? value.map((one, i) => [String(i), one] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  return entries.flatMap(([key, one]) => {
    const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [place, ...placesIn(one, place)];
  });
};
const places = placesIn(bundled);

function randomly(list: readonly RandomEdit[]): unknown {
  let result: unknown = bundled;
  for (const { at, how, from, value } of list) {
    const pointer = places[at % places.length] ?? '';
    const source = places[from % places.length] ?? '';
    try {
      if (how === 'remove') result = withEdit(result, [pointer, undefined]);
      else if (how === 'copy') result = withEdit(result, [pointer, valueAt(result, source)]);
      else if (how === 'double')
        result = withEdit(result, [`${pointer.replace(/\/[^/]*$/, '')}/-`, value]);
      else
        result = withEdit(result, [
          pointer,
          how === 'text' ? `${JSON.stringify(value)}. And more.` : value,
        ]);
    } catch {
      // The edit before has removed the place.
    }
  }
  return result;
}

describe('random edits', () => {
  it('are compared without an error where both documents can be read, and mirror each other', () => {
    let compared = 0;
    let different = 0;
    fc.assert(
      fc.property(edits, edits, (some, others) => {
        const read = (list: readonly RandomEdit[]) => {
          try {
            return readDocument(randomly(list));
          } catch (error) {
            expect(error).toBeInstanceOf(SwaggerError);
            return null;
          }
        };
        const [a, b] = [read(some), read(others)];
        if (a === null || b === null) return;
        compared += 1;
        const there = diffDeclarations(a, b);
        if (there.length > 0) different += 1;
        expectMirrored(there, diffDeclarations(b, a));
        expect(diffDeclarations(a, a)).toEqual([]);
      }),
      { seed: 1, numRuns: 120 },
    );
    expect(compared).toBeGreaterThan(30);
    expect(different).toBeGreaterThan(25);
  });
});
