import { ApiError } from '../../errors.ts';
import type { Context, Nickname, Operation } from '../../parts.ts';
import { routerOf } from '../../routes.ts';
import { perRow, type Faults, type Requirements, type Spoil } from '../fault.ts';
import { kebab, onRefusal, wrapOperation } from '../vocabulary/index.ts';

/** The latest room that has the same creator as the room of a request, or that the caller made. */
function siblingOf({ parts, world, params, caller }: Context): string | undefined {
  const creator = parts.rooms.find(world, params.roomId)?.events[0]?.sender ?? caller.userId;
  return [...world.rooms.values()].findLast(
    (room) => room.id !== params.roomId && room.events[0]?.sender === creator,
  )?.id;
}

/** What is refused with one status in one room is carried out in another room of the same owner, by the owner. */
const actElsewhere = (name: Nickname, status: number): Spoil =>
  onRefusal([name], async (error, context, perform) => {
    const roomId = siblingOf(context);
    if (error.status === status && roomId !== undefined) {
      const owner = context.world.rooms.get(roomId)?.events[0]?.sender ?? '';
      await attempt(perform, {
        ...context,
        caller: { ...context.caller, userId: owner },
        params: { ...context.params, roomId },
      });
    }
    throw error;
  });

async function attempt(perform: Operation, context: Context): Promise<void> {
  try {
    await perform(context);
  } catch {
    // It was refused there too.
  }
}

/** What is refused for its body is carried out with another body. */
const actWith = (name: Nickname, status: number, body: (context: Context) => string): Spoil =>
  onRefusal([name], async (error, context, perform) => {
    if (error.status === status) {
      const request = { ...context.request, body: Buffer.from(body(context)) };
      await attempt(perform, { ...context, request });
    }
    throw error;
  });

/** A request whose token is nearly right is refused, and carried out all the same. */
const actForUnknownToken =
  (name: Nickname, userOf: (context: Context) => string): Spoil =>
  (right) => {
    const router = routerOf(right.routes);
    const performing = wrapOperation([name], (perform) => async (context) => {
      if (context.caller.userId !== '') return perform(context);
      await attempt(perform, { ...context, caller: { userId: userOf(context), token: '' } });
      throw new ApiError(401, 'M_UNKNOWN_TOKEN', 'Unrecognised access token.');
    });
    return {
      ...performing(right),
      authenticate: (accounts, request) => {
        try {
          return right.authenticate(accounts, request);
        } catch (error) {
          if (!(error instanceof ApiError) || error.errcode !== 'M_UNKNOWN_TOKEN') throw error;
          if (router(request.method, request.path).route.operation !== name) throw error;
          return { userId: '', token: '' };
        }
      },
    };
  };

/** The user who became a member of the room last, in whichever way. */
const lastMember = ({ parts, world, params }: Context): string =>
  parts.rooms.find(world, params.roomId)?.memberOrder.at(-1) ?? '';

const creatorOf = ({ parts, world, params }: Context): string =>
  parts.rooms.find(world, params.roomId)?.events[0]?.sender ?? '';

const elsewhere: readonly (readonly [Nickname, status: number, what: string, Requirements])[] = [
  ['send_message', 403, 'A message that is forbidden', ['SEND-15']],
  ['send_non_state_event', 403, 'An event that is forbidden', ['SEND-15']],
  ['set_topic', 403, 'A topic that is forbidden', ['TOPIC-11']],
  ['send_state_event', 403, 'Forbidden state', ['STATE-17']],
  ['ban', 403, 'A ban that is forbidden', ['BAN-05', 'BAN-06']],
  ['invite', 403, 'A forbidden invite', ['INV-11', 'INV-12']],
  ['set_membership', 403, 'A forbidden change of membership', ['SMEM-11', 'SMEM-12', 'SMEM-20']],
];

const bodies: readonly (readonly [
  id: string,
  Nickname,
  summary: string,
  Requirements,
  body: (context: Context) => string,
])[] = [
  [
    'refused-event-stands-empty',
    'send_non_state_event',
    'An event whose body is refused stands in the room without a content.',
    ['SEND-11'],
    () => '{}',
  ],
  [
    'refused-state-is-emptied',
    'send_state_event',
    'State whose body is refused is emptied.',
    ['STATE-11'],
    () => '{}',
  ],
  [
    'refused-topic-is-emptied',
    'set_topic',
    'A topic that is refused empties the topic.',
    ['TOPIC-07', 'TOPIC-06'],
    () => '{"topic":""}',
  ],
  [
    'refused-membership-is-leave',
    'set_membership',
    'A membership that is refused becomes leave.',
    ['SMEM-06', 'SMEM-09', 'SMEM-10'],
    () => '{"membership":"leave"}',
  ],
  [
    'refused-ban-hits-the-newest-member',
    'ban',
    'A ban whose body is refused hits the newest member.',
    ['BAN-09', 'BAN-10', 'BAN-11'],
    (context) => JSON.stringify({ user_id: lastMember(context) }),
  ],
];

/** Refusals that act all the same, in the room or in another place. */
export const refusalWithEffectFaults: Faults = {
  ...perRow(elsewhere, ([name, status, what, violates]) => ({
    [`${kebab(name)}-refused-here-and-done-elsewhere`]: {
      summary: `${what} is carried out in another room of the owner's.`,
      violates,
      spoil: actElsewhere(name, status),
    },
  })),
  ...perRow(bodies, ([id, name, summary, violates, body]) => ({
    [id]: { summary, violates, spoil: actWith(name, 400, body) },
  })),
  ...perRow(
    [
      ['leave', 'The newest member leaves', lastMember],
      ['join_room', 'The newest member joins', lastMember],
      ['set_topic', 'The topic is set', creatorOf],
      ['ban', 'The ban is made', creatorOf],
    ],
    ([name, what, userOf]) => ({
      [`${kebab(name)}-with-an-unknown-token-acts`]: {
        summary: `${what} although the token of ${name} is refused as unknown.`,
        violates: ['CONV-03'],
        spoil: actForUnknownToken(name, userOf),
      },
    }),
  ),
};
