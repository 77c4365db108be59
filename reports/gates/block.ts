import type { Paint } from '../paint.ts';
import { count, labelled, plain } from '../plain.ts';
import { gradeOrder, type JudgedKnownFailure, type Report, type ReportOutcome } from '../report.ts';
import { isKnown } from './case-mismatches.ts';

/** What the gates say below the verdict: known failures, what was demanded and is not met, and warnings. */
export function gateLines({ gates }: Report, paint: Paint): readonly string[] {
  const { known, unmet, warnings } = gates;
  return [
    ...(known.length === 0 ? [] : [labelled('', `known failures: ${tallyOf(known)}`, 0, '')]),
    ...known.flatMap((entry) => attention(entry, paint)),
    ...unmet.map((text) => paint('unsure', labelled('not met:', plain(text), 10, ''))),
    ...warnings.map((text) => paint('unsure', labelled('warning:', plain(text), 10, ''))),
  ];
}

const words: readonly (readonly [JudgedKnownFailure['status'], string, string])[] = [
  ['failing', 'fails as listed', 'fail as listed'],
  ['passing', 'passes now', 'pass now'],
  ['different', 'fails in another way', 'fail in another way'],
  ['expired', 'fails and is out of date', 'fail and are out of date'],
  ['not-seen', 'is flaky and did not show', 'are flaky and did not show'],
  ['unjudged', 'cannot be told from this run', 'cannot be told from this run'],
];

function tallyOf(known: readonly JudgedKnownFailure[]): string {
  return words
    .map(([status, one, many]) => {
      const n = known.filter((entry) => entry.status === status).length;
      return n === 0 ? null : `${n} ${n === 1 ? one : many}`;
    })
    .filter((text) => text !== null)
    .join(', ');
}

/** Known failures about which there is something to do. */
function attention(entry: JudgedKnownFailure, paint: Paint): readonly string[] {
  const { key, status, expires, signature, reason } = entry;
  const way = signature === null ? '' : ` (${signature})`;
  switch (status) {
    case 'passing':
      return [paint('bad', labelled('', plain(`passes now: ${key}${way}: ${reason}`), 0))];
    case 'different':
      return [labelled('', plain(`fails in another way: ${key}${way}: ${reason}`), 0)];
    case 'expired':
      return [labelled('', plain(`no more excused since ${expires ?? ''}: ${key}: ${reason}`), 0)];
    case 'failing':
    case 'not-seen':
    case 'unjudged':
      return [];
  }
}

/** The end of a verdict of violations: how many of them are known; nothing where none is. */
export function knownPart(report: Report): string {
  const deepest = gradeOrder.indexOf(report.level);
  const all = report.requirements.filter(
    ({ status, grade }) => status === 'violated' && gradeOrder.indexOf(grade) <= deepest,
  );
  const open = new Set(report.gates.violated);
  const known = all.filter(({ id }) => !open.has(id)).length;
  if (known === 0) return '';
  if (known < all.length) return `, ${known} of ${all.length} of them known`;
  return all.length === 1 ? ', one, and it is known' : `, all ${all.length} of them known`;
}

/** The report without what fails as somebody listed it: what is left is news. */
export function withoutKnown(report: Report): Report {
  return { ...report, outcomes: report.outcomes.flatMap((outcome) => news(outcome, report)) };
}

function news(outcome: ReportOutcome, { gates }: Report): readonly ReportOutcome[] {
  if (outcome.verdict !== 'failed') return [outcome];
  const known = gates.known.filter(({ status }) => status === 'failing');
  const listed = { known, failOn: gates.failOn, today: '' };
  const [first, ...more] = outcome.mismatches.filter(
    (mismatch) => !isKnown({ case: outcome.case, mismatch }, listed),
  );
  return first === undefined ? [] : [{ ...outcome, mismatches: [first, ...more] }];
}

/** The known failures that the report tells in a line instead of a page. */
export function knownBlock({ gates }: Report): readonly string[] {
  const failing = gates.known.filter(({ status }) => status === 'failing');
  if (failing.length === 0) return [];
  const lines = failing.map(({ key, signature, reason, link, cases }) => {
    const way = signature === null ? '' : ` (${signature})`;
    const where = link === null ? '' : ` ${link}`;
    return labelled(
      '',
      plain(`${key}${way}, ${count(cases.length, 'case')}: ${reason}${where}`, 400),
      0,
    );
  });
  return [['known failures', ...lines].join('\n')];
}
