import type { JsonObject } from '../domain/event.ts';
import { badJson, notFound } from '../errors.ts';
import type { Answer, Context } from '../parts.ts';
import { demandSelf } from './account.ts';

/** POST /presence/list/{userId}: adds the users of `invite` to the caller's list, and takes those of `drop` off. */
export function changePresenceList(context: Context): Answer {
  const { parts, world, request } = context;
  const { lists } = world.presences;
  const userId = demandSelf(context);
  const body = parts.validate.object(request.body);
  const [added, dropped] = [readUsers(context, body, 'invite'), readUsers(context, body, 'drop')];
  const stranger = added.find((each) => !world.accounts.secrets.has(each));
  if (stranger !== undefined) throw notFound(`There is no user ${stranger}.`);
  const list = new Set([...(lists.get(userId) ?? []), ...added]);
  for (const each of dropped) list.delete(each);
  lists.set(userId, list);
  return parts.answer.ok({});
}

function readUsers({ parts }: Context, body: JsonObject, key: string): readonly string[] {
  const value = Object.hasOwn(body, key) ? body[key] : [];
  if (!Array.isArray(value)) throw badJson(`${key} is not a list.`);
  return value.map((each: unknown) => {
    if (typeof each !== 'string') throw badJson(`${key} holds something that is not a user id.`);
    return parts.validate.userId(each);
  });
}
