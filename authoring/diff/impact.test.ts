import { describe, expect, it } from 'vitest';
import { loadSpec } from '../../harness/document/load.ts';
import { bundledText, pets } from '../testing/declarations.ts';
import { edited } from '../testing/edit.ts';
import { expectedEdits } from '../testing/edits.ts';
import { readDocument } from '../swagger/read.ts';
import { diffDeclarations } from './diff.ts';
import { type Impact, impactOf, type Judges, type RegisterEntry } from './impact.ts';
import { diffReport } from './report.ts';

const { register, clients } = loadSpec();
const entries: readonly RegisterEntry[] = [
  ...[...register.values()].map((one) => ({ ...one, about: 'servers' as const })),
  ...[...clients.values()].map((one) => ({ ...one, about: 'clients' as const })),
];
const judges: Judges = {
  cases: new Map([
    ['CREATE-19', ['create_room/b', 'create_room/a']],
    ['MODEL-09', ['create_room/a']],
  ]),
  faults: new Map([['MODEL-09', ['alias-said-bare']]]),
  scenarios: new Map(),
  wrongClients: new Map([['CLIENT-08', ['asks-for-text']]]),
};
const bundled: unknown = JSON.parse(bundledText);

function compare(fresh: unknown, old: unknown = bundled) {
  const changes = diffDeclarations(readDocument(old), readDocument(fresh));
  return { changes, impact: impactOf(changes, { bundled, old, new: fresh }, entries, judges) };
}

const signs = { orphaned: '-', moved: '>', changed: '~' } as const;
const words = (impact: Impact | null): string =>
  [
    ...(impact?.requirements ?? []).map(({ fate, id }) => signs[fate] + id),
    ...(impact?.unstated ?? []).map((n) => `+${n}`),
  ].join(' ');

describe('the impact of an edit', () => {
  it.each(Object.entries(expectedEdits))('%s', (_, { edits, impact }) => {
    expect(words(compare(edited(...edits)).impact)).toBe(impact);
  });

  it('names who judges the requirements, once each', () => {
    const { changes, impact } = compare(
      edited(['/models/RoomInfo/properties/room_alias/description', 'The full alias of the room.']),
    );
    const side = { name: 'x', sha256: '' };
    expect(diffReport(side, side, changes, impact, [['howto.md:3']]).changes[0]?.impact).toEqual({
      requirements: [
        { id: 'CREATE-19', fate: 'orphaned' },
        { id: 'MODEL-09', fate: 'orphaned' },
      ],
      cases: ['create_room/a', 'create_room/b'],
      faults: ['alias-said-bare'],
      scenarios: [],
      wrongClients: [],
      examples: ['howto.md:3'],
      unstated: true,
    });
    const [first] = impact?.requirements ?? [];
    expect(first).toMatchObject({
      about: 'servers',
      oldPointer: '/models/RoomInfo/properties/room_alias',
      newPointer: null,
      changes: [0],
    });
  });
});

describe('requirements', () => {
  it('are not concerned where nothing changes, or where only other places move', () => {
    expect(compare(bundled).impact).toEqual({ requirements: [], unstated: [] });
    const raw = { ...JSON.parse(bundledText), apis: JSON.parse(bundledText).apis.toReversed() };
    expect(compare(raw).impact).toEqual({ requirements: [], unstated: [] });
  });

  it('are bound by their words, so they follow a rename', () => {
    const { impact } = compare(JSON.parse(bundledText.replaceAll('"Member"', '"Membership"')));
    const moved = (impact?.requirements ?? []).filter(({ fate }) => fate === 'moved');
    expect(moved.map(({ id, newPointer }) => `${id} ${newPointer}`)).toContain(
      'MODEL-06 /models/Membership/properties/membership',
    );
  });

  it('can lose their words though nothing changes in meaning', () => {
    const { changes, impact } = compare(
      edited(
        ['/models/RoomConfig/properties/visibility/required', undefined],
        ['/models/RoomConfig/properties/name/required', undefined],
      ),
    );
    expect(changes).toEqual([]);
    expect(impact?.requirements.map(({ id, fate, changes: by }) => [id, fate, by])).toEqual([
      ['CREATE-16', 'orphaned', []],
      ['CREATE-22', 'orphaned', []],
    ]);
  });

  it('bind in an old declaration that was edited itself, as far as its words are the same', () => {
    const old = edited(['/models/Topic/properties/topic/description', 'Something else']);
    const fresh = edited(
      ['/models/Topic/properties/topic/description', 'Something else'],
      ['/models/Topic/properties/topic/type', 'integer'],
      ['/models/RoomInfo/properties/room_id/type', 'integer'],
    );
    expect(words(compare(fresh, old).impact)).toBe('~JID-04 ~MODEL-08 +0');
  });

  it('are of no concern to another API', () => {
    expect(compare(pets, pets).impact).toBeNull();
  });
});
