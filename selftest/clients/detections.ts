import type { Scenario } from '../../clients/stage/scenario.ts';
import { isArray, isObject, stringAt } from '../../harness/document/json.ts';
import type { ClientDetection, ClientEntry, ClientResult } from './matrix.ts';

/** The record as text: one line for each detection, so that a diff shows what changed. */
export const detectionsJson = (detections: readonly ClientDetection[]): string =>
  `[\n${detections.map((one) => `  ${JSON.stringify(one)}`).join(',\n')}\n]\n`;

/** Reads the record, without what names a client or a scenario that is gone. */
export function parseDetections(
  json: unknown,
  clients: readonly ClientEntry[],
  scenarios: readonly Scenario[],
): readonly ClientDetection[] {
  if (!isArray(json)) return [];
  return json.filter(isObject).flatMap((line) => {
    const client = clients.find(({ id }) => id === stringAt(line, 'client'));
    const scenario = scenarios.find(({ id }) => id === stringAt(line, 'scenario'));
    const requirement = client?.violates.find((id) => id === stringAt(line, 'requirement'));
    if (client === undefined || scenario === undefined || requirement === undefined) return [];
    return [
      { client: client.id, scenario: scenario.id, requirement, what: stringAt(line, 'what') },
    ];
  });
}

/**
 * The record after a run. A line that still holds stays. Each client has a line for each requirement that it violates, and
 * each scenario that detects anything has one.
 */
export function mergeDetections(
  before: readonly ClientDetection[],
  results: readonly ClientResult[],
  scenarios: readonly Scenario[],
): readonly ClientDetection[] {
  const played = new Set(results.map(({ client }) => client.id));
  const found = results.flatMap(({ client, failures }) =>
    failures
      .filter(({ requirement }) => client.violates.includes(requirement))
      .map((failure): ClientDetection => ({ client: client.id, ...failure })),
  );
  const holds = (line: ClientDetection): boolean =>
    !played.has(line.client) || found.some((one) => keyOf(one) === keyOf(line));
  const kept = new Map(before.filter(holds).map((line) => [keyOf(line), line]));
  const add = (line: ClientDetection | undefined): void => {
    if (line !== undefined) kept.set(keyOf(line), line);
  };
  const slow = new Set(scenarios.filter((one) => one.slow === true).map(({ id }) => id));
  const quickFirst = [...found].toSorted((a, b) => rank(a, slow) - rank(b, slow));
  for (const { client } of results) {
    for (const requirement of client.violates) {
      const shows = (one: ClientDetection): boolean =>
        one.client === client.id && one.requirement === requirement;
      if (![...kept.values()].some(shows)) add(quickFirst.find(shows));
    }
  }
  // A client that few scenarios detect says more about one than a client that nearly all do.
  const times = new Map<string, number>();
  for (const { client } of found) times.set(client, (times.get(client) ?? 0) + 1);
  const often = ({ client }: ClientDetection): number => times.get(client) ?? 0;
  const rareFirst = [...found].toSorted((a, b) => often(a) - often(b));
  for (const { id } of scenarios) {
    const shows = ({ scenario }: ClientDetection): boolean => scenario === id;
    if (![...kept.values()].some(shows)) add(rareFirst.find(shows));
  }
  const place = new Map(scenarios.map(({ id }, at) => [id, at]));
  return [...kept.values()].toSorted(
    (a, b) =>
      (place.get(a.scenario) ?? 0) - (place.get(b.scenario) ?? 0) ||
      a.client.localeCompare(b.client) ||
      a.requirement.localeCompare(b.requirement),
  );
}

const rank = ({ scenario }: ClientDetection, slow: ReadonlySet<string>): number =>
  slow.has(scenario) ? 1 : 0;

const keyOf = ({ client, scenario, requirement }: ClientDetection): string =>
  `${client} ${scenario} ${requirement}`;
