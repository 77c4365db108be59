import type { RoomEvent } from '../domain/event.ts';
import { openRoom, type Room } from '../domain/room.ts';
import { documented, implied, type Fault, type MakeFault, type Spoil } from './fault.ts';
import { paging, viewing, within } from './spoiling.ts';

type Hidden = (event: RoomEvent) => boolean;

/** @returns the room as it would be if some of its events had not happened. */
function without(room: Room, hidden: Hidden): Room {
  const seen = openRoom(room.id);
  for (const event of room.events) if (!hidden(event)) seen.append(event);
  return seen;
}

/** Every operation that shows what happened, and how it comes not to. */
const views = {
  member: (hidden: Hidden): Spoil =>
    within(
      ['get_membership'],
      viewing(({ slot }) => ({ slot: (room, ...of) => slot(without(room, hidden), ...of) })),
    ),
  topic: (hidden: Hidden): Spoil =>
    within(
      ['get_topic'],
      viewing(({ slot }) => ({ slot: (room, ...of) => slot(without(room, hidden), ...of) })),
    ),
  members: (hidden: Hidden): Spoil =>
    paging(({ members }) => ({ members: (room, query) => members(without(room, hidden), query) })),
  messages: (hidden: Hidden): Spoil =>
    paging(({ messages }) => ({
      messages: (tokens, room, query) => messages(tokens, without(room, hidden), query),
    })),
  state: (hidden: Hidden): Spoil =>
    within(
      ['get_state_events'],
      viewing(({ state }) => ({ state: (room) => state(without(room, hidden)) })),
    ),
  syncState: (hidden: Hidden): Spoil =>
    within(
      ['get_room_sync_data'],
      viewing(({ state }) => ({ state: (room) => state(without(room, hidden)) })),
    ),
  syncMessages: (hidden: Hidden): Spoil =>
    paging(({ recent }) => ({
      recent: (tokens, room, limit) => recent(tokens, without(room, hidden), limit),
    })),
};

type View = keyof typeof views;

/** What each view is called, and the rows that say what it shows. */
const shown: Readonly<Record<View, readonly [name: string, ...rows: string[]]>> = {
  member: ['GET member', 'GMEM-03'],
  topic: ['GET topic', 'GTOPIC-03'],
  members: ['GET members', 'MEMB-04'],
  messages: ['GET messages', 'MSGS-03', 'MSGS-16', 'MSGS-13'],
  state: ['GET state', 'GST-04', 'GST-05', 'SYNC-10'],
  syncState: ['the state of initialSync', 'SYNC-07', 'SYNC-10'],
  syncMessages: ['the messages of initialSync', 'SYNC-09', 'SYNC-07'],
};

const kebab: Readonly<Record<View, string>> = {
  member: 'get-member',
  topic: 'get-topic',
  members: 'members',
  messages: 'messages',
  state: 'state',
  syncState: 'sync-state',
  syncMessages: 'sync-messages',
};

/** One effect, unseen in one view each. */
const unseen = (
  make: MakeFault,
  id: string,
  what: string,
  hidden: Hidden,
  rows: readonly [string, ...string[]],
  where: readonly View[],
): readonly Fault[] =>
  where.map((view) => {
    const [name, ...viewRows] = shown[view];
    return make(
      `${id}-unseen-in-${kebab[view]}`,
      `${what} does not show in ${name}.`,
      [...rows, ...viewRows],
      views[view](hidden),
    );
  });

const isMembership =
  (membership: string): Hidden =>
  ({ type, content }) =>
    type === 'm.room.member' && content['membership'] === membership;

const everywhere: readonly View[] = [
  'member',
  'members',
  'messages',
  'state',
  'syncState',
  'syncMessages',
];

const isState = ({ type, stateKey }: RoomEvent): boolean =>
  stateKey !== undefined && !type.startsWith('m.room.');

const ofType =
  (type: string): Hidden =>
  (event) =>
    event.type === type;

const isSent: Hidden = ({ type, stateKey }) =>
  stateKey === undefined && type !== 'm.room.message' && type !== 'm.room.message.feedback';

const listed: readonly View[] = ['messages', 'state', 'syncState', 'syncMessages'];
const sent: readonly View[] = ['messages', 'syncMessages'];

/** An effect of one operation that another one does not show (the observation matrix). */
export const viewFaults: readonly Fault[] = [
  ...unseen(
    implied,
    'invite',
    'An invite',
    isMembership('invite'),
    ['INV-03', 'SMEM-03'],
    everywhere,
  ),
  ...unseen(
    implied,
    'join',
    'Somebody who joined',
    isMembership('join'),
    ['JOIN-03', 'SMEM-03', 'CREATE-03', 'JID-03'],
    everywhere,
  ),
  ...unseen(
    implied,
    'leave',
    'Somebody’s leaving',
    isMembership('leave'),
    ['LEAVE-03', 'SMEM-03'],
    everywhere,
  ),
  ...unseen(implied, 'ban', 'A ban', isMembership('ban'), ['BAN-03', 'SMEM-03'], everywhere),
  ...unseen(
    implied,
    'topic',
    'The topic',
    ofType('m.room.topic'),
    ['TOPIC-03'],
    ['topic', ...listed],
  ),
  ...unseen(documented, 'name', 'The name', ofType('m.room.name'), ['CREATE-20'], listed),
  ...unseen(implied, 'own-state', 'State of a type nobody knows', isState, ['STATE-03'], listed),
  ...unseen(implied, 'message', 'A message', ofType('m.room.message'), ['MSG-03'], sent),
  ...unseen(implied, 'feedback', 'Feedback', ofType('m.room.message.feedback'), ['FEED-03'], sent),
  ...unseen(implied, 'sent-event', 'An event of a type nobody knows', isSent, ['SEND-03'], sent),
  documented(
    'founding-state-unseen',
    'GET state lacks what createRoom set by itself.',
    ['GST-04', 'CREATE-26', 'SYNC-10'],
    views.state((event) => /^m\.room\.(create|power_levels|join_rules)$/.test(event.type)),
  ),
];
