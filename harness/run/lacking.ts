import type { Conform } from '../judge/conform.ts';
import { Broken, Interrupted, Skipped, Unmet } from '../judge/verdict.ts';
import type { CaseContext, Recorded } from '../world/create-user.ts';
import type { Lack } from '../world/target.ts';
import type { Case } from './case.ts';
import { groupOf } from './select.ts';

/** Of what a target is declared to lack, that which a case is about or needs; undefined for nothing. */
export const lackOf = (testCase: Case, lacks: readonly Lack[]): Lack | undefined =>
  lacks.find(
    (lack) => lack === groupOf(testCase) || testCase.needs?.some((need) => need === lack) === true,
  );

/**
 * What a scripted case ended with, or a skip where it failed at a request to an operation that the target is declared
 * to lack. Properties find out by themselves what a target offers.
 */
export function withoutLacking(
  end: unknown,
  testCase: Case,
  { recorded, target }: Pick<CaseContext, 'recorded' | 'target'>,
): unknown {
  if (testCase.replay !== undefined || target.lacks.length === 0) return end;
  const lackIn = (row: Recorded | null | undefined): Lack | undefined =>
    target.lacks.find((lack) => lack === row?.operation);
  const found = suspects(end, recorded).map(lackIn).find(Boolean);
  return found === undefined ? end : new Skipped(`the target is declared to lack ${found}`);
}

/** The exchanges at which a case may have failed: of a mismatch between several answers, all of them. */
function suspects(
  end: unknown,
  recorded: readonly (Recorded | null)[],
): readonly (Recorded | null | undefined)[] {
  if (end instanceof Unmet) {
    const { step } = end.mismatch;
    return step === null ? recorded : [recorded[step]];
  }
  return end instanceof Broken && !(end instanceof Interrupted) ? [recorded.at(-1)] : [];
}

/** Looks for passive findings in the answers of those operations alone that the target is not declared to lack. */
export const conformWithout =
  (conform: Conform, lacks: readonly Lack[]): Conform =>
  (facts) =>
    lacks.some((lack) => lack === facts.operation?.nickname) ? [] : conform(facts);
