import type { Case, CaseId } from '../harness/run/case.ts';
import type { Measured } from '../harness/run/quick.ts';
import { type SearchOptions, searchFactors } from '../harness/run/search.ts';
import { isRequirementId } from '../harness/document/ids.ts';
import { isArray, isObject } from '../harness/document/json.ts';

/** What a default run against the reference server was seen to do: measurements.json. */
export interface Measurements {
  /** By case: how many requests it sends. */
  readonly requests: Readonly<Record<string, number>>;
  /** By documented error: the cases that cause it. */
  readonly errors: Readonly<Record<string, readonly string[]>>;
}

/** Reads measurements.json. @throws RangeError */
export function parseMeasurements(json: unknown): Measurements {
  const { requests, errors } = isObject(json) ? json : {};
  if (!isObject(requests) || !isObject(errors))
    throw wrong('needs an object "requests" and an object "errors"');
  return {
    requests: Object.fromEntries(
      Object.entries(requests).map(([id, n]) => {
        if (typeof n === 'number' && Number.isInteger(n) && n >= 0) return [id, n];
        throw wrong(`${id} does not have a number of requests`);
      }),
    ),
    errors: Object.fromEntries(
      Object.entries(errors).map(([id, cases]) => {
        if (isRequirementId(id) && isArray(cases)) return [id, cases.map(String)];
        throw wrong(`${id} is not a requirement with a list of cases`);
      }),
    ),
  };
}

const wrong = (what: string): RangeError => new RangeError(`selftest/measurements.json: ${what}`);

/** What a case is taken to send that was not measured: about as much as most. */
const unmeasured = 12;

/** The measurements as a choice of cases needs them. */
export const measuredBy = ({ requests, errors }: Measurements): Measured => ({
  requestsOf: (id: CaseId) => requests[id] ?? unmeasured,
  causes: (id, error) => errors[error]?.includes(id) === true,
});

/** About how many requests cases will send; properties in proportion to their runs. */
export function estimateRequests(
  cases: readonly Case[],
  { runs, effort = 'default' }: Pick<SearchOptions, 'runs' | 'effort'>,
  measurements: Measurements,
): number {
  const { requestsOf } = measuredBy(measurements);
  const sum = cases
    .map(({ id, runs: usual }) => {
      if (usual === undefined) return requestsOf(id);
      return requestsOf(id) * (runs === null ? searchFactors[effort] : runs / usual);
    })
    .reduce((a, b) => a + b, 0);
  return Math.round(sum);
}
