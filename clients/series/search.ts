import type { ClientRequirementId } from '../../harness/document/ids.ts';
import { searchSeries } from '../../harness/model/search.ts';
import type { Outcome } from '../../harness/run/outcome.ts';
import type { Search, SearchOptions, SearchSummary } from '../../harness/run/search.ts';
import type { Driver } from '../driver/driver.ts';
import { ClientUnmet, Unjudged } from '../stage/stage.ts';
import type { OpenTheatre } from '../run.ts';
import { createHolder, type Holder, openSeries, tellEnd } from './playing.ts';
import type { SeriesProperty } from './property.ts';
import { drawSeries } from './steps.ts';

/** Steps that may be played to shrink a counterexample, and milliseconds: one that hangs takes very long. */
const shrinking = { shrinkingSteps: 1500, shrinkingTime: 60_000 };

/** What a search says about a client, as an outcome of a report. */
export type SeriesOutcome = Outcome<ClientRequirementId>;

/**
 * Searches for series of what users do at which a client violates a requirement.
 * @param all where the controls of properties are found
 */
export async function* searchAll(
  chosen: readonly SeriesProperty[],
  driver: Driver,
  theatre: OpenTheatre,
  options: SearchOptions,
  all: readonly SeriesProperty[] = chosen,
): AsyncGenerator<SeriesOutcome> {
  const done = new Map<string, SeriesOutcome>();
  const perform = async (property: SeriesProperty): Promise<SeriesOutcome> => {
    const known = done.get(property.id);
    if (known !== undefined) return known;
    const control = all.find(({ id }) => id === property.control);
    const before = control === undefined ? null : await perform(control);
    const outcome =
      before === null || before.verdict === 'passed'
        ? await searchOne(property, driver, theatre, options)
        : withoutControl(property, before);
    done.set(property.id, outcome);
    return outcome;
  };
  for (const property of chosen) yield perform(property);
}

async function searchOne(
  property: SeriesProperty,
  driver: Driver,
  theatre: OpenTheatre,
  options: SearchOptions,
): Promise<SeriesOutcome> {
  const holder = createHolder(theatre);
  let searched: SearchSummary | null = null;
  const common = (): ReturnType<typeof commonOf> => commonOf(property, holder, searched);
  try {
    const series = await openSeries(driver, theatre, holder);
    const search: Search = {
      ...options,
      caseId: property.id,
      restart: holder.restart,
      keep: () => ({ exchanges: holder.exchanges() }),
      restore: holder.restore,
      writes: () => new Set(),
      progress: () => {},
      report: (summary) => (searched = summary),
    };
    const found = await searchSeries(search, {
      budget: { runs: property.runs, ...shrinking },
      series: drawSeries(property, series.canDo),
      open: series.open,
      isViolation: (error): error is ClientUnmet => error instanceof ClientUnmet,
      tell: tellEnd,
    });
    if (found !== null) {
      const { violation, counterexample } = found;
      const { requirement, what, expected, received } = violation;
      const exchanges = holder.exchanges();
      const step = exchanges.length === 0 ? null : exchanges.length - 1;
      const mismatch = { requirement, what, expected, received, step, counterexample };
      const requirements = [...new Set([...property.requires, requirement])];
      return {
        ...common(),
        requirements,
        verdict: 'failed',
        mismatches: [mismatch],
        stopped: null,
        exchanges,
      };
    }
    if (series.fails.length === 0) return { ...common(), verdict: 'passed' };
    return { ...common(), verdict: 'broken', cause: causeOf(series.fails), ours: false };
  } catch (error) {
    if (!(error instanceof Unjudged)) throw error;
    return error.kind === 'skipped'
      ? { ...common(), verdict: 'skipped', reason: error.message }
      : { ...common(), verdict: 'broken', cause: error.message, ours: false };
  } finally {
    holder.close();
  }
}

const causeOf = (fails: readonly string[]): string =>
  `its series had to do without what does not work even where nothing is in its way: ${fails.join('; ')}`;

const withoutControl = (property: SeriesProperty, control: SeriesOutcome): SeriesOutcome => {
  const common = commonOf(property, null, null);
  return control.verdict === 'skipped'
    ? { ...common, verdict: 'skipped', reason: control.reason }
    : {
        ...common,
        verdict: 'broken',
        cause: `its control ${control.case} did not pass, and it rests on that`,
        ours: false,
      };
};

const commonOf = (
  { id, title, requires }: SeriesProperty,
  holder: Holder | null,
  searched: SearchSummary | null,
) => ({
  case: id,
  title,
  operation: null,
  requirements: requires,
  asserted: holder?.held() ?? [],
  notApplicable: {},
  readings: {},
  refusals: {},
  ms: 0,
  requests: holder?.requests() ?? 0,
  statuses: {},
  latency: {},
  slowest: null,
  waits: 0,
  retries: 0,
  gateways: 0,
  exchanges: [],
  ...(searched === null ? {} : { searched }),
});
