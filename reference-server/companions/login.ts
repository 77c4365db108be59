import { badJson } from '../errors.ts';
import { demandString } from '../domain/content.ts';
import type { JsonObject } from '../domain/event.ts';
import { isObject } from '../domain/json.ts';
import type { Answer, Context } from '../parts.ts';

/** POST …/login: a new token, and with it a new scope of transactions. */
export function login(context: Context): Answer {
  const { parts, world, request } = context;
  const body = parts.validate.object(request.body);
  if (demandString(body, 'type') !== 'm.login.password') throw badJson('Unknown kind of login.');
  const user = readUser(body);
  const password = demandString(body, 'password');
  return welcome(context, parts.accounts.login(world.accounts, user, password));
}

/** GET …/login and GET …/register. */
export function listFlows({ parts }: Context): Answer {
  return parts.answer.ok({ flows: [{ type: 'm.login.password' }] });
}

/** The answer of both registration and login. */
export function welcome({ parts, world }: Context, userId: string): Answer {
  return parts.answer.ok({
    user_id: userId,
    access_token: parts.accounts.issueToken(world.accounts, userId),
    home_server: world.domain,
    device_id: parts.ids.opaque(),
  });
}

function readUser(body: JsonObject): string {
  const identifier = body['identifier'];
  return demandString(isObject(identifier) ? identifier : body, 'user');
}
