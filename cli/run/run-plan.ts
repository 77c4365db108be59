import type { Report } from '../../reports/report.ts';
import { UsageError } from '../exit.ts';
import type { KnownNames } from '../gates/known-list.ts';
import type { ExpectedRequests } from '../progress/time-left.ts';
import { cases } from '../../suites/index.ts';
import type { Case } from '../../harness/run/case.ts';
import { plan, type Plan } from '../../harness/run/plan.ts';
import { broadestFirst, quickSelection } from '../../harness/run/quick.ts';
import type { Effort, SearchOptions } from '../../harness/run/search.ts';
import { select } from '../../harness/run/select.ts';
import { part, type Shard } from '../../harness/run/shard.ts';
import { readData } from '../../selftest/data.ts';
import {
  estimateRequests,
  measuredBy,
  type Measurements,
  parseMeasurements,
} from '../../selftest/measurements.ts';
import { troubledIn } from './watch.ts';
import { loadSpec, type Spec } from '../../harness/document/load.ts';
import type { Profile } from '../../harness/document/profile.ts';

/** What a run is about: the register, the suite, and the cases that were selected. */
export interface RunPlan {
  readonly spec: Spec;
  readonly plan: Plan;
  readonly selected: readonly Case[];
  /** The part of them that this is; null for all that the patterns match. */
  readonly shard: Shard | null;
}

/** The cases of a plan that failed or broke in a report. @throws UsageError where none did */
export function failedAmong(whole: RunPlan, report: Report, path: string): RunPlan {
  const ids = troubledIn(report);
  const selected = whole.selected.filter(({ id }) => ids.has(id));
  if (selected.length > 0) return { ...whole, selected };
  throw new UsageError(
    ids.size === 0
      ? `no case failed or broke in ${path}; run without --failed`
      : `none of the cases that failed or broke in ${path} is selected; see --only and --shard`,
  );
}

/** About how many requests the selected cases will send, each and together. */
export function expectedRequests(
  { selected }: RunPlan,
  search: Pick<SearchOptions, 'runs' | 'effort'>,
): ExpectedRequests {
  const measured = measurements();
  const each = new Map(selected.map((one) => [one.id, estimateRequests([one], search, measured)]));
  return {
    requests: [...each.values()].reduce((a, b) => a + b, 0),
    requestsOf: (id) => each.get(id) ?? 0,
  };
}

/** The selected cases in the order in which they are run. */
export const orderOf = ({ selected, spec }: RunPlan): readonly Case[] =>
  broadestFirst(selected, spec.register, measuredBy(measurements()));

const measurements = (): Measurements => parseMeasurements(readData('measurements.json'));

function quickAmong(matching: readonly Case[], { register }: Spec): readonly Case[] {
  const selected = quickSelection(matching, register, measuredBy(measurements()));
  if (selected.length > 0) return selected;
  throw new UsageError(
    'none of the selected cases is in a quick run, which judges documented requirements without properties; run without --effort quick',
  );
}

/** What a known failure may be listed by. */
export const namesIn = ({ spec, plan: { cases: all } }: RunPlan): KnownNames => ({
  requirements: [...spec.register.keys()],
  cases: all.map(({ id }) => id),
});

/**
 * Loads register, profile and suite, checks every claim, and selects. With little effort it selects among what the
 * patterns match.
 * @throws PlanError, SelectError, RegisterError, ProfileError; UsageError where a quick run would be empty
 */
export function loadRunPlan(
  only: readonly string[] = [],
  shard: Shard | null = null,
  profile: Profile['name'] = 'none',
  effort: Effort = 'default',
): RunPlan {
  const spec = loadSpec(profile);
  const whole = plan(cases, spec.register);
  const matching = select(whole.cases, only, spec.register);
  const all = effort === 'quick' ? quickAmong(matching, spec) : matching;
  return { spec, plan: whole, selected: shard === null ? all : part(all, shard), shard };
}
