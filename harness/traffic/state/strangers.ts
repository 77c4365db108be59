import type { Aliases } from './aliases.ts';
import type { Asked, Outcome } from './happened.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';

/** What a request outside of the declaration may change. */
export interface Strange {
  readonly ticket: number;
  readonly rooms: readonly Room[];
  /** Whether it may change anything. */
  readonly anything: boolean;
  readonly aliases: boolean;
  /** Whether it makes a room, which this answer does not tell as the declaration has it. */
  readonly makesRoom: boolean;
}

/** Requests that change nothing of a room that is judged. */
const harmless =
  /\/(?:login|logout|register|sync|events|presence|profile|pushrules|pushers|filter|keys|media|password|3pid|voip|devices|search|typing|receipt|read_markers?|user_directory|account_data|tags|versions|capabilities|openid|sendToDevice|whoami|report|refresh|publicRooms)(?:\/|$)/;

/** APIs of servers, those of their administrators too, are below a word with a low line, such as /_matrix. */
const isApi = (path: string): boolean => /\/_[a-z]/.test(path);

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const isWrite = (method: string, path: string): boolean =>
  !['GET', 'HEAD', 'OPTIONS'].includes(method) && isApi(path);

/**
 * Notes a request that is not of the declaration: while it is under way, its rooms are not known.
 * @param basePath below it, what is nearly of the declaration is refused, or wrong
 */
export function noteStrange(
  { matched, method, path, ticket }: Asked,
  { rooms }: { readonly rooms: Rooms },
  basePath: string,
): Strange {
  const none = { ticket, rooms: [], anything: false, aliases: false, makesRoom: false };
  if (matched.kind === 'operation' || !isWrite(method, path)) return none;
  if (matched.kind === 'other' && harmless.test(path)) return none;
  const isElsewhere = matched.kind === 'other' || !path.startsWith(`${basePath}/`);
  if (path.includes('/directory/')) return { ...none, aliases: true };
  if (/\/createRoom(?:\/|$)/.test(path) && isElsewhere)
    return { ...none, aliases: true, makesRoom: true };
  const ids = path
    .split('/')
    .map(decoded)
    .filter((one) => one.startsWith('!'));
  const named = ids.map((id) => rooms.get(id));
  for (const room of named) room.strange.add(ticket);
  // An upgrade takes the aliases of a room with it, to a room of its own.
  const isUpgrade = path.endsWith('/upgrade');
  return {
    ...none,
    rooms: named,
    aliases: isUpgrade,
    makesRoom: isUpgrade,
    anything: named.length === 0 && isElsewhere,
  };
}

/** Learns what became of such a request. */
export function settleStrange(
  { ticket, rooms, anything, aliases, makesRoom }: Strange,
  memory: {
    readonly rooms: Rooms;
    readonly aliases: Aliases;
    alone: boolean;
    lostRoom: boolean;
  },
  outcome: Outcome,
): void {
  for (const room of rooms) {
    room.strange.delete(ticket);
    if (outcome === 'refused') continue;
    room.forget();
    if (outcome === 'done') room.isShown = true;
  }
  if (outcome === 'refused') return;
  if (aliases) memory.aliases.forget();
  if (makesRoom) memory.lostRoom = true;
  if (!anything) return;
  memory.alone = false;
  for (const room of memory.rooms.all()) room.forget();
}
