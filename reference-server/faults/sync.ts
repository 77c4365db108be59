import type { RoomEvent } from '../domain/event.ts';
import { isObject } from '../domain/json.ts';
import type { Parts } from '../parts.ts';
import { documented, implied, type Fault, type Spoil } from './fault.ts';
import { answering, paging, viewing, within, wording } from './spoiling.ts';

type Recent = Parts['page']['recent'];

const recent = (change: (right: Recent) => Recent): Spoil =>
  paging((right) => ({ recent: change(right.recent) }));

const state = (change: (events: readonly RoomEvent[]) => readonly RoomEvent[]): Spoil =>
  within(
    ['get_room_sync_data'],
    viewing((right) => ({ state: (room) => change(right.state(room)) })),
  );

const membership = (say: (right: string) => unknown): Spoil =>
  answering(['get_room_sync_data'], (body) => ({
    ...body,
    membership: say(String(body['membership'])),
  }));

const messagesOf = (change: (messages: Readonly<Record<string, unknown>>) => unknown): Spoil =>
  answering(['get_room_sync_data'], (body) => ({
    ...body,
    messages: change(isObject(body['messages']) ? body['messages'] : {}),
  }));

/** What is set in a room, and what becomes of its people, is looked for in the views of initialSync. */
const changesOfMembers = ['INV-03', 'JOIN-03', 'LEAVE-03', 'BAN-03', 'SMEM-03'];
const changesOfState = ['TOPIC-03', 'STATE-03', 'CREATE-20', 'CREATE-21'];

const isInvite = ({ content }: RoomEvent): boolean => content['membership'] === 'invite';

/** initialSync of a room. */
export const syncFaults: readonly Fault[] = [
  documented(
    'sync-membership-always-left',
    'initialSync tells everybody that they left.',
    ['SYNC-03'],
    membership(() => 'leave'),
    { follows: ['MODEL-35'], because: 'It is not the state of this user.' },
  ),
  documented(
    'sync-membership-in-company',
    'initialSync says invite to everybody in a room where somebody was invited.',
    ['SYNC-03'],
    within(
      ['get_room_sync_data'],
      wording(({ sync }) => ({
        sync: (room, own, ...rest) =>
          sync(room, room.events.some(isInvite) ? 'invite' : own, ...rest),
      })),
    ),
  ),
  documented(
    'sync-names-another-room',
    'initialSync names a room that there is not.',
    ['SYNC-04', 'SYNC-13'],
    answering(['get_room_sync_data'], (body) => ({
      ...body,
      room_id: `${String(body['room_id'])}x`,
    })),
    { follows: ['MODEL-36'], because: 'It is not the room that was asked for.' },
  ),
  documented(
    'sync-of-the-latest-room',
    'initialSync shows the room that the caller made last.',
    ['SYNC-13', 'SYNC-04'],
    within(['get_room_sync_data'], (right) => ({
      permit: {
        ...right.permit,
        read: (context, roomId) => {
          const room = right.permit.read(context, roomId);
          return (
            [...context.world.rooms.values()].findLast(
              ({ events }) => events[0]?.sender === context.caller.userId,
            ) ?? room
          );
        },
      },
    })),
    {
      follows: ['SYNC-09', 'SYNC-10', 'SYNC-07', 'MODEL-36', 'MODEL-24', 'SYNC-11'],
      because: 'It is another room.',
    },
  ),
  implied(
    'sync-limit-ignored',
    'initialSync ignores the limit.',
    ['SYNC-08'],
    recent((right) => (tokens, room) => right(tokens, room, undefined)),
  ),
  implied(
    'sync-one-more',
    'initialSync shows one message more than the limit.',
    ['SYNC-08'],
    recent(
      (right) => (tokens, room, limit) =>
        right(tokens, room, limit === undefined ? undefined : limit + 1),
    ),
  ),
  implied(
    'sync-limit-of-state',
    'initialSync obeys the limit in its state and not in its messages.',
    ['SYNC-08', 'SYNC-10'],
    within(['get_room_sync_data'], (right) => ({
      page: { ...right.page, recent: (tokens, room) => right.page.recent(tokens, room, undefined) },
      answer: {
        ...right.answer,
        sync: (room, mine, messages, events) =>
          right.answer.sync(room, mine, messages, events.slice(0, 2)),
      },
    })),
    { follows: ['SYNC-07'], because: 'State is missing.' },
  ),
  documented(
    'sync-oldest-messages',
    'initialSync shows the oldest messages.',
    ['SYNC-09'],
    recent((right) => (tokens, room, limit) => {
      const page = right(tokens, room, limit);
      return { ...page, events: room.events.slice(0, page.events.length) };
    }),
    {
      follows: ['SYNC-05', 'SYNC-11', 'SYNC-08', 'SYNC-07'],
      because: 'The page does not hold what its tokens say.',
    },
  ),
  documented(
    'sync-without-the-newest',
    'initialSync does not show the newest message.',
    ['SYNC-09'],
    recent((right) => (tokens, room, limit) => {
      const page = right(tokens, room, limit);
      return { ...page, events: page.events.slice(0, -1) };
    }),
    {
      follows: [
        'SYNC-11',
        'MSG-03',
        'SEND-03',
        'FEED-03',
        'SYNC-07',
        'SYNC-05',
        'CREATE-20',
        'CREATE-21',
      ],
      because: 'The newest is looked for; in a new room it is the name or the topic.',
    },
  ),
  documented(
    'sync-newest-first',
    'initialSync shows its messages newest first.',
    ['SYNC-05'],
    recent((right) => (tokens, room, limit) => {
      const page = right(tokens, room, limit);
      return { ...page, events: page.events.toReversed() };
    }),
    { follows: ['SYNC-09'], because: 'The newest message is not the last.' },
  ),
  documented(
    'sync-stops-at-eight',
    'initialSync shows none but the first eight events of a room.',
    ['SYNC-09'],
    recent((right) => (tokens, room, limit) => {
      const page = right(tokens, room, limit);
      return { ...page, events: page.events.filter((event) => room.events.indexOf(event) < 8) };
    }),
    {
      follows: ['SYNC-07', 'SYNC-11', 'SYNC-08', 'MSG-03', 'FEED-03', 'SEND-03'],
      because: 'Later events do not show.',
    },
  ),
  documented(
    'sync-without-messages-of-others',
    'initialSync shows nobody but what the creator sent.',
    ['SYNC-09'],
    recent((right) => (tokens, room, limit) => {
      const page = right(tokens, room, limit);
      return {
        ...page,
        events: page.events.filter(({ sender }) => sender === room.events[0]?.sender),
      };
    }),
    {
      follows: [
        'SYNC-07',
        'SYNC-08',
        'MSG-03',
        'SEND-03',
        'FEED-03',
        'JOIN-03',
        'LEAVE-03',
        'SYNC-11',
      ],
      because: 'What others sent is looked for.',
    },
  ),
  implied(
    'sync-state-without-members',
    'The state of initialSync has no members.',
    ['SYNC-10', 'SYNC-07'],
    state((events) => events.filter(({ type }) => type !== 'm.room.member')),
    {
      follows: [...changesOfMembers, 'CREATE-03', 'CREATE-26'],
      because: 'Members are looked for there.',
    },
  ),
  implied(
    'sync-state-empty',
    'The state of initialSync is empty.',
    ['SYNC-10', 'SYNC-07'],
    state(() => []),
    {
      follows: [...changesOfMembers, ...changesOfState, 'CREATE-03'],
      because: 'State is looked for there.',
    },
  ),
  implied(
    'sync-state-one-short',
    'The state of initialSync lacks its last event.',
    ['SYNC-10', 'SYNC-07'],
    state((events) => events.slice(0, -1)),
    {
      follows: ['STATE-03', 'TOPIC-03', 'CREATE-21', 'CREATE-20'],
      because: 'State is looked for there.',
    },
  ),
  implied(
    'sync-state-old',
    'The state of initialSync is the one in which the room was made.',
    ['SYNC-10', 'SYNC-07'],
    within(
      ['get_room_sync_data'],
      viewing(() => ({ state: (room) => room.events.slice(0, 4) })),
    ),
    {
      follows: [...changesOfMembers, ...changesOfState],
      because: 'State is looked for there.',
    },
  ),
  implied(
    'sync-messages-empty',
    'initialSync shows no messages.',
    ['SYNC-07', 'SYNC-09'],
    messagesOf((messages) => ({ ...messages, chunk: [] })),
    {
      follows: [
        'SYNC-11',
        'SYNC-05',
        'MSG-03',
        'SEND-03',
        'FEED-03',
        ...changesOfState,
        ...changesOfMembers,
      ],
      because: 'Messages are looked for there.',
    },
  ),
  implied(
    'sync-start-is-now',
    'The start of the messages of initialSync is now, so that paging back shows them again.',
    ['SYNC-11'],
    messagesOf((messages) => ({ ...messages, start: messages['end'] })),
    { follows: ['SYNC-05'], because: 'It does not belong to the first value.' },
  ),
  implied(
    'sync-start-of-nowhere',
    'The start of the messages of initialSync is no token.',
    ['SYNC-11'],
    messagesOf((messages) => ({ ...messages, start: 'START' })),
  ),
  implied(
    'sync-start-at-the-beginning',
    'Nothing is found before the start of the messages of initialSync.',
    ['SYNC-11'],
    recent((right) => (tokens, room, limit) => ({
      ...right(tokens, room, limit),
      start: tokens.write(room, 0),
    })),
  ),
];
