import type { OperationName } from '../../parts.ts';
import { perRow, type Faults, type Requirements } from '../fault.ts';
import { listEventsIn, omit } from '../vocabulary/index.ts';

const lists: readonly (readonly [
  list: string,
  name: OperationName,
  violates: (inherited: string) => Requirements,
])[] = [
  ['messages', 'get_messages', (inherited) => [inherited, 'MODEL-26']],
  ['members', 'get_members', (inherited) => ['MODEL-27', inherited]],
  ['state', 'get_state_events', (inherited) => [inherited, 'GST-03']],
  ['initial-sync', 'get_room_sync_data', (inherited) => [inherited, 'SYNC-06']],
];

/** Every list × every key that its events inherit × what is wrong with the key. */
export const eventKeyFaults: Faults = perRow(lists, ([list, name, violates]) =>
  perRow(
    [
      ['event_id', 'MODEL-22'],
      ['room_id', 'MODEL-24'],
      ['type', 'MODEL-25'],
    ],
    ([key, requirement]) => ({
      [`${list}-${key.replace('_', '-')}-missing`]: {
        summary: `The events that ${name} lists have no ${key}.`,
        violates: violates(requirement),
        spoil: listEventsIn(name, (shown) => omit(shown, key)),
      },
      [`${list}-${key.replace('_', '-')}-a-number`]: {
        summary: `The events that ${name} lists have a ${key} that is a number.`,
        violates: violates(requirement),
        spoil: listEventsIn(name, (shown) => ({ ...shown, [key]: 5 })),
      },
    }),
  ),
);
