import { setTimeout as pause } from 'node:timers/promises';
import type { ClientRequirementId } from '../../harness/document/ids.ts';
import { faceOf } from '../../mock/face/world-face.ts';
import type { Entry } from '../../mock/journal/journal.ts';
import type { MockServer } from '../../mock/server.ts';
import type { World } from '../../mock/worlds/world.ts';
import type { Driver } from '../driver/driver.ts';
import { type DriverDescription, type DriverReply, readDescription } from '../driver/protocol.ts';
import { createMust, wordsOf } from './must.ts';
import { attributed, type ClientMismatch, mismatchesOf } from './attribution.ts';
import { lobby, type Scenario } from './scenario.ts';
import { viewOf } from './server-view.ts';
import { ClientUnmet, type Stage, Unjudged } from './stage.ts';

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
  const { state = lobby, rules = [], variant = null, alter } = scenario;
  const world = mock.worlds.create({
    seed: null,
    state,
    rules,
    variant,
    prefer: false,
    ...(alter === undefined ? {} : { alter }),
  });
  const held = new Set<ClientRequirementId>();
  // Where the requests of the last instruction begin.
  let lately = 0;
  let description: DriverDescription | null = null;
  let end: Pick<Played, 'verdict' | 'reason' | 'mismatches'>;
  try {
    description = await startDriver(driver, world, mock);
    const missing = scenario.needs.find((need) => description?.supports.includes(need) !== true);
    if (missing !== undefined) {
      throw new Unjudged('skipped', `the driver does not support ${missing}`);
    }
    await scenario.run(
      stageOf(
        world,
        mock,
        elsewhere,
        noting(driver, () => (lately = world.journal.total())),
        (requirement) => held.add(requirement),
      ),
    );
    end = { verdict: 'passed', reason: null, mismatches: [] };
  } catch (error) {
    end = endOf(error);
  }
  const entries = world.journal.entries();
  if (world.id !== null) mock.worlds.remove(world.id);
  const mismatches =
    end.verdict === 'skipped'
      ? []
      : attributed(
          end.mismatches,
          mismatchesOf(entries, scenario),
          entries.filter(({ id }) => id > lately),
          scenario,
        );
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

/** A driver, with a note of each instruction before it is carried out. */
const noting = (driver: Driver, note: () => void): Driver => ({
  ...driver,
  do(...asked) {
    note();
    return driver.do(...asked);
  },
});

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
  const server = viewOf(world);
  return {
    world: faceOf(world, mock.origin, async () => {}),
    server,
    lobby: world.names.rooms['lobby']?.id ?? '',
    elsewhere: {
      url: elsewhere.origin(),
      requestsWithToken: (user) =>
        elsewhere.worlds.root.journal
          .entries()
          .filter((entry) => textsOf(entry).some((text) => server.holdsToken(user, text))).length,
    },
    act,
    async need(user, instruction, args) {
      const reply = await act(user, instruction, args);
      if (reply.kind === 'ok') return reply.value;
      const why = `without anything in its way, ${instruction} gave ${wordsOf(reply)}`;
      throw new Unjudged('broken', why);
    },
    async eventually(ask, isSo) {
      for (const until = performance.now() + patience; ;) {
        const last = await ask();
        if (last.kind === 'ok' && isSo(last.value)) return { isSo: true, last };
        if (isFinal(last) || performance.now() > until) return { isSo: false, last };
        await pause(between);
      }
    },
    async whileWaiting(reply, turn) {
      const notYet = Symbol('not yet');
      for (;;) {
        await turn();
        const first = await Promise.race([reply, pause(between / 2, notYet)]);
        if (typeof first !== 'symbol') return first;
      }
    },
    demandMet(rule) {
      if (rule === undefined || rule.applied > 0) return;
      throw new Unjudged(
        'skipped',
        'the client did this by other requests, so nothing was in its way',
      );
    },
    must: createMust(onHold),
  };
}

/** Whether nothing else can come of asking again. */
const isFinal = (reply: DriverReply): boolean =>
  reply.kind === 'lost' ||
  (reply.kind === 'error' &&
    reply.status !== null &&
    reply.status >= 400 &&
    reply.status < 500 &&
    reply.status !== 429);

/** How long something is waited for that a client may need its time for, and how often it is looked at. */
const [patience, between] = [5000, 100];

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

/** Everything that a request says. */
const textsOf = ({ incoming: { request } }: Entry): readonly string[] => [
  request.path,
  ...[...request.query.values()].flat(),
  ...Object.values(request.headers)
    .flat()
    .filter((text) => text !== undefined),
  Buffer.from(request.body).toString('utf8'),
];
