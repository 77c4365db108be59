import { setPassword } from '../accounts.ts';
import { demandString } from '../domain/content.ts';
import { isObject } from '../domain/json.ts';
import { ApiError, forbidden } from '../errors.ts';
import type { Answer, Context } from '../parts.ts';

/** POST /account/password: whoever knows the old password sets a new one. Tokens stay as they are. */
export function changePassword({ parts, world, request, caller }: Context): Answer {
  const body = parts.validate.object(request.body);
  const auth = body['auth'];
  if (!isObject(auth) || auth['type'] !== 'm.login.password') {
    throw new ApiError(401, 'M_UNAUTHORIZED', 'Say the old password in auth.', {
      flows: [{ stages: ['m.login.password'] }],
      params: {},
      session: parts.ids.opaque(),
    });
  }
  const user = demandString(auth, 'user');
  const password = demandString(auth, 'password');
  const next = demandString(body, 'new_password');
  if (parts.accounts.login(world.accounts, user, password) !== caller.userId) {
    throw forbidden('This is the password of another user.');
  }
  setPassword(world.accounts, caller.userId, next);
  return parts.answer.ok({});
}
