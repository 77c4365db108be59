import { demandString, optionalString } from '../domain/content.ts';
import { isPresenceState, setPresence as notePresence } from '../stream/presence.ts';
import { badJson } from '../errors.ts';
import type { Answer, Context } from '../parts.ts';
import { demandSelf } from './account.ts';

/** PUT /presence/{userId}/status: says whether the caller is there. */
export function setPresence(context: Context): Answer {
  const { parts, world, request } = context;
  const userId = demandSelf(context);
  const body = parts.validate.object(request.body);
  const state = demandString(body, 'presence');
  if (!isPresenceState(state)) throw badJson('presence is not a state of presence.');
  const message = optionalString(body, 'status_msg');
  notePresence(world.presences, world.stream, userId, { state, message, at: parts.clock() });
  return parts.answer.ok({});
}
