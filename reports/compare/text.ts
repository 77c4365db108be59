import {
  type CaseChange,
  type Change,
  changes,
  type Comparison,
  having,
  lost,
  type RequirementChange,
} from './compare.ts';
import type { Paint } from '../paint.ts';
import { count, inert, labelled, pageWidth, plain, shorten, some } from '../plain.ts';
import { gradeOrder, type Status, statuses } from '../report.ts';
import type { Side } from './side.ts';
import type { SideBySide } from './side-by-side.ts';
import {
  both,
  detailsOf,
  factsOf,
  gradeShifts,
  headings,
  labelsOf,
  numberOf,
  shiftOf,
  signs,
  statusWords,
  summaryOf,
} from './wording.ts';

/** How many rows of a kind a reader of a terminal scrolls through. */
const enoughRows = 20;

const style: Readonly<Record<Change, Parameters<Paint>[0]>> = {
  lost: 'bad',
  gained: 'good',
  differently: 'unsure',
  failing: 'quiet',
  unjudged: 'unsure',
  judged: 'quiet',
};

/** A comparison of two reports as text: what changed, how much of each grade, and last one sentence. */
export function comparisonText(comparison: Comparison, strict: boolean, paint: Paint): string {
  const blocks = changes.flatMap((change) => changeBlock(comparison, change, paint));
  return inert([...blocks, comparisonVerdict(comparison, strict, paint)].join('\n\n'));
}

/** Of a comparison what stands below its changes: the reports, the grades, the doubts, one sentence. */
export function comparisonVerdict(comparison: Comparison, strict: boolean, paint: Paint): string {
  const { before, after, caveats: doubts } = comparison;
  const gone = lost(comparison, strict);
  const good = gone.requirements.length + gone.cases.length === 0;
  const grades = gradeShifts(before, after).map(({ grade, shifts }) =>
    labelled(grade, shifts, 12, ''),
  );
  const summary = labelled('', summaryOf(comparison, strict), 0, '');
  return [
    sideBlock('before', before, paint),
    sideBlock('after', after, paint),
    '',
    ...grades,
    '',
    ...doubtLines(doubts, paint),
    paint(good ? (doubts.length === 0 ? 'good' : 'unsure') : 'bad', summary),
    '',
  ].join('\n');
}

const sideBlock = (label: string, side: Side, paint: Paint): string =>
  [
    labelled(label, `${plain(side.name, 120)} · ${plain(side.target, 120)}`, 8, ''),
    paint('quiet', labelled('', plain(factsOf(side), 300), 8, '')),
  ].join('\n');

const doubtLines = (doubts: readonly string[], paint: Paint): readonly string[] =>
  doubts.length === 0
    ? []
    : [...doubts.map((doubt) => paint('unsure', labelled('!', plain(doubt, 300), 2, ''))), ''];

function changeBlock(comparison: Comparison, change: Change, paint: Paint): readonly string[] {
  const requirements = having(comparison.requirements, change);
  const cases = having(comparison.cases, change);
  const n = numberOf(comparison, change);
  if (n.requirements + n.cases === 0) return [];
  const told = change === 'lost' || change === 'differently';
  const shown = told ? requirements : requirements.slice(0, enoughRows);
  const gap = told && shown.length > 0 ? [''] : [];
  return [
    [
      paint(style[change], `${headings[change]}: ${both(n.requirements, n.cases)}`),
      ...shown.flatMap((row) => (told ? ['', requirementBlock(row)] : [requirementLine(row)])),
      ...rest(requirements.length - shown.length, 'requirement'),
      ...gap,
      ...caseLines(cases),
    ].join('\n'),
  ];
}

const requirementLine = (row: RequirementChange): string =>
  shorten(
    `  ${row.id.padEnd(11)}${shiftOf(row)} · ${row.grade} · ${plain(row.statement)}`,
    pageWidth,
  );

const requirementBlock = (row: RequirementChange): string =>
  [
    `  ${row.id.padEnd(11)}${shiftOf(row)} · ${row.grade}`,
    labelled('', plain(row.statement), 0, '    '),
    ...detailsOf(row).map(([label, text]) => labelled(label, plain(text), 15, '    ')),
    labelled('shown by', some(row.cases, 3), 15, '    '),
  ].join('\n');

function caseLines(rows: readonly CaseChange[]): readonly string[] {
  const shown = rows.slice(0, enoughRows);
  return [
    ...shown.map((row) => {
      const shift = shiftOf(row);
      return `  ${shorten(row.id, pageWidth - shift.length - 4).padEnd(pageWidth - 26)}  ${shift}`;
    }),
    ...rest(rows.length - shown.length, 'case'),
  ];
}

const rest = (n: number, what: string): readonly string[] =>
  n === 0 ? [] : [`  and ${count(n, `more ${what}`)}`];

/** Reports side by side as text: a row for each requirement, a column for each report. */
export function sideBySideText(table: SideBySide, paint: Paint): string {
  const { sides, rows } = table;
  const letters = sides.map((_, i) => letterOf(i));
  const head = `${''.padEnd(10)}${letters.join(' ')}`;
  const lines = rows.map(({ id, grade, statement, statuses: all }) => {
    const cells = all.map((status) => signOf(status, paint)).join(' ');
    const room = pageWidth - 10 - 2 * all.length - 1;
    return `${id.padEnd(10)}${cells}  ${shorten(`${grade} · ${plain(statement)}`, room)}`;
  });
  return [...(rows.length === 0 ? [] : [head, ...lines, '']), sideBySideVerdict(table, paint)].join(
    '\n',
  );
}

/** What stands below the rows: what the columns and signs mean, the grades, the doubts, one sentence. */
export function sideBySideVerdict(table: SideBySide, paint: Paint): string {
  const { sides, caveats: doubts } = table;
  const legend = statuses.map((status) => `${signs[status]} ${statusWords[status]}`).join(', ');
  const labels = labelsOf(sides);
  const columns = sides.flatMap((side, i) => [
    labelled(letterOf(i), labels[i] ?? '', 2, ''),
    paint('quiet', labelled('', plain(factsOf(side), 300), 2, '')),
    ...gradeOrder.map((grade) =>
      labelled(
        grade,
        statuses
          .filter((status) => side.grades[grade][status] > 0)
          .map((status) => `${statusWords[status]} ${side.grades[grade][status]}`)
          .join(', '),
        12,
      ),
    ),
  ]);
  return [
    paint('quiet', legend),
    '',
    ...columns,
    '',
    ...doubtLines(doubts, paint),
    sideBySideSummary(table),
    '',
  ].join('\n');
}

export const sideBySideSummary = ({ sides, rows, alike }: SideBySide): string =>
  `${sides.length} reports: ${count(rows.length, 'requirement')} of ${rows.length + alike} ${rows.length === 1 ? 'is' : 'are'} violated somewhere or differ${rows.length === 1 ? 's' : ''}`;

/** A to Z. */
export const letterOf = (column: number): string => String.fromCodePoint(65 + column);

const signOf = (status: Status, paint: Paint): string =>
  status === 'violated' ? paint('bad', signs[status]) : signs[status];
