import type { RoomEvent } from '../domain/event.ts';
import { isObject } from '../domain/json.ts';
import type { JsonObject } from '../domain/event.ts';
import type { Page } from '../domain/pagination.ts';
import type { Room } from '../domain/room.ts';
import { perRow, type Faults, type Requirements, type Spoil } from './fault.ts';
import {
  both,
  changeAnswers,
  changeBody,
  changePages,
  changeView,
  changeWholeBody,
  omit,
  onlyIn,
  readTheLatestRoom,
} from './vocabulary/index.ts';

const operation = ['get_room_sync_data'] as const;

/** Changes one property of the answer. */
const changeProperty = (key: string, change: (right: unknown) => unknown): Spoil =>
  changeBody(operation, (body) => ({ ...body, [key]: change(body[key]) }));

const changeMessages = (change: (messages: JsonObject) => unknown): Spoil =>
  changeProperty('messages', (messages) => change(isObject(messages) ? messages : {}));

const changeStateList = (change: (state: readonly unknown[]) => unknown): Spoil =>
  changeProperty('state', (state) => change(Array.isArray(state) ? state : []));

/** Changes the page of the newest events. */
const changeRecent = (change: (page: Page, room: Room) => Partial<Page>): Spoil =>
  changePages(({ recent }) => ({
    recent: (tokens, room, limit) => {
      const page = recent(tokens, room, limit);
      return { ...page, ...change(page, room) };
    },
  }));

/** Cuts the page of the newest events by another limit. */
const changeLimit = (change: (limit: number | undefined) => number | undefined): Spoil =>
  changePages(({ recent }) => ({
    recent: (tokens, room, limit) => recent(tokens, room, change(limit)),
  }));

const changeState = (
  change: (state: readonly RoomEvent[], room: Room) => readonly RoomEvent[],
): Spoil =>
  onlyIn(
    operation,
    changeView(({ state }) => ({ state: (room) => change(state(room), room) })),
  );

const isInvite = ({ content }: RoomEvent): boolean => content['membership'] === 'invite';

/** Messages that are the wrong page. */
const wrongPages: readonly (readonly [
  id: string,
  summary: string,
  violates: Requirements,
  choose: (events: readonly RoomEvent[], room: Room) => readonly RoomEvent[],
])[] = [
  [
    'sync-oldest-messages',
    'initialSync shows the oldest messages.',
    ['SYNC-09'],
    (events, room) => room.events.slice(0, events.length),
  ],
  [
    'sync-without-the-newest',
    'initialSync does not show the newest message.',
    ['SYNC-09'],
    (events) => events.slice(0, -1),
  ],
  [
    'sync-newest-first',
    'initialSync shows the newest message first.',
    ['SYNC-05'],
    (events) => events.toReversed(),
  ],
  [
    'sync-stops-at-eight',
    'initialSync never shows more than the first eight events of a room.',
    ['SYNC-09'],
    (events, room) => events.filter((event) => room.events.indexOf(event) < 8),
  ],
  [
    'sync-without-messages-of-others',
    'initialSync shows only what the creator sent.',
    ['SYNC-09'],
    (events, room) => events.filter(({ sender }) => sender === room.events[0]?.sender),
  ],
];

/** State lists that are wrong. */
const wrongStates: readonly (readonly [
  id: string,
  summary: string,
  choose: (state: readonly RoomEvent[], room: Room) => readonly RoomEvent[],
])[] = [
  [
    'sync-state-without-members',
    'The state of initialSync has no member events.',
    (state) => state.filter(({ type }) => type !== 'm.room.member'),
  ],
  ['sync-state-empty', 'The state of initialSync is empty.', () => []],
  [
    'sync-state-one-short',
    'The state of initialSync lacks its last event.',
    (state) => state.slice(0, -1),
  ],
  [
    'sync-state-old',
    'The state of initialSync is the state with which the room was created.',
    (_state, room) => room.events.slice(0, 4),
  ],
];

/** What initialSync of a room answers. */
export const getRoomSyncDataFaults: Faults = {
  'sync-is-a-list': {
    summary: 'initialSync answers a list of one object.',
    violates: ['SYNC-02', 'MODEL-35', 'MODEL-36'],
    spoil: changeWholeBody(operation, (body) => [body]),
  },
  'sync-membership-always-left': {
    summary: 'initialSync answers the membership leave to everybody.',
    violates: ['SYNC-03'],
    spoil: changeProperty('membership', () => 'leave'),
  },
  'sync-membership-in-company': {
    summary: 'initialSync answers the membership invite to everybody where somebody was invited.',
    violates: ['SYNC-03'],
    spoil: onlyIn(
      operation,
      changeAnswers(({ sync }) => ({
        sync: (room, own, ...rest) =>
          sync(room, room.events.some(isInvite) ? 'invite' : own, ...rest),
      })),
    ),
  },
  'sync-names-another-room': {
    summary: 'initialSync answers the id of a room that does not exist.',
    violates: ['SYNC-04', 'SYNC-13'],
    spoil: changeProperty('room_id', (roomId) => `${String(roomId)}x`),
  },
  'sync-of-the-latest-room': {
    summary: 'initialSync shows the room that the caller made last.',
    violates: ['SYNC-13', 'SYNC-04'],
    spoil: readTheLatestRoom('get_room_sync_data'),
  },
  'sync-limit-ignored': {
    summary: 'initialSync ignores the limit.',
    violates: ['SYNC-08'],
    spoil: changeLimit(() => undefined),
  },
  'sync-one-more': {
    summary: 'initialSync shows one message more than the limit says.',
    violates: ['SYNC-08'],
    spoil: changeLimit((limit) => (limit === undefined ? undefined : limit + 1)),
  },
  'sync-limit-counts-messages': {
    summary: 'initialSync does not count state events against the limit.',
    violates: ['SYNC-08'],
    spoil: changePages(({ recent }) => ({
      recent: (tokens, room, limit) => {
        for (let more = limit ?? 10; ; more += 1) {
          const page = recent(tokens, room, more);
          const sent = page.events.filter(({ stateKey }) => stateKey === undefined).length;
          if (sent >= (limit ?? 10) || page.events.length < more) return page;
        }
      },
    })),
  },
  'sync-limit-of-state': {
    summary: 'initialSync limits its state instead of its messages.',
    violates: ['SYNC-08', 'SYNC-10'],
    spoil: onlyIn(
      operation,
      both(
        changeLimit(() => undefined),
        changeAnswers(({ sync }) => ({
          sync: (room, own, messages, state) => sync(room, own, messages, state.slice(0, 2)),
        })),
      ),
    ),
  },
  ...perRow(wrongPages, ([id, summary, violates, choose]) => ({
    [id]: {
      summary,
      violates,
      spoil: changeRecent(({ events }, room) => ({ events: choose(events, room) })),
    },
  })),
  ...perRow(wrongStates, ([id, summary, choose]) => ({
    [id]: { summary, violates: ['SYNC-10', 'SYNC-07'], spoil: changeState(choose) },
  })),
  'sync-messages-empty': {
    summary: 'initialSync shows no messages.',
    violates: ['SYNC-07', 'SYNC-09'],
    spoil: changeMessages((messages) => ({ ...messages, chunk: [] })),
  },
  'sync-start-is-now': {
    summary: 'The start of the messages of initialSync is their end.',
    violates: ['SYNC-11'],
    spoil: changeMessages((messages) => ({ ...messages, start: messages['end'] })),
  },
  'sync-start-of-nowhere': {
    summary: 'The start of the messages of initialSync is not a token.',
    violates: ['SYNC-11'],
    spoil: changeMessages((messages) => ({ ...messages, start: 'START' })),
  },
  'sync-start-at-the-beginning': {
    summary: 'The start of the messages of initialSync is the beginning of the room.',
    violates: ['SYNC-11'],
    spoil: changePages(({ recent }) => ({
      recent: (tokens, room, limit) => ({
        ...recent(tokens, room, limit),
        start: tokens.write(room, 0),
      }),
    })),
  },
  'sync-messages-a-list': {
    summary: 'The messages of initialSync are a list.',
    violates: ['MODEL-37', 'SYNC-05', 'SYNC-02', 'MODEL-19'],
    spoil: changeMessages((messages) => messages['chunk']),
  },
  ...perRow(
    [
      ['chunk', ['SYNC-05', 'MODEL-20', 'MODEL-37']],
      ['start', ['MODEL-17', 'MODEL-19', 'SYNC-05']],
      ['end', ['MODEL-18', 'MODEL-19', 'SYNC-05']],
    ],
    ([key, violates]) => ({
      [`sync-messages-without-${key}`]: {
        summary: `The messages of initialSync have no ${key}.`,
        violates,
        spoil: changeMessages((messages) => omit(messages, key)),
      },
    }),
  ),
  'sync-messages-end-a-number': {
    summary: 'The end of the messages of initialSync is a number.',
    violates: ['MODEL-18', 'SYNC-05'],
    spoil: changeMessages((messages) => ({ ...messages, end: 7 })),
  },
  'sync-state-an-object': {
    summary: 'The state of initialSync is an object.',
    violates: ['MODEL-38', 'SYNC-06', 'SYNC-02'],
    spoil: changeStateList((state) => ({ events: state })),
  },
  'sync-state-of-ids': {
    summary: 'The state of initialSync lists ids instead of events.',
    violates: ['SYNC-06', 'MODEL-22', 'MODEL-38'],
    spoil: changeStateList((state) =>
      state.map((item) => (isObject(item) ? item['event_id'] : item)),
    ),
  },
};
