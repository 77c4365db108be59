import { ApiError } from '../../errors.ts';
import type { JsonObject } from '../../domain/event.ts';
import type { Room } from '../../domain/room.ts';
import { forbidden } from '../../errors.ts';
import type { Answer, Context, Nickname, Operation, OperationName } from '../../parts.ts';
import type { Spoil } from '../fault.ts';
import { changePermissions, wrapOperation } from './parts.ts';

/** Handles the refusals of an operation: may return an answer instead, or throw another error. */
export const onRefusal = (
  names: readonly OperationName[],
  handle: (error: ApiError, context: Context, perform: Operation) => Answer | Promise<Answer>,
): Spoil =>
  wrapOperation(names, (perform) => async (context) => {
    try {
      return await perform(context);
    } catch (error) {
      if (error instanceof ApiError) return handle(error, context, perform);
      throw error;
    }
  });

/** Answers one kind of error with another status. */
export const changeStatus = (
  name: Nickname,
  from: string | number,
  status: number,
  errcode?: string,
): Spoil =>
  onRefusal([name], (error) => {
    if (error.errcode !== from && error.status !== from) throw error;
    throw new ApiError(status, errcode ?? error.errcode, error.message);
  });

/** Answers 200 for one kind of error, and does nothing. */
export const succeedInstead = (name: Nickname, errcode: string): Spoil =>
  onRefusal([name], (error, { parts }) => {
    if (error.errcode !== errcode) throw error;
    return parts.answer.ok(parts.answer.nothing());
  });

/** Nothing is forbidden to anybody, as long as there is a room. */
const permitEverything: Spoil = changePermissions(() => {
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
export const refuseAndDo = (names: readonly OperationName[]): Spoil =>
  onRefusal(names, async (error, context, perform) => {
    const parts = { ...context.parts, ...permitEverything(context.parts) };
    if (error.status === 403) await perform({ ...context, parts });
    throw error;
  });

/** A body with bad content is refused with 400 and stored all the same. */
export const refuseAndStore = (name: 'send_message' | 'send_feedback' | 'set_topic'): Spoil =>
  onRefusal([name], async (error, context, perform) => {
    const nothing = (): void => undefined;
    const { validate } = context.parts;
    const blind = { ...validate, message: nothing, feedback: nothing, topic: nothing };
    const parts = { ...context.parts, validate: blind };
    if (error.status === 400) await perform({ ...context, parts });
    throw error;
  });

/** Whether the room of a request exists; /join finds that out for itself. */
function roomExists({ parts, world, params }: Context): boolean {
  return params.roomId === '' || parts.rooms.find(world, params.roomId) !== undefined;
}

/** What a success looks like when nothing was done. */
const pretended = {
  nothing: (): JsonObject => ({}),
  event_id: ({ parts }: Context): JsonObject => ({ event_id: parts.ids.event() }),
  room_id: ({ parts, world, params: { roomAliasOrId } }: Context): JsonObject => ({
    room_id: parts.aliases.resolve(world.aliases, roomAliasOrId) ?? roomAliasOrId,
  }),
};

/** An operation answers 200 where it should answer 403, and does nothing. */
export const pretendSuccess = (
  names: readonly OperationName[],
  success: keyof typeof pretended,
): Spoil =>
  onRefusal(names, (error, context) => {
    if (error.status !== 403 || !roomExists(context)) throw error;
    return context.parts.answer.ok(pretended[success](context));
  });

/** The 403 of an operation becomes another status, in rooms that exist. */
export const forbidAs = (names: readonly OperationName[], status: number, errcode: string): Spoil =>
  onRefusal(names, (error, context) => {
    if (error.status !== 403 || !roomExists(context)) throw error;
    throw new ApiError(status, errcode, error.message);
  });
