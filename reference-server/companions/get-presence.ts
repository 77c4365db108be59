import { watches } from '../stream/presence.ts';
import { forbidden } from '../errors.ts';
import type { Answer, Context } from '../parts.ts';
import { demandUser } from './account.ts';
import { presenceContent } from './presence-event.ts';

/** GET /presence/{userId}/status: of users in one's rooms and on one's list. */
export function getPresence(context: Context): Answer {
  const { parts, world, caller } = context;
  const userId = demandUser(context);
  if (!watches(world.presences, world.stream, caller.userId, userId)) {
    throw forbidden('You share no room with that user.');
  }
  return parts.answer.ok(presenceContent(world, userId, parts.clock()));
}
