import type { When } from '../rules/document.ts';
import { compileMatcher, type Lookup, type MatchedKey } from '../rules/match.ts';
import { countOf, describeTimes, describeWhen, type Times } from './describe.ts';
import type { Entry } from './journal.ts';
import type { Redaction } from './redaction.ts';
import { lineOf } from './show.ts';

/** Requests that a client should have sent. */
export interface Expectation {
  /** As in rules, without `nth`, `after` and `probability`. */
  readonly when: Omit<When, 'nth' | 'after' | 'probability'>;
  /** At least once if left out. */
  readonly times?: Times;
}

/** What a test expects of the journal. The published form is `verify.schema.json`. */
export interface VerifyDocument {
  readonly expect: readonly Expectation[];
  /** `strict`: the requests came in the order of the expectations. `any` if left out. */
  readonly order?: 'strict' | 'any';
  /** Whether a request that no expectation is about is a problem. */
  readonly nothingElse?: boolean;
}

/** A request that nearly was the expected one, and in which keys it differs. */
export interface NearMiss {
  readonly id: number;
  readonly request: string;
  readonly differs: readonly MatchedKey[];
}

/** An expectation that was not met. */
export interface UnmetExpectation {
  /** Its place in the list, from 0. */
  readonly expectation: number;
  readonly message: string;
  readonly matched: readonly number[];
  readonly nearest: readonly NearMiss[];
}

/** What came of a verification. */
export interface Verification {
  readonly ok: boolean;
  /** Sentences for a person, one for each problem. */
  readonly messages: readonly string[];
  readonly unmet: readonly UnmetExpectation[];
  /** Ids of requests that nothing was expected of, where `nothingElse` was asked for. */
  readonly unexpected: readonly number[];
}

/** How many near misses are told of an expectation. */
const mostNearest = 3;

/**
 * Compares what came with what was expected.
 * @param entries the journal, in the order of arrival
 * @param forgotten how many older requests the journal does not hold any more
 */
export function verify(
  document: VerifyDocument,
  entries: readonly Entry[],
  forgotten: number,
  lookup: Lookup,
  redaction: Pick<Redaction, 'text'>,
): Verification {
  const expectations = document.expect.map((expectation) => ({
    expectation,
    differs: compileMatcher(expectation.when, lookup),
  }));
  const requestOf = (entry: Entry): string => lineOf(entry, redaction);
  const claimed = new Set<number>();
  let from = 0;
  const unmet: UnmetExpectation[] = [];

  expectations.forEach(({ expectation, differs }, index) => {
    const matches = (entry: Entry): boolean => differs(entry.incoming).length === 0;
    const all = entries.filter(matches);
    for (const { id } of all) claimed.add(id);
    const { min, max } = bounds(expectation.times);
    if (document.order === 'strict') {
      const later = entries.slice(from).filter(matches);
      // As many as are needed are used up; what is expected next must come after the last of them.
      const used = later.slice(0, Math.max(min, 1));
      const last = used.at(-1);
      if (later.length >= min && all.length <= max) {
        if (last !== undefined) from = entries.indexOf(last) + 1;
        return;
      }
      const isLate = all.length >= min && all.length <= max;
      unmet.push(
        unmetOf(index, expectation, all, isLate ? 'order' : 'count', entries, differs, requestOf),
      );
      return;
    }
    if (all.length >= min && all.length <= max) return;
    unmet.push(unmetOf(index, expectation, all, 'count', entries, differs, requestOf));
  });

  const unexpected =
    document.nothingElse === true ? entries.filter(({ id }) => !claimed.has(id)) : [];
  const ok = unmet.length === 0 && unexpected.length === 0;
  return {
    ok,
    messages: [
      ...unmet.flatMap(({ message, nearest }) => [message, ...nearest.map(sentenceOfNearMiss)]),
      ...unexpected.map((entry) => `nothing else was expected, and this came: ${requestOf(entry)}`),
      ...(ok || forgotten === 0
        ? []
        : [
            `the journal has forgotten the oldest ${countOf(forgotten, 'request')}, which may be among those expected`,
          ]),
    ],
    unmet,
    unexpected: unexpected.map(({ id }) => id),
  };
}

/** The least and the most times. */
export function bounds(times: Times | undefined): { readonly min: number; readonly max: number } {
  if (times === undefined) return { min: 1, max: Infinity };
  if (typeof times === 'number') return { min: times, max: times };
  return { min: times.min ?? 0, max: times.max ?? Infinity };
}

function unmetOf(
  index: number,
  { when, times }: Expectation,
  matched: readonly Entry[],
  why: 'count' | 'order',
  entries: readonly Entry[],
  differs: ReturnType<typeof compileMatcher>,
  requestOf: (entry: Entry) => string,
): UnmetExpectation {
  const what = describeWhen(when);
  const message =
    why === 'order'
      ? `expected after what was expected before: ${what}; it came only earlier`
      : `expected ${describeTimes(times)}: ${what}; it came ${matched.length === 0 ? 'never' : countOf(matched.length, 'time')}`;
  return {
    expectation: index,
    message,
    matched: matched.map(({ id }) => id),
    nearest: matched.length > bounds(times).max ? [] : nearMisses(entries, differs, requestOf),
  };
}

function nearMisses(
  entries: readonly Entry[],
  differs: ReturnType<typeof compileMatcher>,
  requestOf: (entry: Entry) => string,
): readonly NearMiss[] {
  return entries
    .map((entry) => ({ entry, keys: differs(entry.incoming) }))
    .filter(({ keys }) => keys.length > 0)
    .toSorted((a, b) => a.keys.length - b.keys.length || b.entry.id - a.entry.id)
    .slice(0, mostNearest)
    .map(({ entry, keys }) => ({ id: entry.id, request: requestOf(entry), differs: keys }));
}

const sentenceOfNearMiss = ({ request, differs }: NearMiss): string =>
  `  near: ${request}, which differs in ${differs.join(', ')}`;
