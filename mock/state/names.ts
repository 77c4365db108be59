import type { Homeserver } from '../../reference-server/index.ts';

/** A user of a state document, as it became one of the server. */
export interface NamedUser {
  readonly userId: string;
  /** The first of the tokens. */
  readonly token: string;
  /** Null where the document gave none. */
  readonly password: string | null;
}

/** A room of a state document, as it became one of the server. */
export interface NamedRoom {
  readonly id: string;
  /** The first of the aliases. */
  readonly alias: string | null;
}

/**
 * What the names of state documents stand for in one server. It holds tokens and passwords: nothing of it may be shown
 * unasked.
 */
export interface Names {
  readonly users: Readonly<Record<string, NamedUser>>;
  readonly rooms: Readonly<Record<string, NamedRoom>>;
  /** The id of a user who is given by name, by the part of the id before the colon, or by id; null if nobody is. */
  readonly resolveUser: (reference: string) => string | null;
  /** The id of a room that is given by name, by id, or by alias in full or before the colon; null if none is. */
  readonly resolveRoom: (reference: string) => string | null;
  /** The name of a user of this server, for a reader; null for users of other servers. */
  readonly nameOfUser: (userId: string) => string | null;
  /** The name that a state document gave a room; null where none did. */
  readonly nameOfRoom: (roomId: string) => string | null;
}

/** Names of a server, which also knows whoever came later. */
export function createNames(
  { parts, world }: Homeserver,
  users: Iterable<readonly [string, NamedUser]> = [],
  rooms: Iterable<readonly [string, NamedRoom]> = [],
): Names {
  const userOf = new Map(users);
  const roomOf = new Map(rooms);
  const nameOf = new Map([...roomOf].map(([name, { id }]) => [id, name]));
  const { secrets } = world.accounts;
  const knownOrNull = (userId: string): string | null => (secrets.has(userId) ? userId : null);
  return {
    // Unlike a literal, fromEntries takes a name such as __proto__ for a name.
    users: Object.fromEntries(userOf),
    rooms: Object.fromEntries(roomOf),
    resolveUser: (reference) =>
      reference.startsWith('@') ? reference : knownOrNull(userIdOf(world.domain, reference)),
    resolveRoom(reference) {
      const named = roomOf.get(reference);
      if (named !== undefined) return named.id;
      if (reference.startsWith('!')) return parts.rooms.find(world, reference)?.id ?? null;
      const alias = reference.startsWith('#') ? reference : `#${reference}:${world.domain}`;
      return parts.aliases.resolve(world.aliases, alias) ?? null;
    },
    nameOfUser: (userId) => (secrets.has(userId) ? localpartOf(world.domain, userId) : null),
    nameOfRoom: (roomId) => nameOf.get(roomId) ?? null,
  };
}

/** The id of a user of a server. */
export const userIdOf = (domain: string, name: string): string => `@${name}:${domain}`;

/** The name of a user of that server; the id itself for users of others. */
export const localpartOf = (domain: string, userId: string): string =>
  userId.endsWith(`:${domain}`) ? userId.slice(1, -domain.length - 1) : userId;
