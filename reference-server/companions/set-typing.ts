import { setTyping as noteTyping } from '../stream/typing.ts';
import { badJson, missing } from '../errors.ts';
import type { JsonObject } from '../domain/event.ts';
import type { Answer, Context } from '../parts.ts';
import { demandSelf } from './account.ts';

/** How long typing lasts if the client does not say, in milliseconds. */
const usual = 30_000;

/** PUT /rooms/{roomId}/typing/{userId}: the caller types, or has stopped to. */
export function setTyping(context: Context): Answer {
  const { parts, world, params, request } = context;
  const userId = demandSelf(context);
  const body = parts.validate.object(request.body);
  const timeout = readTyping(body) ? readTimeout(body) : undefined;
  const room = parts.permissions.read(context, params.roomId);
  noteTyping(world.typing, world.stream, room.id, userId, timeout);
  return parts.answer.ok({});
}

function readTyping(body: JsonObject): boolean {
  const typing = Object.hasOwn(body, 'typing') ? body['typing'] : undefined;
  if (typing === undefined) throw missing('No typing key.');
  if (typeof typing !== 'boolean') throw badJson('typing is neither true nor false.');
  return typing;
}

function readTimeout(body: JsonObject): number {
  const timeout = Object.hasOwn(body, 'timeout') ? body['timeout'] : usual;
  if (typeof timeout !== 'number' || timeout < 0) {
    throw badJson('timeout is not a number of milliseconds.');
  }
  return timeout;
}
