import { forbidden, notFound } from '../errors.ts';
import type { Context } from '../parts.ts';

/**
 * @returns the user whom the path names.
 * @throws ApiError 400 if that is not a user id, 404 if nobody has it.
 */
export function demandUser({ parts, world, params }: Context): string {
  const userId = parts.validate.userId(params.userId);
  if (!world.accounts.secrets.has(userId)) throw notFound('No such user.');
  return userId;
}

/**
 * @returns the user whom the path names.
 * @throws ApiError 403 unless that is the caller.
 */
export function demandSelf({ parts, params, caller }: Context): string {
  const userId = parts.validate.userId(params.userId);
  if (userId !== caller.userId) throw forbidden('This belongs to another user.');
  return userId;
}
