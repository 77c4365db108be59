import type { ProfileField } from './profile.ts';
import type { Answer, Context, Operation } from '../parts.ts';
import { demandUser } from './account.ts';

/** GET /profile/{userId}: what was said of both fields. */
export function getProfile(context: Context): Answer {
  const { parts, world } = context;
  return parts.answer.ok(world.profiles.get(demandUser(context)) ?? {});
}

/** GET /profile/{userId}/{field}: an empty object for a field of which nothing was said. */
export const getProfileField =
  (field: ProfileField): Operation =>
  (context) => {
    const { parts, world } = context;
    const value = world.profiles.get(demandUser(context))?.[field];
    return parts.answer.ok(value === undefined ? {} : { [field]: value });
  };
