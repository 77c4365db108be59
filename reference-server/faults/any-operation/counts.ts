import { forbidden, notFound } from '../../errors.ts';
import type { RoomEvent } from '../../domain/event.ts';
import type { Room } from '../../domain/room.ts';
import { perRow, type Faults, type Requirements, type Spoil } from '../fault.ts';
import {
  before,
  changeActions,
  changeBody,
  changeMemberList,
  changePermissions,
  changesOf,
  changeView,
  changeWholeBody,
  cutMessages,
  hasMembership,
  onlyIn,
  readOnly,
  roomOf,
} from '../vocabulary/index.ts';

/** A write of one type into a room is lost once there were as many. */
const loseWritesAfter =
  (
    count: number,
    counted: (event: RoomEvent, written: { type: string; stateKey: string | undefined }) => boolean,
  ): Spoil =>
  ({ rooms }) => ({
    rooms: {
      ...rooms,
      append: (context, room, draft) => {
        const written = room.events.filter((event) => counted(event, draft)).length;
        return rooms.append(context, written >= count ? readOnly(room) : room, draft);
      },
    },
  });

const banned = (room: Room): readonly string[] =>
  [...(room.state.get('m.room.member') ?? new Map<string, RoomEvent>())]
    .filter(([, event]) => hasMembership('ban')(event))
    .map(([userId]) => userId);

const invited = (room: Room): readonly string[] =>
  [...(room.state.get('m.room.member') ?? new Map<string, RoomEvent>())]
    .filter(([, event]) => hasMembership('invite')(event))
    .map(([userId]) => userId);

/** Joins through an alias, counted for each of them, are refused once there were as many. */
const refuseAliasAfter =
  (count: number): Spoil =>
  (right) => {
    const joins = new Map<string, number>();
    return before(['join'], ({ params }) => {
      const alias = params.roomAliasOrId;
      if (!alias.startsWith('#')) return;
      const served = joins.get(alias) ?? 0;
      joins.set(alias, served + 1);
      if (served >= count) throw notFound('Nothing goes by that alias.');
    })(right);
  };

/** An answer that is a list has at most as many entries. */
const atMost =
  (count: number) =>
  (body: unknown): unknown =>
    Array.isArray(body) ? body.slice(0, count) : body;

const writes: readonly (readonly [
  id: string,
  summary: string,
  Requirements,
  count: number,
  counted: Parameters<typeof loseWritesAfter>[1],
])[] = [
  [
    'seventeenth-topic-is-lost',
    'The seventeenth topic of a room is not stored.',
    ['TOPIC-10', 'TOPIC-03'],
    16,
    (event, { type }) => type === 'm.room.topic' && event.type === type,
  ],
  [
    'slot-holds-thirty-writes',
    'A slot of state keeps its thirtieth content for ever.',
    ['STATE-07', 'STATE-03'],
    30,
    (event, { type, stateKey }) =>
      type.startsWith('com.') &&
      stateKey !== undefined &&
      event.type === type &&
      event.stateKey === stateKey,
  ],
  [
    'room-holds-ninety-messages',
    'A room keeps only its first ninety messages.',
    ['MSG-03', 'SEND-03', 'MSGS-03'],
    90,
    (event, { type }) => type === 'm.room.message' && event.type === type,
  ],
  [
    'seventeenth-piece-of-state-is-lost',
    'A room has room for sixteen state events of types of its users.',
    ['STATE-03', 'STATE-07', 'STATE-08', 'STATE-09', 'GST-04'],
    16,
    (event, { type, stateKey }) =>
      type.startsWith('com.') &&
      stateKey !== undefined &&
      event.stateKey !== undefined &&
      event.type.startsWith('com.'),
  ],
];

/** Faults that begin with the third, the fifth, the sixteenth or the thirtieth of something. */
export const countFaults: Faults = {
  ...perRow(writes, ([id, summary, violates, count, counted]) => ({
    [id]: { summary, violates, spoil: loseWritesAfter(count, counted) },
  })),
  'member-list-ends-at-thirty': {
    summary: 'GET members lists thirty members at most.',
    violates: ['MEMB-04'],
    spoil: changeMemberList((events) => events.slice(0, 30)),
  },
  'state-ends-at-thirty-two': {
    summary: 'GET state lists thirty-two events at most.',
    violates: ['GST-04'],
    spoil: changeWholeBody(['get_state_events'], atMost(32)),
  },
  'sync-state-ends-at-thirty-two': {
    summary: 'The state of initialSync holds thirty-two events at most.',
    violates: ['SYNC-10', 'SYNC-07'],
    spoil: changeBody(['get_room_sync_data'], (body) => ({
      ...body,
      state: atMost(32)(body['state']),
    })),
  },
  'membership-of-the-twentieth-is-not-found': {
    summary: 'GET of the membership of anybody after the twentieth member is answered 404.',
    violates: ['GMEM-03', 'GMEM-01'],
    spoil: before(['get_membership'], ({ parts, world, params }) => {
      const room = parts.rooms.find(world, params.roomId);
      if ((room?.memberOrder.indexOf(params.userId) ?? 0) >= 20) throw notFound('No such member.');
    }),
  },
  'sixteenth-member-cannot-send': {
    summary: 'Nobody after the fifteenth member of a room can send messages.',
    violates: ['SEND-01', 'MSG-01', 'JOIN-03'],
    spoil: before(['send_message'], ({ parts, world, params, caller }) => {
      const room = parts.rooms.find(world, params.roomId);
      if ((room?.memberOrder.indexOf(caller.userId) ?? 0) >= 15) throw forbidden('Not for you.');
    }),
  },
  'sixteenth-room-is-the-first': {
    summary: 'createRoom answers the first room of a user who has fifteen.',
    violates: ['CREATE-03'],
    spoil: changeActions(({ createRoom }) => ({
      createRoom: (context, config) => {
        const own = [...context.world.rooms.values()].filter(
          ({ events }) => events[0]?.sender === context.caller.userId,
        );
        return own.length >= 15 && own[0] !== undefined ? own[0] : createRoom(context, config);
      },
    })),
  },
  'alias-serves-five-joins': {
    summary: 'An alias leads nowhere once it has served five joins.',
    violates: ['JID-03', 'CREATE-17'],
    spoil: refuseAliasAfter(5),
  },
  'ban-list-holds-five': {
    summary: 'The sixth ban in a room lets the first of the banned in again.',
    violates: ['BAN-14', 'JOIN-11'],
    spoil: changeView(({ membership }) => ({
      membership: (room, userId) => {
        const right = membership(room, userId);
        return right === 'ban' && banned(room).slice(0, -5).includes(userId) ? 'invite' : right;
      },
    })),
  },
  'invite-list-holds-ten': {
    summary: 'The eleventh invite into a room makes the first one void.',
    violates: ['JOIN-01', 'INV-03', 'JOIN-03'],
    spoil: changePermissions(({ changeMembership }) => ({
      changeMembership: (context, change) => {
        const room = changeMembership(context, change);
        const forgotten = invited(room).slice(0, -10);
        if (change.requested === 'join' && forgotten.includes(change.userId))
          throw forbidden('Your invite is void.');
        return room;
      },
    })),
  },
  'fourth-kick-has-no-effect': {
    summary: 'The fourth kick in a room and those after it have no effect.',
    violates: ['SMEM-20', 'SMEM-17', 'SMEM-03'],
    spoil: ({ rooms }) => ({
      rooms: {
        ...rooms,
        append: (context, room, draft) => {
          const kicks = room.events.filter(
            ({ stateKey, sender, content }) =>
              content['membership'] === 'leave' && stateKey !== sender,
          ).length;
          const kick = draft.content['membership'] === 'leave' && draft.stateKey !== draft.sender;
          return rooms.append(context, kick && kicks >= 3 ? readOnly(room) : room, draft);
        },
      },
    }),
  },
  'walk-forgets-beyond-sixty': {
    summary: 'GET messages shows the newest sixty events of a room alone.',
    violates: ['MSGS-03', 'MSGS-13'],
    spoil: cutMessages((right) => (tokens, room, query) => {
      const newest = new Set(room.events.slice(-60));
      return right(
        tokens,
        room.events.length <= 60 ? room : roomOf(room, (e) => newest.has(e)),
        query,
      );
    }),
  },
  'sixth-join-is-refused': {
    summary: 'A user cannot join a room for the sixth time.',
    violates: ['JOIN-03', 'JOIN-09', 'SMEM-16', 'JOIN-01'],
    spoil: onlyIn(
      ['join_room'],
      changePermissions(({ changeMembership }) => ({
        changeMembership: (context, change) => {
          const room = changeMembership(context, change);
          const joins = changesOf(room, change.userId).filter(hasMembership('join')).length;
          if (joins >= 5) throw forbidden('Once too often.');
          return room;
        },
      })),
    ),
  },
  'event-ids-repeat-after-sixty-four': {
    summary: 'The sixty-fourth event of a user in a room has the id of the first.',
    violates: ['MODEL-22', 'MODEL-28'],
    spoil: ({ rooms }) => ({
      rooms: {
        ...rooms,
        append: (context, room, draft) => {
          const own = room.events.filter(({ sender }) => sender === draft.sender);
          const first = own[0];
          if (own.length < 63 || first === undefined) return rooms.append(context, room, draft);
          const parts = {
            ...context.parts,
            ids: { ...context.parts.ids, event: () => first.eventId },
          };
          return rooms.append({ ...context, parts }, room, draft);
        },
      },
    }),
  },
};
