import type { Case } from '../harness/run/case.ts';
import { didYouMean } from '../harness/document/nearest.ts';
import { matcherOf, SelectError } from '../harness/run/select.ts';
import type { CorrectServer } from './catalogue.ts';
import type { FaultEntry } from './matrix.ts';

/**
 * The cases that claim what a fault violates, likeliest first: scripts before properties, then those that judge
 * its main requirement, then those that share words with it.
 */
export function claimants(fault: FaultEntry, cases: readonly Case[]): readonly Case[] {
  const words = wordsOf(`${fault.id} ${fault.summary}`);
  return cases
    .map((testCase) => ({ testCase, index: firstShared(fault.violates, testCase.requires) }))
    .filter(({ index }) => index !== null)
    .map(({ testCase, index }) => ({
      testCase,
      rank: [
        isProperty(testCase) ? 1 : 0,
        index ?? 0,
        -common(words, wordsOf(`${testCase.id} ${testCase.title}`)),
      ],
    }))
    .toSorted((a, b) => byRank(a.rank, b.rank))
    .map(({ testCase }) => testCase);
}

/**
 * The faults that a case may detect by what it claims, likeliest first. Those that violate a requirement of the case
 * come before those that only have one as a consequence.
 */
export function candidates(testCase: Case, faults: readonly FaultEntry[]): readonly FaultEntry[] {
  const words = wordsOf(`${testCase.id} ${testCase.title}`);
  return faults
    .map((fault) => ({
      fault,
      violates: violatesClaimOf(testCase, fault),
      follows: firstShared(testCase.requires, fault.consequences) !== null,
    }))
    .filter(({ violates, follows }) => violates || follows)
    .map(({ fault, violates }) => ({
      fault,
      rank: [violates ? 0 : 1, -common(words, wordsOf(`${fault.id} ${fault.summary}`))],
    }))
    .toSorted((a, b) => byRank(a.rank, b.rank))
    .map(({ fault }) => fault);
}

/** Whether a fault violates a requirement that the case claims. */
export const violatesClaimOf = ({ requires }: Case, { violates }: FaultEntry): boolean =>
  firstShared(requires, violates) !== null;

/** A property generates its steps; it takes longer than a script, most of all when it finds nothing. */
export const isProperty = (testCase: Case): boolean => testCase.replay !== undefined;

/** What patterns chose of the catalogue. */
export interface Chosen {
  readonly faults: readonly FaultEntry[];
  readonly correct: readonly CorrectServer[];
}

/**
 * The servers that at least one pattern matches; all of them without a pattern. A pattern is the id of a fault,
 * of a requirement that faults violate, or of a correct server, in which `*` stands for anything.
 * @throws SelectError for a pattern that matches nothing
 */
export function chooseServers(
  patterns: readonly string[],
  faults: readonly FaultEntry[],
  correct: readonly CorrectServer[],
): Chosen {
  if (patterns.length === 0) return { faults, correct };
  const names = [
    ...faults.flatMap(({ id, violates }) => [id, ...violates]),
    ...correct.map(({ id }) => id),
  ];
  const matches = matcherOfAny(patterns, names, 'fault, requirement or correct server');
  return {
    faults: faults.filter(({ id, violates }) => matches(id, ...violates)),
    correct: correct.filter(({ id }) => matches(id)),
  };
}

/** The cases whose id at least one pattern matches. @throws SelectError for a pattern that matches nothing */
export function chooseCases(patterns: readonly string[], cases: readonly Case[]): readonly Case[] {
  const ids = cases.map(({ id }) => id);
  const matches = matcherOfAny(patterns, ids, 'case id');
  return cases.filter(({ id }) => matches(id));
}

function matcherOfAny(
  patterns: readonly string[],
  names: readonly string[],
  what: string,
): (...names: readonly string[]) => boolean {
  const matchers = patterns.map((pattern) => {
    const matches = matcherOf(pattern);
    if (names.some(matches)) return matches;
    throw new SelectError(`"${pattern}" does not match a ${what}${didYouMean(pattern, names)}`);
  });
  return (...some) => matchers.some((matches) => some.some(matches));
}

/** The index of the first of `ids` that `others` have too; null where there is none. */
function firstShared(ids: readonly string[], others: readonly string[]): number | null {
  const index = ids.findIndex((one) => others.includes(one));
  return index === -1 ? null : index;
}

const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(text.toLowerCase().match(/[a-z0-9]{3,}/g));

const common = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  [...a].filter((word) => b.has(word)).length;

function byRank(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, i) => value !== b[i]);
  return (a[index] ?? 0) - (b[index] ?? 0);
}
