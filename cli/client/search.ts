import { randomInt } from 'node:crypto';
import type { SearchOptions } from '../../harness/run/search.ts';
import { UsageError } from '../exit.ts';
import type { Given } from '../options/parse.ts';

/** How far the series of a run search. @throws UsageError for limits of what is not searched */
export function searchOf({
  effort,
  seed,
  runs,
  time,
}: Pick<Given<'client'>['values'], 'effort' | 'seed' | 'runs' | 'time'>): SearchOptions {
  if (effort === 'quick' && (runs !== null || time !== null)) {
    throw new UsageError(
      `--effort quick plays no series, so that ${runs === null ? '--time' : '--runs'} has no effect; leave one of the two out`,
    );
  }
  return { effort, seed: seed ?? randomInt(2 ** 32), runs, milliseconds: time };
}
