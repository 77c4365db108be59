import { isObject, stringAt } from '../../harness/document/json.ts';
import { BoundedMap } from '../../harness/traffic/memory/bounded.ts';
import { readBody } from '../../harness/wire/exchange.ts';
import type { Lookup } from '../../mock/rules/match.ts';

/** What is remembered of each kind. */
const most = 10_000;

/** The longest answer that is looked at for names, in bytes. */
const longest = 16 * 1024;

/** Whose access tokens and which rooms the traffic has shown. */
export interface Names {
  readonly lookup: Lookup;
  /** The user of an access token; undefined where no answer has told. */
  readonly userOf: (accessToken: string) => string | undefined;
  /** The id of a room that a path names by its id or its alias; the name itself where nothing else is known. */
  readonly roomOf: (name: string) => string;
  /**
   * Learns from an answer of status 200.
   * @param read reads its body, which is asked for where it may tell something; null where it cannot be read
   */
  readonly learn: (method: string, path: string, read: () => Uint8Array | null) => void;
}

/** Makes names that know nothing yet. */
export function createNames(): Names {
  const users = new BoundedMap<string>(most);
  const ids = new BoundedMap<string>(most);
  const rooms = new BoundedMap<string>(most);
  return {
    lookup: {
      user: (name) => (name.startsWith('@') ? name : (ids.get(name) ?? null)),
      room: (name) => rooms.get(name) ?? name,
    },
    userOf: (token) => users.get(token),
    roomOf: (name) => rooms.get(name) ?? name,
    learn(method, path, read) {
      const isLogin = method === 'POST' && /\/(?:login|register)$/.test(path);
      const alias = /\/(?:directory\/room|join)\/([^/]+)$/.exec(path)?.[1];
      const isCreation = method === 'POST' && path.endsWith('/createRoom');
      if (!isLogin && alias === undefined && !isCreation) return;
      const body = read();
      if (body === null || body.length > longest) return;
      const { json } = readBody(body);
      if (!json.ok || !isObject(json.value)) return;
      const [user, token] = [stringAt(json.value, 'user_id'), stringAt(json.value, 'access_token')];
      if (isLogin && user !== '' && token !== '') {
        users.set(token, user);
        const localpart = /^@([^:]+):/.exec(user)?.[1];
        if (localpart !== undefined) ids.set(localpart, user);
      }
      const room = stringAt(json.value, 'room_id');
      const name = isCreation ? stringAt(json.value, 'room_alias') : decode(alias ?? '');
      if (!isLogin && room !== '' && name !== '') rooms.set(name, room);
    },
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
