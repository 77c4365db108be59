import type { CaseId } from '../../harness/run/case.ts';
import type { StatementId } from '../../harness/document/statements.ts';
import type { UngatedReport } from '../report.ts';
import {
  type CaseMismatch,
  concerns,
  failsRun,
  isFlaky,
  matches,
  mismatchesOf,
} from './case-mismatches.ts';
import type { Criteria } from './criteria.ts';
import { judgeKnown } from './known.ts';
import { signatureOf } from './signature.ts';
import { reasonToWrite } from './warnings.ts';

/** A failure that is to be listed. */
export interface NewFailure {
  readonly requirement: StatementId;
  readonly signature: string;
  readonly flaky: boolean;
  readonly reason: string;
}

/** How a run changes a list of known failures. Entries that are not named stay as they are. */
export interface KnownChanges {
  /** Indexes of entries that pass now. */
  readonly removed: readonly number[];
  /** New signatures of entries that fail, but only in another way, by their index. */
  readonly changed: ReadonlyMap<number, string>;
  readonly added: readonly NewFailure[];
  /** Each change in words, one line each. */
  readonly lines: readonly string[];
}

/**
 * Updates a list of known failures from a run: an entry that passes is removed, an entry that fails only in another
 * way gets its new signature, and an unlisted failure at the level is added. Entries that the run did not judge stay.
 */
export function changesOf(
  report: UngatedReport,
  { known, today }: Pick<Criteria, 'known' | 'today'>,
): KnownChanges {
  const judged = judgeKnown(report, { known, today });
  const all = mismatchesOf(report.outcomes);
  const removed = judged.flatMap(({ status }, i) => (status === 'passing' ? [i] : []));
  const changed = new Map<number, string>();
  const lines = removed.map((i) => `removed ${nameOf(known[i])}, which passes now`);
  let listed: readonly { key: StatementId | CaseId; signature: string | null }[] = known;
  const unlisted = (): readonly CaseMismatch[] =>
    all.filter((found) => !listed.some((entry) => matches(entry, found)));
  judged.forEach((entry, i) => {
    const other = unlisted().find((found) => concerns(entry, found));
    if (entry.status === 'expired') lines.push(`kept ${nameOf(entry)}, which has expired`);
    if (entry.status !== 'different' || other === undefined) return;
    const signature = signatureOf(other.mismatch);
    changed.set(i, signature);
    listed = listed.map((one, at) => (at === i ? { ...one, signature } : one));
    lines.push(
      `changed ${nameOf(entry)}: it now fails with "${signature}"; check that its reason still holds`,
    );
  });
  const added = newFailures(report, unlisted());
  for (const { requirement, signature } of added) {
    lines.push(`added ${nameOf({ key: requirement, signature })}; write its reason`);
  }
  return { removed, changed, added, lines };
}

/**
 * One entry for each requirement and way to fail. Mismatches of scripted cases come first, because the signature of
 * one of them may also match what a search found.
 */
function newFailures(
  report: UngatedReport,
  unlisted: readonly CaseMismatch[],
): readonly NewFailure[] {
  const grades = new Map(report.requirements.map(({ id, grade }) => [id, grade]));
  const failing = unlisted.filter((found) =>
    failsRun(found, grades.get(found.mismatch.requirement), report.level, []),
  );
  const isScripted = ({ mismatch }: CaseMismatch): boolean => mismatch.counterexample === undefined;
  const added: NewFailure[] = [];
  for (const found of failing.toSorted((a, b) => Number(isScripted(b)) - Number(isScripted(a)))) {
    const { requirement } = found.mismatch;
    const isListed = (entry: NewFailure): boolean =>
      matches({ key: entry.requirement, signature: entry.signature }, found);
    if (added.some(isListed)) continue;
    const signature = signatureOf(found.mismatch);
    const same = failing.filter((one) => matches({ key: requirement, signature }, one));
    added.push({ requirement, signature, flaky: same.every(isFlaky), reason: reasonToWrite });
  }
  return added.toSorted((a, b) =>
    a.requirement < b.requirement ? -1 : Number(a.requirement > b.requirement),
  );
}

function nameOf(
  entry: { readonly key: string; readonly signature: string | null } | undefined,
): string {
  if (entry === undefined) return '';
  return entry.signature === null ? entry.key : `${entry.key} (${entry.signature})`;
}
