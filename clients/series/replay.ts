import type { Mismatch } from '../../harness/judge/verdict.ts';
import type { ClientRequirementId } from '../../harness/document/ids.ts';
import { play } from '../../harness/model/play.ts';
import type { Captured } from '../../harness/run/outcome.ts';
import type { Driver } from '../driver/driver.ts';
import type { OpenTheatre } from '../run.ts';
import { ClientUnmet, Unjudged } from '../stage/stage.ts';
import { createHolder, openSeries, tellEnd } from './playing.ts';
import { steps } from './steps.ts';

/** What became of the steps of a series when they were played again. */
export interface SeriesReplayed {
  readonly verdict: 'passed' | 'failed' | 'broken';
  readonly mismatch: Mismatch<ClientRequirementId> | null;
  /** Why it could not be judged; null otherwise. */
  readonly cause: string | null;
  readonly descriptions: readonly string[];
  readonly observations: readonly string[];
  readonly exchanges: readonly Captured[];
}

/**
 * Plays the steps of a series with a client.
 * @param values steps as a file holds them
 * @throws RangeError for a value that is not a step
 */
export async function replaySeries(
  values: readonly unknown[],
  driver: Driver,
  theatre: OpenTheatre,
): Promise<SeriesReplayed> {
  const read = values.map((value, i) => {
    try {
      return steps.read(value);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new RangeError(`step ${i + 1} is not a step of a series: ${error.message}`);
    }
  });
  const holder = createHolder(theatre);
  try {
    const series = await openSeries(driver, theatre, holder);
    const { descriptions, observations, end } = await play(series.open(), read, tellEnd);
    const exchanges = holder.exchanges();
    const common = { descriptions, observations, exchanges };
    if (end === null) return { verdict: 'passed', mismatch: null, cause: null, ...common };
    if (!(end instanceof ClientUnmet)) {
      const cause = end instanceof Error ? end.message : tellEnd(end);
      return { verdict: 'broken', mismatch: null, cause, ...common };
    }
    const { requirement, what, expected, received } = end;
    const step = exchanges.length === 0 ? null : exchanges.length - 1;
    const mismatch = { requirement, what, expected, received, step };
    return { verdict: 'failed', mismatch, cause: null, ...common };
  } catch (error) {
    if (!(error instanceof Unjudged)) throw error;
    const nothing = { descriptions: [], observations: [], exchanges: [] };
    return { verdict: 'broken', mismatch: null, cause: error.message, ...nothing };
  } finally {
    holder.close();
  }
}
