import { documented, implied, type Fault, type MakeFault } from './fault.ts';
import { listedBy, type Change } from './listing.ts';
import { omit } from './spoiling.ts';

const lists = {
  messages: ['get_messages', 'MODEL-26'],
  members: ['get_members', 'MODEL-27'],
  state: ['get_state_events', 'GST-03'],
  'initial-sync': ['get_room_sync_data', 'SYNC-06'],
} as const;

const inherited = { event_id: 'MODEL-22', room_id: 'MODEL-24', type: 'MODEL-25' } as const;

const kindOf = (list: keyof typeof lists): MakeFault => (list === 'members' ? implied : documented);

/** Every list × every key that its events inherit × what can be wrong with it. */
export const inheritedFaults: readonly Fault[] = (
  ['messages', 'members', 'state', 'initial-sync'] as const
).flatMap((list) =>
  (['event_id', 'room_id', 'type'] as const).flatMap((key) => {
    const [name, row] = lists[list];
    const rows = list === 'members' ? ['MODEL-27', inherited[key]] : [inherited[key], row];
    const [main, ...others] = rows;
    const wrong = (form: string, change: Change): Fault =>
      kindOf(list)(
        `${list}-${key.replace('_', '-')}-${form}`,
        `Events in ${list} have a ${key} that is ${form.replace('-', ' ')}.`,
        [main ?? row, ...others],
        listedBy(name, change),
      );
    return [
      wrong('missing', (outward) => omit(outward, key)),
      wrong('a-number', (outward) => ({ ...outward, [key]: 5 })),
    ];
  }),
);
