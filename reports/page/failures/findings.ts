import type { CaseId } from '../../../harness/run/case.ts';
import type { Grade } from '../../../harness/document/requirements.ts';
import { type BrokenCause, brokenCauses, type Cause, causeKey, causes } from '../../causes.ts';
import {
  gradeOrder,
  type JudgedKnownFailure,
  type Report,
  type ReportOutcome,
} from '../../report.ts';

/** The kinds of findings, the most serious first. */
export const kinds = ['violated', 'deviating', 'broken', 'known', 'skipped'] as const;

export type Kind = (typeof kinds)[number];

/** A violation, or a reason why cases were not judged: once, however many cases show it. */
export interface Finding {
  readonly key: string;
  readonly kind: Kind;
  /** Null where it is not about a requirement. */
  readonly grade: Grade | null;
  /** The case to read first; null where no case of this run shows it. */
  readonly case: CaseId | null;
  /** The other cases that show it. */
  readonly others: readonly CaseId[];
  readonly about: About;
  /** Its entries in the list of known failures. */
  readonly known: readonly JudgedKnownFailure[];
}

type About =
  | { readonly what: 'cause'; readonly cause: Cause }
  | { readonly what: 'broken'; readonly broken: BrokenCause }
  | { readonly what: 'skipped'; readonly reason: string }
  | { readonly what: 'listed'; readonly standing: JudgedKnownFailure };

/** The first part of a case's id: its operation, or the property or convention it is about. */
export const groupOf = (id: CaseId): string => id.slice(0, id.indexOf('/'));

/** All findings of a report, the most serious first. */
export function findings(report: Report): readonly Finding[] {
  const found = [
    ...causes(report).map((cause) => ofCause(cause, report)),
    ...brokenCauses(report).flatMap(ofBroken),
    ...report.gates.known.filter(({ cases }) => cases.length === 0).map(ofListed(report)),
    ...skippedByReason(report),
  ];
  return kinds.flatMap((kind) => found.filter((one) => one.kind === kind));
}

function ofCause(cause: Cause, { gates, level }: Report): Finding {
  const { requirement, mismatch, outcome, others } = cause;
  const cases = [outcome.case, ...others];
  const known = gates.known.filter(
    ({ key, cases: listed }) =>
      (key === requirement.id || cases.some((id) => id === key)) &&
      cases.some((id) => listed.includes(id)),
  );
  const excused = cases.every((id) => gates.expectedFailures.includes(id));
  const counts = gradeOrder.indexOf(requirement.grade) <= gradeOrder.indexOf(level);
  return {
    key: causeKey(mismatch),
    kind: excused ? 'known' : counts ? 'violated' : 'deviating',
    grade: requirement.grade,
    case: outcome.case,
    others,
    about: { what: 'cause', cause },
    known,
  };
}

function ofBroken(broken: BrokenCause): readonly Finding[] {
  const [first, ...others] = broken.cases;
  if (first === undefined) return [];
  return [
    {
      key: `broken ${first.case}`,
      kind: 'broken',
      grade: null,
      case: first.case,
      others: others.map((outcome) => outcome.case),
      about: { what: 'broken', broken },
      known: [],
    },
  ];
}

/** A known failure that does not fail in this run. */
const ofListed =
  ({ requirements }: Report) =>
  (standing: JudgedKnownFailure): Finding => ({
    key: `known ${standing.key}`,
    kind: 'known',
    grade: requirements.find(({ id }) => id === standing.key)?.grade ?? null,
    case: null,
    others: [],
    about: { what: 'listed', standing },
    known: [standing],
  });

function skippedByReason({ outcomes }: Report): readonly Finding[] {
  const reasons = new Map<string, CaseId[]>();
  for (const outcome of outcomes) {
    if (outcome.verdict !== 'skipped') continue;
    reasons.set(outcome.reason, [...(reasons.get(outcome.reason) ?? []), outcome.case]);
  }
  return [...reasons].map(([reason, [first, ...others]]) => ({
    key: `skipped ${reason}`,
    kind: 'skipped',
    grade: null,
    case: first ?? null,
    others,
    about: { what: 'skipped', reason },
    known: [],
  }));
}

const remembered = new WeakMap<Report, readonly Finding[]>();

/** The same, computed once for each report. */
export function findingsOf(report: Report): readonly Finding[] {
  const known = remembered.get(report) ?? findings(report);
  remembered.set(report, known);
  return known;
}

/** The cases of a finding. */
export const casesOf = ({ case: first, others }: Finding): readonly CaseId[] =>
  first === null ? others : [first, ...others];

/** The findings that a case shows. */
export const findingsIn = (
  all: readonly Finding[],
  { case: id }: Pick<ReportOutcome, 'case'>,
): readonly Finding[] => all.filter((one) => casesOf(one).includes(id));
