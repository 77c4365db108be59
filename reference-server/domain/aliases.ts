import { ApiError } from '../errors.ts';

/** Full alias → room id. */
export type Aliases = Map<string, string>;

/** @returns `#localpart:domain` (CREATE-18). */
export function fullAlias(localpart: string, domain: string): string {
  return `#${localpart}:${domain}`;
}

/** @returns the room an alias names, or undefined. Aliases are compared exactly. */
export function resolveAlias(aliases: Aliases, alias: string): string | undefined {
  return aliases.get(alias);
}

/**
 * Gives an alias to a room, once and for all.
 *
 * @throws ApiError 400 M_ROOM_IN_USE if it is taken; the old mapping stays (CREATE-12).
 */
export function claimAlias(aliases: Aliases, alias: string, roomId: string): void {
  if (aliases.has(alias)) throw new ApiError(400, 'M_ROOM_IN_USE', 'Room alias already taken.');
  aliases.set(alias, roomId);
}
