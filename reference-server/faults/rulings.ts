import type { JsonObject } from '../domain/event.ts';
import type { Membership, MembershipRequest } from '../domain/membership.ts';
import type { Room } from '../domain/room.ts';
import { ApiError, forbidden } from '../errors.ts';
import type { Context, MembershipChange, OperationName, Permit } from '../parts.ts';
import type { Spoil } from './fault.ts';
import { permitting, refusing } from './spoiling.ts';

/** Everything a wrong rule of memberships may go by. */
export type Asked = {
  readonly requested: MembershipRequest;
  readonly self: boolean;
  readonly actor: Membership | undefined;
  readonly target: Membership | undefined;
  readonly kind: 'public' | 'private';
  /** Whether the actor may kick and ban. */
  readonly powerful: boolean;
  /** Whether the target’s latest change was made by somebody else. */
  readonly byOther: boolean;
  readonly room: Room;
  readonly userId: string;
};

type Permission = Permit['changeMembership'];

/** @returns the question a change puts; undefined if there is no such room. */
function asked(
  { parts, world, caller }: Context,
  { roomId, userId, requested }: MembershipChange,
): Asked | undefined {
  const room = parts.rooms.find(world, roomId);
  if (room === undefined) return undefined;
  const levels = parts.power.levels(room);
  const latest = parts.view.slot(room, 'm.room.member', userId);
  return {
    requested,
    self: userId === caller.userId,
    actor: parts.view.membership(room, caller.userId),
    target: parts.view.membership(room, userId),
    kind: parts.view.joinRule(room) === 'public' ? 'public' : 'private',
    powerful: parts.power.of(levels, caller.userId) >= levels.ban,
    byOther: latest !== undefined && latest.sender !== userId,
    room,
    userId,
  };
}

const ruled = (
  applies: (question: Asked) => boolean,
  rule: (question: Asked, right: () => Room) => Room,
): Spoil =>
  permitting(({ changeMembership }) => {
    const permission: Permission = (context, change) => {
      const question = asked(context, change);
      const right = (): Room => changeMembership(context, change);
      return question === undefined || !applies(question) ? right() : rule(question, right);
    };
    return { changeMembership: permission };
  });

/** Allows what ought to be refused. */
export const allowing = (applies: (question: Asked) => boolean): Spoil =>
  ruled(applies, ({ room }) => room);

/** Refuses what ought to be allowed. */
export const forbidding = (applies: (question: Asked) => boolean): Spoil =>
  ruled(applies, () => {
    throw forbidden('Not here.');
  });

/** Refuses what is refused anyway with another status. */
export const refusingWith = (
  status: number,
  errcode: string,
  applies: (question: Asked) => boolean,
): Spoil =>
  ruled(applies, (_question, right) => {
    try {
      return right();
    } catch (error) {
      throw error instanceof ApiError ? new ApiError(status, errcode, error.message) : error;
    }
  });

/** Nothing is forbidden to anybody, as long as there is a room. */
const permissive: Spoil = permitting(() => {
  const open = ({ parts, world }: Context, roomId: string): Room => {
    const room = parts.rooms.find(world, roomId);
    if (room === undefined) throw forbidden('There is no such room.');
    return room;
  };
  return {
    send: open,
    setState: open,
    changeMembership: (context, { roomId }) => open(context, roomId),
  };
});

/** An operation refuses with 403 and does what was asked all the same. */
export const doneAllTheSame = (names: readonly OperationName[]): Spoil =>
  refusing(names, async (error, context, perform) => {
    if (error.status === 403)
      await perform({ ...context, parts: { ...context.parts, ...permissive(context.parts) } });
    throw error;
  });

/** Whether the room of a request exists; /join finds that out for itself. */
function named({ parts, world, params }: Context): boolean {
  return params.roomId === '' || parts.rooms.find(world, params.roomId) !== undefined;
}

/** What a success of an operation looks like when nothing was done. */
const feigned = {
  nothing: (): JsonObject => ({}),
  event_id: ({ parts }: Context): JsonObject => ({ event_id: parts.ids.event() }),
  room_id: ({ parts, world, params: { roomAliasOrId } }: Context): JsonObject => ({
    room_id: parts.aliases.resolve(world.aliases, roomAliasOrId) ?? roomAliasOrId,
  }),
};

/** An operation answers 200 where it refuses, and does nothing. */
export const refusedInSilence = (
  names: readonly OperationName[],
  success: keyof typeof feigned,
): Spoil =>
  refusing(names, (error, context) => {
    if (error.status !== 403 || !named(context)) throw error;
    return context.parts.answer.ok(feigned[success](context));
  });

/** The 403 of an operation is another status, in rooms that exist. */
export const forbiddenAs = (
  names: readonly OperationName[],
  status: number,
  errcode: string,
): Spoil =>
  refusing(names, (error, context) => {
    if (error.status !== 403 || !named(context)) throw error;
    throw new ApiError(status, errcode, error.message);
  });
