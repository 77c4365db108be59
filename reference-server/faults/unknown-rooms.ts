import type { Context, Nickname } from '../parts.ts';
import { convention, type Fault } from './fault.ts';
import { kebab, operation } from './spoiling.ts';

type Named = readonly [Nickname, (context: Context) => unknown];

const answers: readonly Named[] = [
  ['get_topic', () => ({ topic: '' })],
  ['send_feedback', () => ({ event_id: '$none' })],
  ['leave', ({ parts }) => parts.answer.nothing()],
  ['get_membership', () => ({ membership: 'leave' })],
  ['get_room_sync_data', ({ params }) => ({ membership: 'leave', room_id: params.roomId })],
  ['join', ({ params }) => ({ room_id: params.roomAliasOrId })],
];

/** Operations that do as if there were every room. */
export const unknownRoomFaults: readonly Fault[] = answers.map(([name, body]) =>
  convention(
    `${kebab(name)}-knows-every-room`,
    `${name} on a room that does not exist is answered 200.`,
    ['CONV-11'],
    operation([name], (perform) => (context) => {
      const { params, parts, world } = context;
      const roomId = name === 'join' ? params.roomAliasOrId : params.roomId;
      return roomId.startsWith('!') && parts.rooms.find(world, roomId) === undefined
        ? parts.answer.ok(body(context))
        : perform(context);
    }),
  ),
);
