import { randomUUID } from 'node:crypto';
import { isNickname, type Nickname } from '../document/ids.ts';
import { noProfile, type Profile } from '../document/profile.ts';
import type { Known } from '../judge/known.ts';
import type { Send } from '../wire/wire.ts';
import { type Account, type AccountPool, NoAccounts } from './accounts.ts';
import { createAsker, type Asker } from './probe-requests.ts';
import { isServed, median, type ProbedPath, problemOf, versionsIn } from './probe-findings.ts';
import { nothingFound, probeRoom, type RoomFindings, type TriedRoom } from './probe-room.ts';
import { apiPaths, type Target } from './target.ts';

/** A target with users, as the probe needs it. */
export interface ProbeContext {
  readonly target: Target;
  readonly send: Send;
  readonly accounts: AccountPool;
  /** By which version of the specification requests have their form; left out, by the declaration. */
  readonly profile?: Profile;
}

/** What the probe found out about a target. */
export interface Probed extends RoomFindings {
  /** The base path that was asked for, with the prefix of the target. */
  readonly basePath: string;
  /** Every base path that was tried, the one that was asked for first. */
  readonly paths: readonly ProbedPath[];
  /** What GET /_matrix/client/versions lists; null where it was not asked or lists nothing. */
  readonly versions: readonly string[] | null;
  /** The base path below which the rest was found out; null where none is served. */
  readonly examined: string | null;
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

/** Finds out how a target behaves that serves the rooms API. @throws NothingServed, NoAccounts */
export async function probeServed(context: ProbeContext): Promise<Probed> {
  const probed = await probe(context, 'room');
  const problem = problemOf(probed);
  if (problem !== null) throw new NothingServed(problem);
  return probed;
}

/**
 * Asks a target what it serves and how it behaves, with fewer than 45 requests. Other base paths are tried where the
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
  { target, send, profile = noProfile }: ProbeContext,
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
      ? nothingFound('it was not tried')
      : await probeRoom(asker, profile, room, owner, stranger ?? null);
  return { ...found, ...findings, latency: median(asker.times()), requests: asker.requests() };
}

/** Whether an operation is known that needs a token: it is asked for without one. */
async function knowsMembers(asker: Asker, path: string): Promise<boolean> {
  const room = encodeURIComponent('!none:example.org');
  const answer = await asker.ask('GET', `${path}/rooms/${room}/members`, null);
  return answer.kind === 'answer' && (answer.status === 401 || answer.status === 403);
}

/** What the probe found out, as setups need it: what was not observed counts as working. */
export function knownFrom({
  publicJoin,
  pageWithoutDir,
  unserved,
  unservedPuts,
}: RoomFindings): Known {
  return {
    publicRoomsOpen: publicJoin.holds !== false,
    pagesWithoutDir: pageWithoutDir.holds !== false,
    wholeRooms: !('get_room_sync_data' in unserved),
    unserved: byNickname(unserved),
    unservedPuts: byNickname(unservedPuts),
  };
}

const byNickname = (
  answers: Readonly<Partial<Record<Nickname, string>>>,
): ReadonlyMap<Nickname, string> =>
  new Map(
    Object.entries(answers).flatMap(([nickname, why]) =>
      isNickname(nickname) ? [[nickname, why] as const] : [],
    ),
  );
