import type { Case } from '../harness/run/case.ts';
import { didYouMean } from '../harness/run/nearest.ts';
import { matcherOf, SelectError } from '../harness/run/select.ts';
import type { RightServer } from './catalogue.ts';
import type { FaultRow } from './matrix.ts';

/**
 * The cases that claim what a fault violates, likeliest first: scripts before searches, then those that judge
 * its main requirement, then those that speak of the same things.
 */
export function claimants(fault: FaultRow, cases: readonly Case[]): readonly Case[] {
  const about = wordsOf(`${fault.id} ${fault.summary}`);
  return cases
    .map((testCase) => ({ testCase, place: placeOf(fault.violates, testCase.requires) }))
    .filter(({ place }) => place !== null)
    .map(({ testCase, place }) => ({
      testCase,
      rank: [
        isSearch(testCase) ? 1 : 0,
        place ?? 0,
        -shared(about, wordsOf(`${testCase.id} ${testCase.title}`)),
      ],
    }))
    .toSorted((a, b) => byRank(a.rank, b.rank))
    .map(({ testCase }) => testCase);
}

/** The faults that a case may catch by what it claims, likeliest first. */
export function candidates(testCase: Case, faults: readonly FaultRow[]): readonly FaultRow[] {
  const about = wordsOf(`${testCase.id} ${testCase.title}`);
  return faults
    .map((fault) => ({
      fault,
      own: placeOf(testCase.requires, fault.violates),
      late: placeOf(testCase.requires, fault.follows),
    }))
    .filter(({ own, late }) => own !== null || late !== null)
    .map(({ fault, own }) => ({
      fault,
      rank: [own === null ? 1 : 0, -shared(about, wordsOf(`${fault.id} ${fault.summary}`))],
    }))
    .toSorted((a, b) => byRank(a.rank, b.rank))
    .map(({ fault }) => fault);
}

/** A search draws its steps; it takes longer than a script, most of all when it finds nothing. */
export const isSearch = (testCase: Case): boolean => testCase.replay !== undefined;

/** What patterns chose of the catalogue. */
export interface Chosen {
  readonly faults: readonly FaultRow[];
  readonly right: readonly RightServer[];
}

/**
 * The servers that at least one pattern matches; all of them without a pattern. A pattern is the id of a fault,
 * of a requirement that faults violate, or of a right server, in which `*` stands for anything.
 * @throws SelectError for a pattern that matches nothing
 */
export function choose(
  patterns: readonly string[],
  faults: readonly FaultRow[],
  right: readonly RightServer[],
): Chosen {
  if (patterns.length === 0) return { faults, right };
  const matchers = patterns.map((pattern) => {
    const matches = matcherOf(pattern);
    const names = [
      ...faults.flatMap(({ id, violates }) => [id, ...violates]),
      ...right.map(({ id }) => id),
    ];
    if (!names.some(matches)) {
      const hint = didYouMean(pattern, names);
      throw new SelectError(`"${pattern}" matches no fault, requirement or right server${hint}`);
    }
    return matches;
  });
  const some = (...names: readonly string[]): boolean =>
    matchers.some((matches) => names.some(matches));
  return {
    faults: faults.filter(({ id, violates }) => some(id, ...violates)),
    right: right.filter(({ id }) => some(id)),
  };
}

/** Where the first of `row` stands that `others` have too; null where there is none. */
function placeOf(row: readonly string[], others: readonly string[]): number | null {
  const place = row.findIndex((one) => others.includes(one));
  return place === -1 ? null : place;
}

const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(text.toLowerCase().match(/[a-z0-9]{3,}/g));

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  [...a].filter((word) => b.has(word)).length;

function byRank(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((value, i) => value !== b[i]);
  return (a[place] ?? 0) - (b[place] ?? 0);
}
