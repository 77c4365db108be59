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
const isInvite = ({ content }: RoomEvent): boolean => content['membership'] === 'invite';

/** initialSync of a room. */
export const syncFaults: readonly Fault[] = [
  documented(
    'sync-membership-always-left',
    'initialSync tells everybody that they left.',
    ['SYNC-03'],
    membership(() => 'leave'),
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
  ),
  documented(
    'sync-oldest-messages',
    'initialSync shows the oldest messages.',
    ['SYNC-09'],
    recent((right) => (tokens, room, limit) => {
      const page = right(tokens, room, limit);
      return { ...page, events: room.events.slice(0, page.events.length) };
    }),
  ),
  documented(
    'sync-without-the-newest',
    'initialSync does not show the newest message.',
    ['SYNC-09'],
    recent((right) => (tokens, room, limit) => {
      const page = right(tokens, room, limit);
      return { ...page, events: page.events.slice(0, -1) };
    }),
  ),
  documented(
    'sync-newest-first',
    'initialSync shows its messages newest first.',
    ['SYNC-05'],
    recent((right) => (tokens, room, limit) => {
      const page = right(tokens, room, limit);
      return { ...page, events: page.events.toReversed() };
    }),
  ),
  documented(
    'sync-stops-at-eight',
    'initialSync shows none but the first eight events of a room.',
    ['SYNC-09'],
    recent((right) => (tokens, room, limit) => {
      const page = right(tokens, room, limit);
      return { ...page, events: page.events.filter((event) => room.events.indexOf(event) < 8) };
    }),
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
  ),
  implied(
    'sync-state-without-members',
    'The state of initialSync has no members.',
    ['SYNC-10', 'SYNC-07'],
    state((events) => events.filter(({ type }) => type !== 'm.room.member')),
  ),
  implied(
    'sync-state-empty',
    'The state of initialSync is empty.',
    ['SYNC-10', 'SYNC-07'],
    state(() => []),
  ),
  implied(
    'sync-state-one-short',
    'The state of initialSync lacks its last event.',
    ['SYNC-10', 'SYNC-07'],
    state((events) => events.slice(0, -1)),
  ),
  implied(
    'sync-state-old',
    'The state of initialSync is the one in which the room was made.',
    ['SYNC-10', 'SYNC-07'],
    within(
      ['get_room_sync_data'],
      viewing(() => ({ state: (room) => room.events.slice(0, 4) })),
    ),
  ),
  implied(
    'sync-messages-empty',
    'initialSync shows no messages.',
    ['SYNC-07', 'SYNC-09'],
    messagesOf((messages) => ({ ...messages, chunk: [] })),
  ),
  implied(
    'sync-start-is-now',
    'The start of the messages of initialSync is now, so that paging back shows them again.',
    ['SYNC-11'],
    messagesOf((messages) => ({ ...messages, start: messages['end'] })),
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
