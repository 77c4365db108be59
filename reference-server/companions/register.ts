import { ApiError } from '../errors.ts';
import { demandString } from '../domain/content.ts';
import { isObject } from '../domain/json.ts';
import type { Answer, Context } from '../parts.ts';
import { welcome } from './login.ts';

/** POST /_matrix/client/api/v1/register, in both forms of 2014 (CONV-18). */
export function register(context: Context): Answer {
  const { parts, world, request } = context;
  const body = parts.validate.object(request.body);
  const localpart = demandString(body, Object.hasOwn(body, 'user_id') ? 'user_id' : 'user');
  const password = demandString(body, 'password');
  return welcome(context, parts.accounts.register(world.accounts, localpart, password));
}

/** POST /_matrix/client/{r0,v3}/register: asks for the dummy stage first, as later servers do. */
export function registerInteractively(context: Context): Answer {
  const { parts, world, request } = context;
  const body = parts.validate.object(request.body);
  const auth = body['auth'];
  if (!isObject(auth) || auth['type'] !== 'm.login.dummy') {
    throw new ApiError(401, 'M_UNAUTHORIZED', 'Say that you want an account.', {
      flows: [{ stages: ['m.login.dummy'] }],
      params: {},
      session: parts.ids.opaque(),
    });
  }
  const localpart = demandString(body, 'username');
  const password = demandString(body, 'password');
  return welcome(context, parts.accounts.register(world.accounts, localpart, password));
}
