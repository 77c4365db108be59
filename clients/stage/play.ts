import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { ClientFinding } from '../../harness/traffic/finding.ts';
import { faceOf } from '../../mock/face/world-face.ts';
import type { Entry } from '../../mock/journal/journal.ts';
import type { MockServer } from '../../mock/server.ts';
import type { World } from '../../mock/worlds/world.ts';
import type { Driver } from '../driver/driver.ts';
import { type DriverDescription, readDescription } from '../driver/protocol.ts';
import { createMust, wordsOf } from './must.ts';
import { lobby, type Scenario } from './scenario.ts';
import { ClientUnmet, type Stage, Unjudged, viewOf } from './stage.ts';

/** A requirement that the client violated, and how it showed. */
export interface ClientMismatch {
  readonly requirement: ClientRequirementId;
  readonly what: string;
  readonly expected: string;
  readonly received: string;
}

/** How a scenario ended. */
export interface Played {
  readonly scenario: Scenario;
  readonly verdict: 'passed' | 'failed' | 'broken' | 'skipped';
  /** Why it was broken or skipped; null otherwise. */
  readonly reason: string | null;
  readonly mismatches: readonly ClientMismatch[];
  /** Requirements that the client met: by an assertion, or by a request. */
  readonly met: readonly ClientRequirementId[];
  readonly driver: DriverDescription | null;
  /** The requests that crossed the wire. */
  readonly entries: readonly Entry[];
  readonly world: World;
}

/** Where scenarios are played. */
export interface Theatre {
  readonly mock: MockServer;
  /** Another origin, which no request of a client should reach. */
  readonly elsewhere: MockServer;
  /** What the requests to a world met, filled by the mock's onEnd. */
  readonly observed: ReadonlyMap<World, ReadonlySet<ClientRequirementId>>;
}

/** Plays a scenario in a world of its own. */
export async function play(
  scenario: Scenario,
  driver: Driver,
  { mock, elsewhere, observed }: Theatre,
): Promise<Played> {
  const { state = lobby, rules = [], variant = null } = scenario;
  const world = mock.worlds.create({ seed: null, state, rules, variant, prefer: false });
  const held = new Set<ClientRequirementId>();
  let description: DriverDescription | null = null;
  let end: Pick<Played, 'verdict' | 'reason' | 'mismatches'>;
  try {
    description = await startDriver(driver, world, mock);
    const missing = scenario.needs.find((need) => description?.supports.includes(need) !== true);
    if (missing !== undefined) {
      throw new Unjudged('skipped', `the driver does not support ${missing}`);
    }
    await scenario.run(
      stageOf(world, mock, elsewhere, driver, (requirement) => held.add(requirement)),
    );
    end = { verdict: 'passed', reason: null, mismatches: [] };
  } catch (error) {
    end = endOf(error);
  }
  const entries = world.journal.entries();
  if (world.id !== null) mock.worlds.remove(world.id);
  const found = unique(
    entries.flatMap(({ findings }) => findings).map((finding) => mismatchOf(finding, scenario)),
  );
  const mismatches = end.verdict === 'skipped' ? [] : attributed(end.mismatches, found);
  const violated = new Set(mismatches.map(({ requirement }) => requirement));
  const met = [...held, ...(observed.get(world) ?? [])].filter((one) => !violated.has(one));
  const verdict = mismatches.length > 0 ? 'failed' : end.verdict;
  return {
    scenario,
    verdict,
    reason: verdict === 'failed' ? null : end.reason,
    mismatches,
    met: [...new Set(met)],
    driver: description,
    entries,
    world,
  };
}

async function startDriver(
  driver: Driver,
  world: World,
  mock: MockServer,
): Promise<DriverDescription> {
  const { url } = faceOf(world, mock.origin, async () => {});
  const reply = await driver.start(url, world.names.users);
  if (reply.kind !== 'ok') {
    throw new Unjudged('broken', `the driver did not start; it answered ${wordsOf(reply)}`);
  }
  const description = readDescription(reply.value);
  if (description !== null) return description;
  const why = 'the driver did not say its name and what it supports when it was started';
  throw new Unjudged('broken', why);
}

function stageOf(
  world: World,
  mock: MockServer,
  elsewhere: MockServer,
  driver: Driver,
  onHold: (requirement: ClientRequirementId) => void,
): Stage {
  const act: Stage['act'] = async (user, instruction, args = {}) => {
    const reply = await driver.do(instruction, user, args);
    if (reply.kind !== 'unsupported') return reply;
    throw new Unjudged('skipped', `the driver does not support ${instruction}`);
  };
  const room = world.names.rooms['lobby'];
  return {
    world: faceOf(world, mock.origin, async () => {}),
    server: viewOf(world),
    lobby: room?.id ?? '',
    elsewhere: {
      url: elsewhere.origin(),
      requestsWithToken: (user) => {
        const token = world.names.users[user]?.token ?? '';
        const entries = elsewhere.worlds.root.journal.entries();
        return entries.filter((entry) => carries(entry, token)).length;
      },
    },
    act,
    async need(user, instruction, args) {
      const reply = await act(user, instruction, args);
      if (reply.kind === 'ok') return reply.value;
      const why = `without anything in its way, ${instruction} gave ${wordsOf(reply)}`;
      throw new Unjudged('broken', why);
    },
    must: createMust(onHold),
  };
}

function endOf(error: unknown): Pick<Played, 'verdict' | 'reason' | 'mismatches'> {
  if (error instanceof ClientUnmet) {
    const { requirement, what, expected, received } = error;
    return {
      verdict: 'failed',
      reason: null,
      mismatches: [{ requirement, what, expected, received }],
    };
  }
  if (error instanceof Unjudged) {
    return { verdict: error.kind, reason: error.message, mismatches: [] };
  }
  throw error;
}

const mismatchOf = (
  { requirement, what }: ClientFinding,
  { counts = {} }: Scenario,
): ClientMismatch => ({
  requirement: counts[requirement] ?? requirement,
  what: 'a request of the client',
  expected: 'one that the register permits',
  received: what,
});

/**
 * What a scenario found against the client. Where a request of the client was wrong, what the client then could not do
 * follows from that: the request alone is held against it.
 */
const attributed = (
  asserted: readonly ClientMismatch[],
  found: readonly ClientMismatch[],
): readonly ClientMismatch[] => (found.length > 0 ? found : asserted);

/** One of each requirement: the first request shows what the others do as well. */
function unique(mismatches: readonly ClientMismatch[]): readonly ClientMismatch[] {
  const first = new Map<ClientRequirementId, ClientMismatch>();
  for (const one of mismatches) if (!first.has(one.requirement)) first.set(one.requirement, one);
  return [...first.values()];
}

/** Whether a request carries a token, wherever it is. */
function carries({ incoming: { request } }: Entry, token: string): boolean {
  const texts = [
    request.path,
    ...[...request.query.values()].flat(),
    ...Object.values(request.headers).flat(),
    Buffer.from(request.body).toString('utf8'),
  ];
  return texts.some((text) => text?.includes(token) === true);
}
