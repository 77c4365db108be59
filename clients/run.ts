import type { ClientRequirementId } from '../harness/document/ids.ts';
import { clientJudge } from '../mock/client-judge.ts';
import { createMockServer, type MockSetting } from '../mock/server.ts';
import type { World } from '../mock/worlds/world.ts';
import type { Driver } from './driver/driver.ts';
import type { WorldsObserver } from '../mock/verdict/observe.ts';
import { play, type Played, type Theatre } from './stage/play.ts';
import type { Scenario } from './stage/scenario.ts';

/** A theatre that listens. */
export interface OpenTheatre extends Theatre {
  readonly observed: Map<World, Set<ClientRequirementId>>;
  readonly close: () => Promise<void>;
}

const plain: Omit<MockSetting, 'judge' | 'onEnd'> = {
  world: { seed: null, state: null, rules: [], variant: null, prefer: false },
  limits: { most: 100, idle: 60_000 },
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

/** Plays scenarios one after the other with one driver. @param all where the controls of scenarios are found */
export async function* playAll(
  chosen: readonly Scenario[],
  driver: Driver,
  theatre: OpenTheatre,
  all: readonly Scenario[] = chosen,
): AsyncGenerator<Played> {
  const done = new Map<string, Played>();
  const perform = async (scenario: Scenario): Promise<Played> => {
    const known = done.get(scenario.id);
    if (known !== undefined) return known;
    const control = all.find(({ id }) => id === scenario.control);
    const before = control === undefined ? null : await perform(control);
    const played =
      before === null || before.verdict === 'passed'
        ? await play(scenario, driver, theatre)
        : withoutControl(scenario, before);
    theatre.observed.delete(played.world);
    done.set(scenario.id, played);
    return played;
  };
  for (const scenario of chosen) yield perform(scenario);
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
