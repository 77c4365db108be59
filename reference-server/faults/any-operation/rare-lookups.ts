import { isObject } from '../../domain/json.ts';
import { invalid } from '../../errors.ts';
import type { Faults } from '../fault.ts';
import {
  addRoutes,
  before,
  both,
  changeBody,
  changePage,
  changesOf,
  changeView,
  changeWire,
  hasMembership,
  onlyIn,
  onRefusal,
  readStateAs,
  wrapOperation,
} from '../vocabulary/index.ts';

/** Whether a text matches a pattern of SQL, in which `_` stands for any character and `%` for any text. */
function isLike(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('_', '.')
    .replaceAll('%', '.*');
  return new RegExp(`^${source}$`, 's').test(text);
}

const localpartOf = (id: string): string => id.split(':')[0] ?? '';

/** Things that are found by what is nearly their name, and answers that rare requests get. */
export const rareLookupFaults: Faults = {
  'state-keys-are-patterns': {
    summary: 'GET of one piece of state takes the key for a pattern of SQL.',
    violates: ['STATE-08', 'STATE-14'],
    spoil: readStateAs((room, type, key) => {
      const slots = room.state.get(type);
      if (type.startsWith('m.room.')) return slots?.get(key);
      const found = [...(slots?.entries() ?? [])].find(([each]) => isLike(key, each));
      return found?.[1];
    }),
  },
  'aliases-are-patterns': {
    summary: 'A join takes the alias for a pattern of SQL.',
    violates: ['JID-09', 'JID-04'],
    spoil: ({ aliases }) => ({
      aliases: {
        ...aliases,
        resolve: (all, alias) => [...all.entries()].find(([each]) => isLike(alias, each))?.[1],
      },
    }),
  },
  'members-are-found-by-their-beginning': {
    summary: 'GET membership finds a member whose id begins like the one in the path.',
    violates: ['GMEM-07', 'GMEM-05'],
    spoil: onRefusal(['get_membership'], (error, { parts, world, params, caller }) => {
      const room = parts.rooms.find(world, params.roomId);
      const asked = localpartOf(params.userId);
      const found = room?.memberOrder.find((each) => localpartOf(each).startsWith(asked));
      const isIn = room !== undefined && parts.view.membership(room, caller.userId) === 'join';
      if (error.status !== 404 || !isIn || found === undefined) throw error;
      return parts.answer.ok({ membership: parts.view.membership(room, found) });
    }),
  },
  'joining-again-names-no-room': {
    summary: 'A join by a member of the room is answered without a room_id.',
    violates: ['JID-02', 'MODEL-08'],
    spoil: wrapOperation(['join'], (perform) => async (context) => {
      const { parts, world, params, caller } = context;
      const address = params.roomAliasOrId;
      const roomId = parts.aliases.resolve(world.aliases, address) ?? address;
      const room = parts.rooms.find(world, roomId);
      const wasIn = room !== undefined && parts.view.membership(room, caller.userId) === 'join';
      const answer = await perform(context);
      return wasIn ? { ...answer, body: {} } : answer;
    }),
  },
  'null-user-is-nobody': {
    summary: 'An invite or ban of the user null is answered 200 and does nothing.',
    violates: ['INV-09', 'BAN-10', 'INV-10', 'BAN-11', 'MODEL-32', 'MODEL-33'],
    spoil: wrapOperation(['invite', 'ban'], (perform) => (context) => {
      const { parts, request } = context;
      const isNull = parts.validate.object(request.body)['user_id'] === null;
      return isNull ? parts.answer.ok(parts.answer.nothing()) : perform(context);
    }),
  },
  'txn-ids-of-digits-are-numbers': {
    summary: 'txnIds of digits are compared as numbers.',
    violates: ['MSG-06', 'SEND-05'],
    spoil: ({ transactions }) => ({
      transactions: {
        ...transactions,
        key: (context, operation) => {
          const { params } = context;
          const isNumber = /^\d+$/.test(params.txnId);
          const txnId = isNumber ? `${Number(params.txnId)}` : params.txnId;
          return transactions.key({ ...context, params: { ...params, txnId } }, operation);
        },
      },
    }),
  },
  'long-txn-ids-refused': {
    summary: 'send_message refuses a txnId of more than 64 characters.',
    violates: ['MSG-04'],
    spoil: before(['send_message'], ({ params }) => {
      if (params.txnId.length > 64) throw invalid('The txnId is too long.');
    }),
  },
  'patch-is-a-bug': {
    summary: 'A PATCH of any path is answered 500.',
    violates: ['CONV-15'],
    spoil: changeWire(
      (_operation, { status }, { method }) => method === 'PATCH' && status >= 400,
      (answer) => ({ ...answer, status: 500 }),
    ),
  },
  'members-below-members': {
    summary: 'A path below the one of the members lists them too.',
    violates: ['CONV-15'],
    spoil: addRoutes({
      method: 'GET',
      path: '/_matrix/client/api/v1/rooms/:roomId/members/:txnId',
      operation: 'get_members',
      access: 'token',
    }),
  },
  'empty-token-is-refused-in-silence': {
    summary: 'A request with an empty access_token is refused without a body.',
    violates: ['CONV-05'],
    spoil: changeWire(
      (_operation, { status }, { query }) => query.get('access_token')?.[0] === '' && status >= 400,
      (answer) => ({ ...answer, body: '' }),
    ),
  },
  'answers-end-at-64-kib': {
    summary: 'The body of an answer ends after 65,536 characters.',
    violates: ['META-05'],
    spoil: changeWire(
      (_operation, { status }) => status === 200,
      (answer) => ({ ...answer, body: answer.body.slice(0, 65_536) }),
    ),
  },
  'topic-of-an-aliased-room-is-not-listed': {
    summary: 'GET messages does not list the topic that a room with an alias was made with.',
    violates: ['CREATE-21'],
    spoil: (right) => {
      const aliased = new Set<unknown>();
      return both(
        wrapOperation(['create_room'], (perform) => async (context) => {
          const answer = await perform(context);
          if (isObject(answer.body) && 'room_alias' in answer.body)
            aliased.add(answer.body['room_id']);
          return answer;
        }),
        changePage(({ events }, _query, room) => {
          const first = room.events.find(({ type }) => type === 'm.room.topic');
          return aliased.has(room.id) ? { events: events.filter((each) => each !== first) } : {};
        }),
      )(right);
    },
  },
  'state-of-those-who-left-is-hidden': {
    summary: 'GET state does not list what was set by users who have left.',
    violates: ['GST-04'],
    spoil: onlyIn(
      ['get_state_events'],
      changeView(({ state }) => ({
        state: (room) =>
          state(room).filter(({ type, sender }) => {
            const latest = changesOf(room, sender).at(-1);
            const isIn = latest !== undefined && hasMembership('join')(latest);
            return type === 'm.room.member' || isIn;
          }),
      })),
    ),
  },
  'room-id-as-it-was-spelled': {
    summary: 'initialSync answers the room id as it stands in the path, where it is in lower case.',
    violates: ['CONV-17', 'SYNC-04', 'MODEL-36'],
    spoil: changeBody(['get_room_sync_data'], (body, { request }) => {
      const spelled = request.path.split('/rooms/')[1]?.split('/')[0] ?? '';
      return /%3a/.test(spelled) ? { ...body, room_id: spelled } : body;
    }),
  },
};
