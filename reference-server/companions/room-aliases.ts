import type { Aliases } from '../domain/aliases.ts';
import { invalid } from '../errors.ts';
import type { Context } from '../parts.ts';

/** @returns the aliases of a room, in the order they were made. */
export function aliasesOf(aliases: Aliases, roomId: string): readonly string[] {
  return [...aliases].filter(([, named]) => named === roomId).map(([alias]) => alias);
}

/**
 * @returns the alias that the path names.
 * @throws ApiError 400 if that is not an alias.
 */
export function demandAlias({ parts, params }: Context): string {
  const reference = parts.validate.roomReference(params.alias);
  if (reference.kind !== 'alias') throw invalid('Not a room alias.');
  return reference.alias;
}
