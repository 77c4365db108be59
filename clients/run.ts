import type { ClientRequirementId } from '../harness/document/ids.ts';
import { clientJudge } from '../mock/client-judge.ts';
import { createMockServer, type MockSetting } from '../mock/server.ts';
import type { World } from '../mock/worlds/world.ts';
import type { Driver } from './driver/driver.ts';
import type { WorldsObserver } from '../mock/verdict/observe.ts';
import { createDriverPool, type DriverPool } from './pool.ts';
import { play, type Played, type Theatre } from './stage/play.ts';
import type { Scenario } from './stage/scenario.ts';

/** A theatre that listens. */
export interface OpenTheatre extends Theatre {
  readonly observed: Map<World, Set<ClientRequirementId>>;
  readonly close: () => Promise<void>;
}

const plain: Omit<MockSetting, 'judge' | 'onEnd'> = {
  world: { seed: null, state: null, rules: [], variant: null, prefer: false },
  limits: { most: 1000, idle: 600_000 },
  journalEntries: 20_000,
  controlToken: null,
};

/**
 * Starts the mock that scenarios are played at, and another origin beside it. It must be closed.
 * @param observer told of every request, for a report
 */
export async function openTheatre(
  observer: Pick<WorldsObserver, 'onEnd'> = { onEnd: () => {} },
): Promise<OpenTheatre> {
  const observed = new Map<World, Set<ClientRequirementId>>();
  const mock = createMockServer({
    ...plain,
    judge: clientJudge(),
    onEnd(world, entry, met) {
      observer.onEnd(world, entry, met);
      const all = observed.get(world) ?? new Set();
      observed.set(world, all);
      for (const one of met) all.add(one);
    },
  });
  const elsewhere = createMockServer({ ...plain, judge: () => null, onEnd: () => {} });
  await Promise.all([mock.listen(0, '127.0.0.1'), elsewhere.listen(0, '127.0.0.1')]);
  return {
    mock,
    elsewhere,
    observed,
    close: async () => void (await Promise.all([mock.close(), elsewhere.close()])),
  };
}

/** Who plays scenarios. */
export interface Players {
  /** Opens a driver. Whoever opened it ends it. */
  readonly open: () => Driver;
  /** The most drivers that play at once; each says itself how many of its kind can. */
  readonly most: number;
  /** Plays no more once it aborts; never, if it is left out. */
  readonly stopped?: AbortSignal;
}

/** One driver, which plays one scenario after the other. */
export const alone = (driver: Driver): Players => ({ open: () => driver, most: 1 });

/**
 * Plays scenarios, several at once where the driver can, and yields them in their order. A control is played once, before
 * the first scenario that rests on it.
 * @param all where the controls of scenarios are found
 */
export async function* playAll(
  chosen: readonly Scenario[],
  players: Players,
  theatre: OpenTheatre,
  all: readonly Scenario[] = chosen,
): AsyncGenerator<Played> {
  const pool = createDriverPool(players);
  players.stopped?.addEventListener('abort', pool.close, { once: true });
  const known = new Map<string, Promise<Played | null>>();
  const perform = (scenario: Scenario): Promise<Played | null> => {
    const before = known.get(scenario.id);
    if (before !== undefined) return before;
    const control = all.find(({ id }) => id === scenario.control);
    const first = control === undefined ? Promise.resolve(null) : perform(control);
    const played = first.then((shown) =>
      shown === null || shown.verdict === 'passed'
        ? playWith(pool, chosen.indexOf(scenario), scenario, theatre)
        : withoutControl(scenario, shown),
    );
    known.set(scenario.id, played);
    // Nobody may be left to hear of it, where whoever asked has enough.
    played.catch(() => {});
    return played;
  };
  try {
    for (const one of chosen.map(perform)) {
      const played = await one;
      if (played !== null) yield played;
    }
  } finally {
    players.stopped?.removeEventListener('abort', pool.close);
    pool.close();
    await Promise.allSettled(known.values());
  }
}

/** @returns null where no more is played */
async function playWith(
  pool: DriverPool,
  place: number,
  scenario: Scenario,
  theatre: OpenTheatre,
): Promise<Played | null> {
  const driver = await pool.take(place);
  if (driver === null) return null;
  let parallel: number | null = null;
  try {
    const played = await play(scenario, driver, theatre);
    theatre.observed.delete(played.world);
    parallel = played.driver?.parallel ?? null;
    return played;
  } finally {
    pool.giveBack(driver, parallel);
  }
}

/** A scenario whose control did not pass says nothing about what it is about. */
const withoutControl = (scenario: Scenario, control: Played): Played => ({
  ...control,
  scenario,
  verdict: control.verdict === 'skipped' ? 'skipped' : 'broken',
  reason:
    control.verdict === 'skipped'
      ? control.reason
      : `its control ${control.scenario.id} did not pass, and it rests on that`,
  mismatches: [],
  met: [],
  entries: [],
});
