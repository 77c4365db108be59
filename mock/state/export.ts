import type { Homeserver } from '../../reference-server/index.ts';
import type { StateDocument, UserState } from './document.ts';
import { exportRoom } from './export-room.ts';
import { localpartOf, type Names } from './names.ts';

export interface ExportOptions {
  /** Whether tokens and passwords are exported as well; they are left out otherwise. */
  readonly secrets?: boolean;
}

/**
 * The state of a server as a document, with the ids that things have. What populate makes of it is the same state; what a
 * document cannot say is listed in docs/mock/state.md.
 */
export function exportState(
  homeserver: Homeserver,
  names: Names,
  { secrets = false }: ExportOptions = {},
): StateDocument {
  const { world } = homeserver;
  const tokens = secrets ? tokensByUser(homeserver) : new Map<string, readonly string[]>();
  const users = [...world.accounts.secrets.keys()].map((userId) => {
    const name = localpartOf(world.domain, userId);
    const user = Object.hasOwn(names.users, name) ? names.users[name] : undefined;
    const password = secrets ? (user?.password ?? null) : null;
    return [name, exportUser(homeserver, userId, password, tokens.get(userId) ?? [])] as const;
  });
  const aliases = aliasesByRoom(homeserver);
  const roomNames = nameRooms(homeserver, names, aliases);
  const rooms = [...world.rooms.values()].map(
    (room) =>
      [
        roomNames.get(room.id) ?? room.id,
        exportRoom(homeserver, room, aliases.get(room.id) ?? []),
      ] as const,
  );
  return { users: Object.fromEntries(users), rooms: Object.fromEntries(rooms) };
}

function exportUser(
  { world }: Homeserver,
  userId: string,
  password: string | null,
  tokens: readonly string[],
): UserState {
  const [token] = tokens;
  return {
    id: userId,
    ...(password === null ? {} : { password }),
    ...(token === undefined ? {} : tokens.length === 1 ? { token } : { tokens }),
    ...world.profiles.get(userId),
  };
}

/** The tokens of each user, in the order they were issued. */
function tokensByUser({ world }: Homeserver): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { userId, token } of world.accounts.callers.values()) {
    const tokens = found.get(userId);
    if (tokens === undefined) found.set(userId, [token]);
    else tokens.push(token);
  }
  return found;
}

function aliasesByRoom({ world }: Homeserver): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [alias, roomId] of world.aliases) {
    const aliases = found.get(roomId);
    if (aliases === undefined) found.set(roomId, [alias]);
    else aliases.push(alias);
  }
  return found;
}

/** The names of all rooms: those of documents, aliases of rooms that clients made, and ids where there is nothing else. */
function nameRooms(
  { world }: Homeserver,
  names: Names,
  aliases: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, string> {
  const taken = new Set(Object.keys(names.rooms));
  const found = new Map<string, string>();
  for (const roomId of world.rooms.keys()) {
    const given = names.nameOfRoom(roomId);
    const [alias] = aliases.get(roomId) ?? [];
    const fromAlias = alias === undefined ? '' : localpartOf(world.domain, alias);
    const isFit = given === null && /^[^#@!]/.test(fromAlias) && !taken.has(fromAlias);
    const name = given ?? (isFit ? fromAlias : roomId);
    taken.add(name);
    found.set(roomId, name);
  }
  return found;
}
