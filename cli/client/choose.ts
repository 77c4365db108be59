import { didYouMean } from '../../harness/document/nearest.ts';
import type { Scenario } from '../../clients/stage/scenario.ts';
import type { SeriesProperty } from '../../clients/series/property.ts';
import { scenarios } from '../../suites/clients/index.ts';
import { clientSeries } from '../../suites/clients/series/index.ts';
import { UsageError } from '../exit.ts';

/** What is played with a client. */
export interface Chosen {
  readonly scenarios: readonly Scenario[];
  /** Properties, whose series are drawn. */
  readonly series: readonly SeriesProperty[];
}

/** Everything that there is. */
export const everyScenario: Chosen = { scenarios, series: clientSeries };

/**
 * The scenarios and series that patterns name: by their ids, or by a requirement that they are about; all of them without
 * a pattern.
 * @throws UsageError for a pattern that names none
 */
export function chooseScenarios(patterns: readonly string[]): Chosen {
  if (patterns.length === 0) return everyScenario;
  const all = [...scenarios, ...clientSeries];
  const named = patterns.map((pattern) => {
    const matches = matcherOf(pattern);
    const found = all.filter(({ id, requires }) => matches(id) || requires.some(matches));
    if (found.length > 0) return found;
    const words = all.flatMap(({ id, requires }) => [id, ...requires]);
    throw new UsageError(
      `no scenario matches "${pattern}"${didYouMean(pattern, words)}; ids are like clients/get_topic/is-that-of-the-server, and * stands for anything`,
    );
  });
  const chosen = new Set(named.flat().map(({ id }) => id));
  return {
    scenarios: scenarios.filter(({ id }) => chosen.has(id)),
    series: clientSeries.filter(({ id }) => chosen.has(id)),
  };
}

/** A pattern names what it equals, and what begins with it; `*` stands for anything. */
function matcherOf(pattern: string): (text: string) => boolean {
  const parts = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  const whole = new RegExp(`^(?:clients/)?${parts.join('.*')}(?:/.*)?$`, 'i');
  return (text) => whole.test(text);
}
