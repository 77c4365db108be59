import { ApiError } from '../../errors.ts';
import type { Answer, Context, Nickname } from '../../parts.ts';
import { perRow, type Faults, type Spoil } from '../fault.ts';
import { before, kebab, wrapOperation } from '../vocabulary/index.ts';

const exists = ({ parts, world }: Context, roomId: string): boolean =>
  parts.rooms.find(world, roomId) !== undefined;

/** An operation answers 200 for a room that does not exist. */
const answerForUnknown = (name: Nickname, body: (context: Context) => unknown): Spoil =>
  wrapOperation([name], (perform) => (context): Answer | Promise<Answer> => {
    const { params, parts } = context;
    const roomId = name === 'join' ? params.roomAliasOrId : params.roomId;
    return roomId.startsWith('!') && !exists(context, roomId)
      ? parts.answer.ok(body(context))
      : perform(context);
  });

/** Operations refuse a room that does not exist with another status. */
const refuseUnknown = (names: readonly Nickname[], status: number): Spoil =>
  before(names, (context) => {
    if (!exists(context, context.params.roomId))
      throw new ApiError(status, 'M_UNKNOWN', 'No room.');
  });

const answers: readonly (readonly [Nickname, (context: Context) => unknown])[] = [
  ['get_topic', () => ({ topic: '' })],
  ['send_feedback', () => ({ event_id: '$none' })],
  ['leave', ({ parts }) => parts.answer.nothing()],
  ['get_membership', () => ({ membership: 'leave' })],
  ['get_room_sync_data', ({ params }) => ({ membership: 'leave', room_id: params.roomId })],
  ['join', ({ params }) => ({ room_id: params.roomAliasOrId })],
];

/** What is answered for a room that does not exist. */
export const unknownRoomFaults: Faults = {
  ...perRow(answers, ([name, body]) => ({
    [`${kebab(name)}-knows-every-room`]: {
      summary: `${name} answers 200 for a room that does not exist.`,
      violates: ['CONV-11'],
      spoil: answerForUnknown(name, body),
    },
  })),
  'unknown-rooms-exist': {
    summary: 'GET state and GET members answer 200 and nothing for a room that does not exist.',
    violates: ['CONV-11'],
    spoil: ({ operations, rooms, answer }) => ({
      operations: {
        ...operations,
        get_state_events: (context) =>
          rooms.find(context.world, context.params.roomId) === undefined
            ? answer.ok([])
            : operations.get_state_events(context),
        get_members: (context) =>
          rooms.find(context.world, context.params.roomId) === undefined
            ? answer.ok({ chunk: [], start: 'START', end: 'END' })
            : operations.get_members(context),
      },
    }),
  },
  'unknown-rooms-are-made': {
    summary: 'Joining a room that does not exist creates it.',
    violates: ['CONV-11'],
    spoil: before(['join_room', 'set_membership'], (context) => {
      const { parts, world, params } = context;
      if (exists(context, params.roomId)) return;
      const room = parts.rooms.open(world, params.roomId);
      const config = { alias: undefined, name: undefined, topic: undefined };
      for (const draft of parts.rooms.founding(context, { ...config, joinRule: 'public' })) {
        parts.rooms.append(context, room, draft);
      }
    }),
  },
  'unknown-rooms-500': {
    summary: 'Several operations answer 500 for a room that does not exist.',
    violates: ['CONV-11'],
    spoil: refuseUnknown(
      ['send_message', 'send_state_event', 'invite', 'ban', 'get_messages', 'join_room'],
      500,
    ),
  },
  'unknown-rooms-400': {
    summary: 'Sending into a room that does not exist is answered with 400.',
    violates: ['CONV-11'],
    spoil: refuseUnknown(['send_message', 'send_non_state_event', 'set_topic'], 400),
  },
};
