import type { Draft } from '../../domain/event.ts';
import type { Room } from '../../domain/room.ts';
import type { Context, MembershipChange, Parts } from '../../parts.ts';
import type { Faults, Spoil } from '../fault.ts';

/** What a server remembers of one user in one room beside the membership. */
type Past = { invites: number; joins: number; declined: boolean };

/** Updates the past of the user whom a change is about. */
type Remember = (past: Past, draft: Draft, before: string | undefined) => void;

/** Whether the past lets a user in who should be refused. */
type LetIn = (past: Past, room: Room, parts: Parts) => boolean;

/** A server that remembers who was what, and lets some users join for it. */
const joinByHistory =
  (remember: Remember, letIn: LetIn): Spoil =>
  ({ rooms, permissions }) => {
    const pasts = new Map<string, Past>();
    const pastOf = (roomId: string, userId: string): Past => {
      const key = `${roomId} ${userId}`;
      const past = pasts.get(key) ?? { invites: 0, joins: 0, declined: false };
      pasts.set(key, past);
      return past;
    };
    const append: Parts['rooms']['append'] = (context, room, draft) => {
      const { type, stateKey } = draft;
      if (type === 'm.room.member' && stateKey !== undefined) {
        const before = context.parts.view.membership(room, stateKey);
        remember(pastOf(room.id, stateKey), draft, before);
      }
      return rooms.append(context, room, draft);
    };
    const changeMembership = (context: Context, change: MembershipChange): Room => {
      const { parts, world, caller } = context;
      const room = parts.rooms.find(world, change.roomId);
      const own = change.requested === 'join' && change.userId === caller.userId;
      return room !== undefined && own && letIn(pastOf(room.id, change.userId), room, parts)
        ? room
        : permissions.changeMembership(context, change);
    };
    return { rooms: { ...rooms, append }, permissions: { ...permissions, changeMembership } };
  };

const membershipIn = ({ content }: Draft): unknown => content['membership'];

/** Every invite is good for one join, until it is declined or taken back, or the user is banned. */
const countInvites: Remember = (past, draft, before) => {
  const membership = membershipIn(draft);
  if (membership === 'invite') past.invites += 1;
  else if (membership === 'join') past.invites = Math.max(0, past.invites - 1);
  else if (membership === 'ban' || before === 'invite') past.invites = 0;
};

const rememberDeclining: Remember = (past, draft, before) => {
  if (membershipIn(draft) !== 'leave') past.declined = false;
  else if (draft.sender === draft.stateKey) past.declined ||= before === 'invite';
};

const countJoins: Remember = (past, draft, before) => {
  if (membershipIn(draft) === 'join' && before !== 'join') past.joins += 1;
};

/** Joins that are allowed only after a certain history: what a search is for. */
export const joinByHistoryFaults: Faults = {
  'spare-invite-survives-a-leave': {
    summary: 'A user who was invited twice, joined and left may join again.',
    violates: ['SMEM-14', 'JOIN-08'],
    spoil: joinByHistory(countInvites, ({ invites }) => invites > 0),
  },
  'declined-invite-still-good': {
    summary: 'A user who declined an invite may join by it later.',
    violates: ['SMEM-14', 'JOIN-08'],
    spoil: joinByHistory(rememberDeclining, ({ declined }) => declined),
  },
  'ban-forgotten-after-two-rejoins': {
    summary: 'A banned user who had rejoined a public room twice may join it.',
    violates: ['BAN-14', 'JOIN-11'],
    spoil: joinByHistory(
      countJoins,
      ({ joins }, room, { view }) => joins > 2 && view.joinRule(room) === 'public',
    ),
  },
};
