import type { RoomEvent } from '../../domain/event.ts';
import { perRow, type Faults, type Requirements, type Spoil } from '../fault.ts';
import { both, changePages, changeRooms, changeView, onlyIn, roomOf } from '../vocabulary/index.ts';

type Seen = (event: RoomEvent) => boolean;

/** Every read that shows what happened: how it shows the chosen events alone, and what requires it to show all. */
const views: Readonly<
  Record<string, readonly [what: string, requirements: readonly string[], (seen: Seen) => Spoil]>
> = {
  'get-member': [
    'GET member',
    ['GMEM-03'],
    (seen) =>
      onlyIn(
        ['get_membership'],
        changeView(({ slot }) => ({ slot: (room, ...of) => slot(roomOf(room, seen), ...of) })),
      ),
  ],
  'get-topic': [
    'GET topic',
    ['GTOPIC-03'],
    (seen) =>
      onlyIn(
        ['get_topic'],
        changeView(({ slot }) => ({ slot: (room, ...of) => slot(roomOf(room, seen), ...of) })),
      ),
  ],
  members: [
    'GET members',
    ['MEMB-04'],
    (seen) =>
      changePages(({ members }) => ({
        members: (room, query) => members(roomOf(room, seen), query),
      })),
  ],
  messages: [
    'GET messages',
    ['MSGS-03', 'MSGS-16', 'MSGS-13'],
    (seen) =>
      changePages(({ messages }) => ({
        messages: (tokens, room, query) => messages(tokens, roomOf(room, seen), query),
      })),
  ],
  state: [
    'GET state',
    ['GST-04', 'GST-05', 'SYNC-10'],
    (seen) =>
      onlyIn(
        ['get_state_events'],
        changeView(({ state }) => ({ state: (room) => state(roomOf(room, seen)) })),
      ),
  ],
  'sync-state': [
    'the state of initialSync',
    ['SYNC-07', 'SYNC-10'],
    (seen) =>
      onlyIn(
        ['get_room_sync_data'],
        changeView(({ state }) => ({ state: (room) => state(roomOf(room, seen)) })),
      ),
  ],
  'sync-messages': [
    'the messages of initialSync',
    ['SYNC-09', 'SYNC-07'],
    (seen) =>
      changePages(({ recent }) => ({
        recent: (tokens, room, limit) => recent(tokens, roomOf(room, seen), limit),
      })),
  ],
};

const lists = ['messages', 'state', 'sync-state', 'sync-messages'];
const ofMembers = ['get-member', 'members', ...lists];
const ofMessages = ['messages', 'sync-messages'];

const isMembership =
  (membership: string): Seen =>
  ({ type, content }) =>
    type === 'm.room.member' && content['membership'] === membership;

const ofType =
  (type: string): Seen =>
  (event) =>
    event.type === type;

const isOwnState: Seen = ({ type, stateKey }) =>
  stateKey !== undefined && !type.startsWith('m.room.');

const isOwnEvent: Seen = ({ type, stateKey }) =>
  stateKey === undefined && type !== 'm.room.message' && type !== 'm.room.message.feedback';

/** What can happen, which events tell of it, and which views show them. */
const happenings: readonly (readonly [
  id: string,
  what: string,
  tells: Seen,
  violates: Requirements,
  where: readonly string[],
])[] = [
  ['invite', 'An invite', isMembership('invite'), ['INV-03', 'SMEM-03'], ofMembers],
  [
    'join',
    'A join',
    isMembership('join'),
    ['JOIN-03', 'SMEM-03', 'CREATE-03', 'JID-03'],
    ofMembers,
  ],
  ['leave', 'A leave', isMembership('leave'), ['LEAVE-03', 'SMEM-03'], ofMembers],
  ['ban', 'A ban', isMembership('ban'), ['BAN-03', 'SMEM-03'], ofMembers],
  ['topic', 'The topic', ofType('m.room.topic'), ['TOPIC-03'], ['get-topic', ...lists]],
  ['name', 'The name', ofType('m.room.name'), ['CREATE-20'], lists],
  ['own-state', 'State of an unknown type', isOwnState, ['STATE-03'], lists],
  ['message', 'A message', ofType('m.room.message'), ['MSG-03'], ofMessages],
  ['feedback', 'Feedback', ofType('m.room.message.feedback'), ['FEED-03'], ofMessages],
  ['sent-event', 'An event of an unknown type', isOwnEvent, ['SEND-03'], ofMessages],
];

/** Effects of one operation that another operation does not show. */
export const viewFaults: Faults = perRow(happenings, ([id, what, tells, violates, where]) =>
  perRow(
    Object.entries(views).filter(([view]) => where.includes(view)),
    ([view, [name, requirements, show]]) => ({
      [`${id}-unseen-in-${view}`]: {
        summary: `${what} does not show in ${name}.`,
        violates: [...violates, ...requirements],
        spoil: show((event) => !tells(event)),
      },
    }),
  ),
);

/** How much later than its answer an event shows, in milliseconds: as servers with a separate read side have it. */
const lateness = 30;

/** Members and messages show an event only some time after it was accepted. */
const showLate: Spoil = (right) => {
  const accepted = new WeakMap<RoomEvent, number>();
  const noteTime = changeRooms(({ append }) => ({
    append: (context, room, draft) => {
      const event = append(context, room, draft);
      accepted.set(event, performance.now());
      return event;
    },
  }));
  const isOld: Seen = (event) => performance.now() - (accepted.get(event) ?? 0) >= lateness;
  const pages = changePages(({ members, messages }) => ({
    members: (room, query) => members(roomOf(room, isOld), query),
    messages: (tokens, room, query) => messages(tokens, roomOf(room, isOld), query),
  }));
  return both(noteTime, pages)(right);
};

/** Views that lag behind what was accepted. */
export const lateViewFaults: Faults = {
  'views-thirty-milliseconds-late': {
    summary: 'Members and messages show an event only 30 milliseconds after it was accepted.',
    violates: ['CONV-24'],
    spoil: showLate,
  },
};
