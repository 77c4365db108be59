import type { Answer, Context } from '../parts.ts';
import { demandSelf } from './account.ts';
import { presenceEvent } from './presence-event.ts';

/** GET /presence/list/{userId}: the presence of everybody on the caller's list. */
export function getPresenceList(context: Context): Answer {
  const { parts, world } = context;
  const watched = world.presences.lists.get(demandSelf(context)) ?? new Set<string>();
  const now = parts.clock();
  return parts.answer.ok([...watched].map((userId) => presenceEvent(world, userId, now)));
}
