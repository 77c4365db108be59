import type { Homeserver, LookedUp, Request } from '../../reference-server/index.ts';
import type { KeptRequest } from '../journal/kept-request.ts';
import type { Incoming } from '../rules/incoming.ts';

/**
 * What the mock can tell of a request before it is answered.
 * @param request the same request, as it is kept
 */
export function incomingOf(
  { parts, world }: Homeserver,
  asked: Request,
  lookedUp: LookedUp,
  request: KeptRequest,
): Incoming {
  const token = tokenOf(asked);
  const user = token === null ? null : (world.accounts.callers.get(token)?.userId ?? null);
  try {
    const { route, params } = lookedUp();
    const { operation } = route;
    const name = params.roomId === '' ? params.roomAliasOrId : params.roomId;
    const id = parts.aliases.resolve(world.aliases, name) ?? name;
    return { request, operation, user, room: world.rooms.has(id) ? id : null };
  } catch {
    // No route matches, or the path cannot be decoded: the server itself says so to the client.
    return { request, operation: null, user, room: null };
  }
}

/** The access token of a request, wherever it travels. */
export function tokenOf({ query, headers }: Pick<Request, 'query' | 'headers'>): string | null {
  const { authorization } = headers;
  const bearer =
    authorization === undefined ? undefined : /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  return bearer ?? query.get('access_token')?.[0] ?? null;
}
