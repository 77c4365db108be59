import type { Nickname, OperationName } from '../parts.ts';
import { elsewhere, otherRoom } from './elsewhere.ts';
import { documented, implied, type Fault, type Spoil } from './fault.ts';
import { housing, operation, within } from './spoiling.ts';

/** An operation is done in another room of the caller as well. */
const bothPlaces = (names: readonly Nickname[]): Spoil =>
  operation(names, (perform) => async (context) => {
    const room = otherRoom(context);
    const answer = await perform(context);
    if (room === undefined) return answer;
    try {
      await perform({ ...context, params: { ...context.params, roomId: room.id, txnId: '' } });
    } catch {
      // Where it is forbidden it is not done.
    }
    return answer;
  });

const dropping = (names: readonly OperationName[]): Spoil =>
  within(
    names,
    housing(({ append }) => ({
      append: (context, room, draft) =>
        append(context, { ...room, append: () => undefined }, draft),
    })),
  );

/** Which room something is done in. */
export const placeFaults: readonly Fault[] = [
  ...(
    [
      ['send_non_state_event', 'SEND-12'],
      ['send_message', 'MSG-14'],
      ['send_feedback', 'FEED-07'],
      ['send_state_event', 'STATE-12'],
      ['set_topic', 'TOPIC-09'],
    ] as const
  ).flatMap(([name, row]) => [
    documented(
      `${name.replaceAll('_', '-')}-into-another-room`,
      `${name} is done in another room of the caller, if there is one.`,
      [row],
      elsewhere([name]),
    ),
    documented(
      `${name.replaceAll('_', '-')}-into-two-rooms`,
      `${name} is done in another room of the caller as well.`,
      [row],
      bothPlaces([name]),
    ),
  ]),
  ...(
    [
      ['send_non_state_event', implied, ['SEND-03']],
      ['send_message', implied, ['MSG-03']],
      ['send_feedback', implied, ['FEED-03']],
      ['set_topic', implied, ['TOPIC-03']],
    ] as const
  ).map(([name, make, rows]) =>
    make(
      `${name.replaceAll('_', '-')}-without-effect`,
      `${name} answers 200 and does nothing.`,
      [...rows],
      dropping([name]),
    ),
  ),
];
