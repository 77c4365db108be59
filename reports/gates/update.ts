import type { CaseId } from '../../harness/run/case.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import type { Report } from '../report.ts';
import type { Demands } from './demands.ts';
import { covers, decides, type Finding, findingsOf, flaky, touches } from './findings.ts';
import { signatureOf } from './signature.ts';
import { standingsOf } from './standing.ts';
import { unwritten } from './thin.ts';

/** A failure that is to be listed. */
export interface NewFailure {
  readonly requirement: RequirementId;
  readonly signature: string;
  readonly flaky: boolean;
  readonly reason: string;
}

/** What a run makes of a list of known failures. Entries that are not named stay as they are. */
export interface KnownChanges {
  /** Places of entries that pass now. */
  readonly removed: readonly number[];
  /** Signatures of entries that fail in another way alone, by their place. */
  readonly changed: ReadonlyMap<number, string>;
  readonly added: readonly NewFailure[];
  /** What came of each, in words, a line each. */
  readonly told: readonly string[];
}

/**
 * Brings a list of known failures up to what a run found: what passes goes, what fails in another way alone gets its
 * new signature, and what fails at the level and is not listed is added. What the run does not tell of stays.
 */
export function changesOf(
  report: Report,
  { known, today }: Pick<Demands, 'known' | 'today'>,
): KnownChanges {
  const standings = standingsOf(report, { known, today });
  const findings = findingsOf(report.outcomes);
  const removed = standings.flatMap(({ standing }, i) => (standing === 'passing' ? [i] : []));
  const changed = new Map<number, string>();
  const told = removed.map((i) => `removed ${nameOf(known[i])}, which passes now`);
  let listed: readonly { key: RequirementId | CaseId; signature: string | null }[] = known;
  const open = (): readonly Finding[] =>
    findings.filter((finding) => !listed.some((entry) => covers(entry, finding)));
  standings.forEach((entry, i) => {
    const other = open().find((finding) => touches(entry, finding));
    if (entry.standing === 'expired') told.push(`kept ${nameOf(entry)}, which is out of date`);
    if (entry.standing !== 'different' || other === undefined) return;
    const signature = signatureOf(other.mismatch);
    changed.set(i, signature);
    listed = listed.map((one, at) => (at === i ? { ...one, signature } : one));
    told.push(`changed ${nameOf(entry)}: it fails with "${signature}" now; does its reason hold?`);
  });
  const added = newOnes(report, open());
  for (const { requirement, signature } of added) {
    told.push(`added ${nameOf({ key: requirement, signature })}; say why in its reason`);
  }
  return { removed, changed, added, told };
}

/** One for each requirement and way to fail. A script's are first, for one of them may cover what a search found. */
function newOnes(report: Report, open: readonly Finding[]): readonly NewFailure[] {
  const grades = new Map(report.requirements.map(({ id, grade }) => [id, grade]));
  const deciding = open.filter((finding) =>
    decides(finding, grades.get(finding.mismatch.requirement), report.level, []),
  );
  const scripted = deciding.filter(({ mismatch }) => mismatch.counterexample === undefined);
  const searched = deciding.filter(({ mismatch }) => mismatch.counterexample !== undefined);
  const added: NewFailure[] = [];
  for (const finding of [...scripted, ...searched]) {
    const { requirement } = finding.mismatch;
    const same = (entry: NewFailure): boolean =>
      covers({ key: entry.requirement, signature: entry.signature }, finding);
    if (added.some(same)) continue;
    const signature = signatureOf(finding.mismatch);
    const all = deciding.filter((one) => covers({ key: requirement, signature }, one));
    added.push({ requirement, signature, flaky: all.every(flaky), reason: unwritten });
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
