import { setImmediate as tick } from 'node:timers/promises';
import type { Draft } from '../domain/event.ts';
import type { Room } from '../domain/room.ts';
import type { Answer, Context, MembershipChange, Parts } from '../parts.ts';
import { convention, documented, type Fault, implied, type Spoil } from './fault.ts';
import { holding } from './paged.ts';

/** What a server remembers of one user in one room beside the membership. */
type Past = { invites: number; joins: number; declined: boolean };

/** What a change does to the past of whom it is about. */
type Learn = (past: Past, draft: Draft, before: string | undefined) => void;

/** Whom the past lets in, who would be refused. */
type Admit = (past: Past, room: Room, parts: Parts) => boolean;

/** A server that keeps books on who was what, and lets some people join by them. */
const bookkeeping =
  (learn: Learn, admit: Admit): Spoil =>
  ({ rooms, permit }) => {
    const books = new Map<string, Past>();
    const pastOf = (roomId: string, userId: string): Past => {
      const key = `${roomId} ${userId}`;
      const past = books.get(key) ?? { invites: 0, joins: 0, declined: false };
      books.set(key, past);
      return past;
    };
    const append: Parts['rooms']['append'] = (context, room, draft) => {
      const { type, stateKey } = draft;
      if (type === 'm.room.member' && stateKey !== undefined) {
        const before = context.parts.view.membership(room, stateKey);
        learn(pastOf(room.id, stateKey), draft, before);
      }
      return rooms.append(context, room, draft);
    };
    const changeMembership = (context: Context, change: MembershipChange): Room => {
      const { parts, world, caller } = context;
      const room = parts.rooms.find(world, change.roomId);
      const own = change.requested === 'join' && change.userId === caller.userId;
      return room !== undefined && own && admit(pastOf(room.id, change.userId), room, parts)
        ? room
        : permit.changeMembership(context, change);
    };
    return { rooms: { ...rooms, append }, permit: { ...permit, changeMembership } };
  };

const wordOf = ({ content }: Draft): unknown => content['membership'];

/** Every invite is good for one join, unless it is declined, taken back, or a ban comes. */
const countInvites: Learn = (past, draft, before) => {
  const word = wordOf(draft);
  if (word === 'invite') past.invites += 1;
  else if (word === 'join') past.invites = Math.max(0, past.invites - 1);
  else if (word === 'ban' || before === 'invite') past.invites = 0;
};

const rememberDeclining: Learn = (past, draft, before) => {
  if (wordOf(draft) !== 'leave') past.declined = false;
  else if (draft.sender === draft.stateKey) past.declined ||= before === 'invite';
};

const countJoins: Learn = (past, draft, before) => {
  if (wordOf(draft) === 'join' && before !== 'join') past.joins += 1;
};

/** Content that was read is kept, one tick after it was read; a write in between is not seen. */
const cachedLate: Spoil = ({ rooms, operations }) => {
  const cache = new Map<string, Answer>();
  const keyOf = (...place: readonly string[]): string => JSON.stringify(place);
  return {
    rooms: {
      ...rooms,
      append: (context, room, draft) => {
        if (draft.stateKey !== undefined) cache.delete(keyOf(room.id, draft.type, draft.stateKey));
        return rooms.append(context, room, draft);
      },
    },
    operations: {
      ...operations,
      get_state: async (context) => {
        const { roomId, eventType, stateKey } = context.params;
        context.parts.permit.read(context, roomId);
        const key = keyOf(roomId, eventType, stateKey);
        const known = cache.get(key);
        if (known !== undefined) return known;
        const answer = await operations.get_state(context);
        await tick();
        cache.set(key, answer);
        return answer;
      },
    },
  };
};

/** A room is long when it has more events than this. */
const long = 60;

/** Faults that show after a certain course of things only: what a search is for. */
export const historyFaults: readonly Fault[] = [
  documented(
    'spare-invite-survives-a-leave',
    'Who was invited twice may, having joined and left, join a second time.',
    ['SMEM-14', 'JOIN-08'],
    bookkeeping(countInvites, ({ invites }) => invites > 0),
  ),
  documented(
    'declined-invite-still-good',
    'Who declined an invite may join by it later.',
    ['SMEM-14', 'JOIN-08'],
    bookkeeping(rememberDeclining, ({ declined }) => declined),
  ),
  convention(
    'ban-forgotten-after-two-rejoins',
    'In a public room a ban does not keep out who came back twice before it.',
    ['BAN-14', 'JOIN-11'],
    bookkeeping(
      countJoins,
      ({ joins }, room, { view }) => joins > 2 && view.joinRule(room) === 'public',
    ),
  ),
  implied(
    'full-page-of-seven-loses-one',
    'A full page of exactly seven events leaves the last of them out.',
    ['MSGS-13', 'MSGS-03'],
    holding(({ events }, { limit }) =>
      limit === 7 && events.length === 7 ? { events: events.slice(0, -1) } : {},
    ),
  ),
  implied(
    'long-rooms-lose-one',
    'Of a room with more than sixty events the thirtieth is not listed any more.',
    ['MSGS-13', 'MSGS-03', 'MSGS-16'],
    holding(({ events }, _query, room) =>
      room.events.length > long
        ? { events: events.filter((event) => event !== room.events[29]) }
        : {},
    ),
  ),
  documented(
    'state-cached-a-tick-late',
    'State that is read while it is written is remembered as it was before.',
    ['STATE-07'],
    cachedLate,
  ),
];
