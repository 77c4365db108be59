import { randomUUID } from 'node:crypto';
import { isArray, isObject } from '../document/json.ts';
import type { Answer, NoAnswer } from '../wire/exchange.ts';
import type { Send } from '../wire/wire.ts';
import { type Account, type AccountPool, NoAccounts } from './accounts.ts';
import { createAsker, type Asker } from './probe-requests.ts';
import {
  isServed,
  isUnknownEndpoint,
  median,
  observed,
  type Observation,
  type ProbedPath,
  problemOf,
  unobserved,
  versionsIn,
} from './probe-findings.ts';
import { apiPaths, type Target } from './target.ts';

/** A target with users, as the probe needs it. */
export interface ProbeContext {
  readonly target: Target;
  readonly send: Send;
  readonly accounts: AccountPool;
}

/** What the probe found out about a target. */
export interface Probed {
  /** The base path that was asked for, with the prefix of the target. */
  readonly basePath: string;
  /** Every base path that was tried, the one that was asked for first. */
  readonly paths: readonly ProbedPath[];
  /** What GET /_matrix/client/versions lists; null where it was not asked or lists nothing. */
  readonly versions: readonly string[] | null;
  /** The base path below which the rest was found out; null where none is served. */
  readonly examined: string | null;
  readonly pageWithoutDir: Observation;
  readonly publicJoin: Observation;
  readonly aliasJoin: Observation;
  /** The median of the answer times in milliseconds; null where nothing was answered. */
  readonly latency: number | null;
  readonly requests: number;
}

/** Nothing is served below the base path. The message says what is served, and which option helps. */
export class NothingServed extends Error {}

/** Finds out whether the rooms API is served below the base path. @throws NothingServed, NoAccounts */
export async function requireServed(context: ProbeContext): Promise<void> {
  const problem = problemOf(await probe(context, 'base path'));
  if (problem !== null) throw new NothingServed(problem);
}

/**
 * Asks a target what it serves and how it behaves, with fewer than 20 requests. Other base paths are tried where the
 * one that was asked for is not served, or with the scope `everywhere`.
 * @throws NoAccounts
 */
export async function probe(
  context: ProbeContext,
  scope: 'base path' | 'room' | 'everywhere',
): Promise<Probed> {
  const users = await leaseUsers(context.accounts);
  try {
    return await probeAs(context, users, scope);
  } finally {
    context.accounts.release(users);
  }
}

/** Two users, or one where there are no more. */
async function leaseUsers(accounts: AccountPool): Promise<readonly Account[]> {
  try {
    return await accounts.lease(2);
  } catch (error) {
    if (!(error instanceof NoAccounts)) throw error;
    return accounts.lease(1);
  }
}

async function probeAs(
  { target, send }: ProbeContext,
  [owner, stranger]: readonly Account[],
  scope: 'base path' | 'room' | 'everywhere',
): Promise<Probed> {
  const { basePath, prefix } = target;
  const asker = createAsker(send);
  const token = owner?.token ?? null;
  const rooms = new Map<string, TriedRoom>();
  const paths: ProbedPath[] = [];
  const tryPath = async (path: string): Promise<void> => {
    const localpart = `probe-${randomUUID().slice(0, 13)}`;
    const body = { visibility: 'public', room_alias_name: localpart };
    const answer = await asker.ask('POST', `${path}/createRoom`, token, { body });
    rooms.set(path, { path, localpart, answer });
    const served = isServed(answer) || (await knowsMembers(asker, path));
    paths.push({ path, served, status: answer.kind === 'answer' ? answer.status : null });
  };

  await tryPath(basePath);
  let versions: readonly string[] | null = null;
  if (scope === 'everywhere' || paths[0]?.served === false) {
    versions = versionsIn(await asker.ask('GET', `${prefix}/_matrix/client/versions`, null));
    for (const path of Object.values(apiPaths).map((below) => prefix + below)) {
      if (path !== basePath) await tryPath(path);
    }
  }
  const examined =
    paths[0]?.served === true ? basePath : (paths.findLast(({ served }) => served)?.path ?? null);
  const found = { basePath, paths, versions, examined };
  const wanted = scope === 'everywhere' || (scope === 'room' && examined === basePath);
  const room = wanted ? rooms.get(examined ?? '') : undefined;
  const findings =
    room === undefined || owner === undefined
      ? nothingFound
      : await probeRoom(asker, room, owner, stranger ?? null);
  return { ...found, ...findings, latency: median(asker.times()), requests: asker.requests() };
}

/** Whether an operation is known that needs a token: it is asked for without one. */
async function knowsMembers(asker: Asker, path: string): Promise<boolean> {
  const room = encodeURIComponent('!none:example.org');
  const answer = await asker.ask('GET', `${path}/rooms/${room}/members`, null);
  return answer.kind === 'answer' && (answer.status === 401 || answer.status === 403);
}

type RoomFindings = Pick<Probed, 'pageWithoutDir' | 'publicJoin' | 'aliasJoin'>;

const nothingFound: RoomFindings = {
  pageWithoutDir: unobserved('it was not tried'),
  publicJoin: unobserved('it was not tried'),
  aliasJoin: unobserved('it was not tried'),
};

/** A public room with an alias that was asked for. */
interface TriedRoom {
  /** The base path below which it was asked for. */
  readonly path: string;
  readonly localpart: string;
  /** The answer of createRoom. */
  readonly answer: Answer | NoAnswer;
}

/**
 * Tries with a room how the target behaves, and leaves the room afterwards.
 * @param stranger null where the target gives only one user
 */
async function probeRoom(
  asker: Asker,
  { path, localpart, answer }: TriedRoom,
  owner: Account,
  stranger: Account | null,
): Promise<RoomFindings> {
  // A target without aliases may refuse the room that has one.
  const made =
    textIn(answer, 'room_id') === null
      ? await asker.ask('POST', `${path}/createRoom`, owner.token, {
          body: { visibility: 'public' },
        })
      : answer;
  const roomId = textIn(made, 'room_id');
  if (roomId === null) {
    const reason = unobserved('no room could be made');
    return { pageWithoutDir: reason, publicJoin: reason, aliasJoin: reason };
  }
  const room = `${path}/rooms/${encodeURIComponent(roomId)}`;
  const query = [['limit', '2']] as const;
  const page = await asker.ask('GET', `${room}/messages`, owner.token, { query });
  const pageWithoutDir = observed(page);
  if (stranger === null) {
    const reason = unobserved('there is only one user');
    return { pageWithoutDir, publicJoin: reason, aliasJoin: reason };
  }
  const publicJoin = observed(
    await asker.ask('POST', `${room}/join`, stranger.token, { body: {} }),
  );
  if (publicJoin.holds === true) {
    await asker.ask('POST', `${room}/leave`, stranger.token, { body: {} });
  }
  if (publicJoin.holds === false) {
    await asker.ask('POST', `${room}/invite`, owner.token, { body: { user_id: stranger.userId } });
  }
  const reported = textIn(made, 'room_alias');
  const domain = owner.userId.slice(owner.userId.indexOf(':'));
  const alias = encodeURIComponent(reported ?? `#${localpart}${domain}`);
  const aliasJoin =
    made === answer
      ? await joinByAlias(asker, `${path}/join/${alias}`, stranger)
      : unobserved('no room with an alias could be made');
  for (const user of [stranger, owner]) {
    await asker.ask('POST', `${room}/leave`, user.token, { body: {} });
  }
  return { pageWithoutDir, publicJoin, aliasJoin };
}

/** Joins in the form that is served: the declaration says PUT, known servers offer POST (DEF-02). */
async function joinByAlias(asker: Asker, path: string, user: Account): Promise<Observation> {
  const post = await asker.ask('POST', path, user.token, { body: {} });
  if (!isUnknownEndpoint(post)) return observed(post);
  const put = await asker.ask('PUT', path, user.token, { body: {} });
  return observed(put);
}

/** A text under a key of a success; null where there is none. */
function textIn(answer: Answer | NoAnswer, key: string): string | null {
  if (answer.kind !== 'answer' || answer.status > 299 || !answer.body.json.ok) return null;
  const { value } = answer.body.json;
  const text = isObject(value) && !isArray(value) ? value[key] : null;
  return typeof text === 'string' && text !== '' ? text : null;
}
