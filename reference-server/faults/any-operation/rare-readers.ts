import type { JsonObject, RoomEvent } from '../../domain/event.ts';
import type { Room } from '../../domain/room.ts';
import { forbidden } from '../../errors.ts';
import type { Context, OperationName } from '../../parts.ts';
import type { Faults, Spoil } from '../fault.ts';
import {
  both,
  changeMemberList,
  changePermissions,
  changeView,
  changesOf,
  chooseState,
  hasMembership,
  onlyIn,
  onRefusal,
  perRequest,
} from '../vocabulary/index.ts';

const roomOfRequest = ({ parts, world, params }: Context): Room | undefined =>
  parts.rooms.find(world, params.roomId);

const isCreator = (room: Room, userId: string): boolean => room.events[0]?.sender === userId;

/** The membership event before the latest one of the same user. */
const formerOf = (room: Room, { stateKey = '' }: RoomEvent): RoomEvent | undefined =>
  changesOf(room, stateKey).at(-2);

/** @returns the ban of a user whose ban was lifted, and any other event as it is. */
const banOf = (room: Room, event: RoomEvent): RoomEvent => {
  const former = event.type === 'm.room.member' ? formerOf(room, event) : undefined;
  const lifted = hasMembership('leave')(event) && former !== undefined;
  return lifted && hasMembership('ban')(former) ? former : event;
};

/** Whether somebody left before a user joined. */
const isOver = (room: Room, event: RoomEvent, userId: string): boolean =>
  event.type === 'm.room.member' &&
  hasMembership('leave')(event) &&
  room.events.indexOf(event) <
    room.events.findLastIndex((one) => one.stateKey === userId && hasMembership('join')(one));

/** A list of state or members lacks those who left before the reader joined. */
const withoutGone = (name: 'get_members' | 'get_state_events'): Spoil =>
  perRequest(name, (context) => {
    const stays = (room: Room, event: RoomEvent): boolean =>
      !isOver(room, event, context.caller.userId);
    return both(
      changeMemberList((events, room) => events.filter((event) => stays(room, event))),
      changeView(({ state }) => ({
        state: (room) => state(room).filter((event) => stays(room, event)),
      })),
    );
  });

/** A 404 of an operation is another answer to members who did not create the room. */
const notFoundForOthers = (name: OperationName, answer: () => JsonObject): Spoil =>
  onRefusal([name], (error, context) => {
    const room = roomOfRequest(context);
    if (error.status !== 404 || room === undefined || isCreator(room, context.caller.userId))
      throw error;
    return context.parts.answer.ok(answer());
  });

/** Opens operations to users for whom some requests were refused; `whom` says whose room is opened. */
const refusalOpens = (
  refused: readonly OperationName[],
  whom: (context: Context) => string,
  opened: readonly OperationName[],
): Spoil => {
  const open = new Set<string>();
  return both(
    onlyIn(
      opened,
      changePermissions(({ read }) => ({
        read: (context, roomId) => {
          const room = context.parts.rooms.find(context.world, roomId);
          const isOpen = open.has(`${roomId} ${context.caller.userId}`);
          return room !== undefined && isOpen ? room : read(context, roomId);
        },
      })),
    ),
    onRefusal(refused, (error, context) => {
      if (error.status === 403) open.add(`${context.params.roomId} ${whom(context)}`);
      throw error;
    }),
  );
};

const reads: readonly OperationName[] = [
  'get_messages',
  'get_members',
  'get_state_events',
  'get_room_sync_data',
];

/** What goes wrong for readers who came late, did not create the room, or were refused something. */
export const rareReaderFaults: Faults = {
  'lifted-ban-is-read': {
    summary: 'get_membership answers ban for a user whose ban was lifted.',
    violates: ['GMEM-03'],
    spoil: onlyIn(
      ['get_membership'],
      changeView(({ slot }) => ({
        slot: (room, type, key) => {
          const event = slot(room, type, key);
          return event === undefined ? event : banOf(room, event);
        },
      })),
    ),
  },
  'lifted-ban-is-listed': {
    summary: 'The list of members shows a ban that was lifted.',
    violates: ['MEMB-04'],
    spoil: changeMemberList((events, room) => events.map((event) => banOf(room, event))),
  },
  'lifted-ban-is-state': {
    summary: 'The state shows a ban that was lifted.',
    violates: ['GST-05'],
    spoil: onlyIn(
      ['get_state_events', 'get_room_sync_data'],
      changeView(({ state }) => ({
        state: (room) => state(room).map((event) => banOf(room, event)),
      })),
    ),
  },
  'invited-again-is-listed-twice': {
    summary: 'A user who left and is invited again is listed as both.',
    violates: ['MEMB-11'],
    spoil: changeMemberList((events, room) =>
      events.flatMap((event) => {
        const former = hasMembership('invite')(event) ? formerOf(room, event) : undefined;
        return former !== undefined && hasMembership('leave')(former) ? [former, event] : [event];
      }),
    ),
  },
  'invited-again-is-state-twice': {
    summary: 'The state holds both the leave and the invite of a user who is invited again.',
    violates: ['GST-05'],
    spoil: chooseState((all, right) =>
      right.flatMap((event) => {
        const own = all.filter((one) => one.type === event.type && one.stateKey === event.stateKey);
        const former = own.at(-2);
        const isAgain = event.type === 'm.room.member' && hasMembership('invite')(event);
        return isAgain && former !== undefined && hasMembership('leave')(former)
          ? [former, event]
          : [event];
      }),
    ),
  },
  'gone-before-the-reader-came-not-listed': {
    summary: 'The list of members lacks those who left before the reader joined.',
    violates: ['MEMB-04'],
    spoil: withoutGone('get_members'),
  },
  'gone-before-the-reader-came-not-in-state': {
    summary: 'get_state_events lacks the memberships of those who left before the reader joined.',
    violates: ['GST-04'],
    spoil: withoutGone('get_state_events'),
  },
  'creation-is-state-for-the-creator': {
    summary: 'get_state_events shows m.room.create to the creator alone.',
    violates: ['GST-04', 'CREATE-26'],
    spoil: perRequest('get_state_events', ({ caller }) =>
      changeView(({ state }) => ({
        state: (room) =>
          state(room).filter(
            ({ type }) => type !== 'm.room.create' || isCreator(room, caller.userId),
          ),
      })),
    ),
  },
  'nobody-is-left-for-others': {
    summary:
      'get_membership answers leave for a user who never was in the room, to all but the creator.',
    violates: ['GMEM-07'],
    spoil: notFoundForOthers('get_membership', () => ({ membership: 'leave' })),
  },
  'no-topic-is-forbidden-to-others': {
    summary: 'get_topic answers 403 to everybody but the creator while the room has no topic.',
    violates: ['GTOPIC-06'],
    spoil: notFoundForOthers('get_topic', () => {
      throw forbidden('No topic for you.');
    }),
  },
  'topic-of-the-latest-room-for-others': {
    summary: 'get_topic shows to all but the creator the topic of the last room that they entered.',
    violates: ['GTOPIC-05'],
    spoil: perRequest('get_topic', ({ world, caller: { userId } }) =>
      changeView(({ slot }) => ({
        slot: (room, type, key) => {
          const right = slot(room, type, key);
          if (right === undefined || isCreator(room, userId)) return right;
          const entered = [...world.rooms.values()].filter(
            (one) => slot(one, 'm.room.member', userId) !== undefined,
          );
          return entered.flatMap((one) => slot(one, type, key) ?? []).at(-1) ?? right;
        },
      })),
    ),
  },
  'membership-of-the-latest-room-of-the-creator': {
    summary:
      'get_membership shows to others the latest membership of a user in any room of the creator.',
    violates: ['GMEM-06'],
    spoil: perRequest('get_membership', ({ world, caller }) =>
      changeView(({ slot }) => ({
        slot: (room, type, key) => {
          const right = slot(room, type, key);
          const creator = room.events[0]?.sender ?? '';
          if (right === undefined || key === caller.userId) return right;
          const own = [...world.rooms.values()].filter((one) => isCreator(one, creator));
          return own.flatMap((one) => slot(one, type, key) ?? []).at(-1) ?? right;
        },
      })),
    ),
  },
  'refused-join-lets-read': {
    summary: 'A user whose join was refused can read the room from then on.',
    violates: ['MSGS-15', 'MEMB-12', 'GST-08', 'SYNC-14', 'JOIN-08'],
    spoil: (right) => refusalOpens(['join_room'], ({ caller }) => caller.userId, reads)(right),
  },
  'refused-join-lets-send': {
    summary: 'A user whose join was refused can send from then on.',
    violates: ['SEND-15', 'JOIN-08'],
    spoil: (right) =>
      refusalOpens(['join_room'], ({ caller }) => caller.userId, [
        'send_message',
        'send_non_state_event',
        'send_feedback',
      ])(right),
  },
  'refused-invite-lets-read': {
    summary: 'A user whose invite was refused to somebody can read the room from then on.',
    violates: ['INV-11', 'MSGS-15', 'MEMB-12', 'GST-08', 'SYNC-14'],
    spoil: (right) =>
      refusalOpens(
        ['invite'],
        ({ parts, request }) => String(parts.validate.object(request.body)['user_id']),
        reads,
      )(right),
  },
  'sync-begins-with-the-join': {
    summary: 'The messages of initialSync lack what came before the reader joined.',
    violates: ['SYNC-09'],
    spoil: perRequest('get_room_sync_data', ({ caller: { userId } }) => ({ page }) => ({
      page: {
        ...page,
        recent: (tokens, room, limit) => {
          const recent = page.recent(tokens, room, limit);
          const join = room.events.findLastIndex(
            (one) => one.stateKey === userId && hasMembership('join')(one),
          );
          const seen = new Set(room.events.slice(isCreator(room, userId) ? 0 : join));
          return { ...recent, events: recent.events.filter((event) => seen.has(event)) };
        },
      },
    })),
  },
  'declined-invite-is-read': {
    summary: 'get_membership answers invite for a user who declined the invite.',
    violates: ['GMEM-03'],
    spoil: onlyIn(
      ['get_membership'],
      changeView(({ slot }) => ({
        slot: (room, type, key) => {
          const event = slot(room, type, key);
          const former = event === undefined ? undefined : formerOf(room, event);
          const declined = event !== undefined && former !== undefined && former.type === type;
          return declined && hasMembership('leave')(event) && hasMembership('invite')(former)
            ? former
            : event;
        },
      })),
    ),
  },
  'list-ends-with-the-creator': {
    summary: 'The list of members is empty after the creator left.',
    violates: ['MEMB-04'],
    spoil: changeMemberList((events, { events: [first] }) => {
      const creator = events.find(({ stateKey }) => stateKey === first?.sender);
      return creator !== undefined && hasMembership('leave')(creator) ? [] : events;
    }),
  },
};
