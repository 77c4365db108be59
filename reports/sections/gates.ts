import {
  type Block,
  heading,
  type Line,
  paragraph,
  row,
  rows,
  stack,
  toned,
} from '../document/document.ts';
import { isKnown } from '../gates/case-mismatches.ts';
import { count, plain } from '../plain.ts';
import { gradeOrder, type JudgedKnownFailure, type Report, type ReportOutcome } from '../report.ts';

/** What the gates add below the verdict: known failures, criteria that are not met, and warnings. */
export function gateBlocks({ gates }: Report): readonly Block[] {
  const { known, unmet, warnings } = gates;
  return [
    ...(known.length === 0 ? [] : [paragraph(`known failures: ${tallyOf(known)}`)]),
    ...known.flatMap((entry) => noteOn(entry).map((line) => stack([paragraph(line)], 2))),
    rows(
      [
        ...unmet.map((text) => row('not met:', toned('unsure', plain(text)))),
        ...warnings.map((text) => row('warning:', toned('unsure', plain(text)))),
      ],
      10,
    ),
  ];
}

/** What each status of a known failure says, of one and of several. */
const sentences: readonly (readonly [JudgedKnownFailure['status'], string, string])[] = [
  ['failing', 'fails as listed', 'fail as listed'],
  ['passing', 'passes now', 'pass now'],
  ['different', 'fails in another way', 'fail in another way'],
  ['expired', 'fails and has expired', 'fail and have expired'],
  ['not-seen', 'is flaky and did not fail', 'are flaky and did not fail'],
  ['unjudged', 'was not judged', 'were not judged'],
];

const tallyOf = (known: readonly JudgedKnownFailure[]): string =>
  sentences
    .map(([status, one, many]) => {
      const n = known.filter((entry) => entry.status === status).length;
      return n === 0 ? null : `${n} ${n === 1 ? one : many}`;
    })
    .filter((text) => text !== null)
    .join(', ');

/** A known failure that needs attention. */
function noteOn(entry: JudgedKnownFailure): readonly Line[] {
  const { status, expires, reason } = entry;
  switch (status) {
    case 'passing':
      return [toned('bad', plain(`passes now: ${nameOf(entry)}: ${reason}`))];
    case 'different':
      return [plain(`fails in another way: ${nameOf(entry)}: ${reason}`)];
    case 'expired':
      return [plain(`expired on ${expires ?? ''}: ${nameOf(entry)}: ${reason}`)];
    case 'failing':
    case 'not-seen':
    case 'unjudged':
      return [];
  }
}

const nameOf = ({ key, signature }: JudgedKnownFailure): string =>
  signature === null ? key : `${key} (${signature})`;

/** The end of a verdict of violations: how many of them are known; '' if none is. */
export function knownPart(report: Report): string {
  const lightest = gradeOrder.indexOf(report.level);
  const all = report.requirements.filter(
    ({ status, grade }) => status === 'violated' && gradeOrder.indexOf(grade) <= lightest,
  );
  const open = new Set(report.gates.violated);
  const known = all.filter(({ id }) => !open.has(id)).length;
  return known === 0 ? '' : ` (${known} of ${all.length} known)`;
}

/** The report without the failures that fail as listed, so that only new failures are shown at length. */
export function withoutKnown(report: Report): Report {
  return {
    ...report,
    outcomes: report.outcomes.flatMap((outcome) => withNewMismatches(outcome, report)),
  };
}

function withNewMismatches(outcome: ReportOutcome, { gates }: Report): readonly ReportOutcome[] {
  if (outcome.verdict !== 'failed') return [outcome];
  const known = gates.known.filter(({ status }) => status === 'failing');
  const criteria = { known, failOn: gates.failOn, today: '' };
  const [first, ...more] = outcome.mismatches.filter(
    (mismatch) => !isKnown({ case: outcome.case, mismatch }, criteria),
  );
  return first === undefined ? [] : [{ ...outcome, mismatches: [first, ...more] }];
}

/** The known failures, one line each. */
export function knownBlocks({ gates }: Report): readonly Block[] {
  const failing = gates.known.filter(({ status }) => status === 'failing');
  if (failing.length === 0) return [];
  const lines = failing.map((entry) => {
    const link = entry.link === null ? '' : ` ${entry.link}`;
    const text = `${nameOf(entry)}, ${count(entry.cases.length, 'case')}: ${entry.reason}${link}`;
    return stack([paragraph(plain(text, 400))], 2);
  });
  return [stack([heading(3, 'known failures'), ...lines])];
}
