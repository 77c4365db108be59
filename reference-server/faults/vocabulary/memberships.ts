import type { RoomEvent } from '../../domain/event.ts';
import type { Membership, MembershipRequest } from '../../domain/membership.ts';
import type { Room } from '../../domain/room.ts';
import { ApiError, forbidden } from '../../errors.ts';
import type { Context, MembershipChange, Nickname, Permissions } from '../../parts.ts';
import type { Spoil } from '../fault.ts';
import { changeActions, changePermissions, onlyIn } from './parts.ts';

type Standing = Membership | 'none';

/** Everything that a wrong rule about memberships may depend on. */
export type MembershipQuestion = {
  readonly requested: MembershipRequest;
  /** Whether the actor is the target. */
  readonly self: boolean;
  /** The membership of the user who asks; `none` for a stranger. */
  readonly actor: Standing;
  /** The membership of the user whom the request is about. */
  readonly target: Standing;
  readonly room: 'public' | 'private';
  /** Whether the actor may kick and ban. */
  readonly powerful: boolean;
  /** Whether somebody else made the latest change of the target's membership. */
  readonly byOther: boolean;
  /** Whether the actor made the latest change of the target's membership. */
  readonly byActor: boolean;
  /** Whether the target created the room. */
  readonly ofCreator: boolean;
  /** Whether the target was ever joined. */
  readonly everJoined: boolean;
};

/** The questions that a wrong rule is about: each key given must match; a list matches any of its values. */
export type Pattern = {
  readonly [Key in keyof MembershipQuestion]?:
    | MembershipQuestion[Key]
    | readonly MembershipQuestion[Key][];
};

/** Everybody who is not in the room. */
export const outside: readonly Standing[] = ['none', 'invite', 'leave', 'ban'];

/** @returns the question that a request asks, and its room; undefined if there is no such room. */
function questionOf(
  { parts, world, caller }: Context,
  { roomId, userId, requested }: MembershipChange,
): (MembershipQuestion & { readonly found: Room }) | undefined {
  const room = parts.rooms.find(world, roomId);
  if (room === undefined) return undefined;
  const levels = parts.power.levels(room);
  const latest = parts.view.slot(room, 'm.room.member', userId);
  return {
    requested,
    self: userId === caller.userId,
    actor: parts.view.membership(room, caller.userId) ?? 'none',
    target: parts.view.membership(room, userId) ?? 'none',
    room: parts.view.joinRule(room) === 'public' ? 'public' : 'private',
    powerful: parts.power.of(levels, caller.userId) >= levels.ban,
    byOther: latest !== undefined && latest.sender !== userId,
    byActor: latest?.sender === caller.userId,
    ofCreator: userId === room.events[0]?.sender,
    everJoined: room.events.some(
      ({ stateKey, content }) => stateKey === userId && content['membership'] === 'join',
    ),
    found: room,
  };
}

function matches(question: MembershipQuestion, pattern: Pattern): boolean {
  const own: Readonly<Record<string, unknown>> = question;
  return Object.entries(pattern).every(([key, wanted]) => {
    const values: readonly unknown[] = [wanted].flat();
    return values.includes(own[key]);
  });
}

type Decide = Permissions['changeMembership'];

const decide = (pattern: Pattern, rule: (room: Room, right: () => Room) => Room): Spoil =>
  changePermissions(({ changeMembership }) => {
    const decision: Decide = (context, change) => {
      const question = questionOf(context, change);
      const right = (): Room => changeMembership(context, change);
      return question === undefined || !matches(question, pattern)
        ? right()
        : rule(question.found, right);
    };
    return { changeMembership: decision };
  });

/** Allows changes of membership that should be refused. */
export const allow = (pattern: Pattern): Spoil => decide(pattern, (room) => room);

/** Refuses changes of membership that should be allowed. */
export const forbid = (pattern: Pattern): Spoil =>
  decide(pattern, () => {
    throw forbidden('Not here.');
  });

/** Refuses with another status what is refused anyway. */
export const refuseWith = (status: number, errcode: string, pattern: Pattern): Spoil =>
  decide(pattern, (_room, right) => {
    try {
      return right();
    } catch (error) {
      throw error instanceof ApiError ? new ApiError(status, errcode, error.message) : error;
    }
  });

/** An operation makes another change of membership than it was asked for. */
export const changeRequest = (
  name: Nickname,
  other: (change: MembershipChange, caller: string) => MembershipChange,
): Spoil =>
  onlyIn(
    [name],
    changeActions(({ changeMembership }) => ({
      changeMembership: (context, change) =>
        changeMembership(context, other(change, context.caller.userId)),
    })),
  );

/** What an action answers that made no event. */
export const noEvent: RoomEvent = {
  eventId: '',
  roomId: '',
  type: '',
  sender: '',
  content: {},
  stateKey: undefined,
  at: 0,
};

/** Selects the member events of some memberships. */
export const hasMembership =
  (...memberships: readonly string[]) =>
  ({ content }: RoomEvent): boolean =>
    memberships.includes(String(content['membership']));

/** @returns all changes of somebody's membership, oldest first. */
export const changesOf = (room: Room, userId: string): readonly RoomEvent[] =>
  room.events.filter(({ type, stateKey }) => type === 'm.room.member' && stateKey === userId);
