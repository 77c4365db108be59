import {
  type Block,
  heading,
  type Item,
  joined,
  type Line,
  list,
  paragraph,
  row,
  rows,
  type Span,
  toned,
} from '../document/document.ts';
import { printHtml } from '../document/html.ts';
import { printMarkdown } from '../document/markdown.ts';
import { printText } from '../document/text.ts';
import type { Paint } from '../paint.ts';
import { count, plain } from '../plain.ts';
import { gradeOrder, type Status, statuses } from '../report.ts';
import { caveatList, sideLine } from './shared.ts';
import type { Side } from './side.ts';
import type { SideBySide } from './side-by-side.ts';
import { style } from './style.ts';

const signs: Readonly<Record<Status, string>> = {
  proven: '✓',
  violated: '✗',
  inconclusive: '?',
  'not-exercised': '·',
  'not-applicable': '–',
};

/** Reports side by side as text: a row for each requirement, and last the summary. */
export const sideBySideText = (compared: SideBySide, paint: Paint): string =>
  printText([narrowTable(compared), ...summaryBlocks(compared)], paint);

/** The text without its rows. */
export const sideBySideVerdict = (compared: SideBySide, paint: Paint): string =>
  printText(summaryBlocks(compared), paint);

export const sideBySideMarkdown = (compared: SideBySide): string =>
  printMarkdown(pageBlocks(compared));

export const sideBySideHtml = (compared: SideBySide): string =>
  printHtml('Side by side', pageBlocks(compared), style);

const summaryBlocks = (compared: SideBySide): readonly Block[] => [
  legend,
  sideList(compared.sides),
  caveatList(compared.caveats),
  paragraph(summaryOf(compared)),
];

const pageBlocks = (compared: SideBySide): readonly Block[] => [
  heading(1, 'Side by side'),
  paragraph(toned('strong', summaryOf(compared))),
  caveatList(compared.caveats),
  sideList(compared.sides),
  legend,
  {
    kind: 'table',
    head: ['requirement', 'grade', ...compared.sides.map((_, i) => letterOf(i)), 'statement'],
    rows: compared.rows.map(({ id, grade, statement, statuses: all }) => [
      id,
      grade,
      ...all.map(sign),
      plain(statement),
    ]),
    flexible: compared.sides.length + 2,
  },
];

/** With all signs of a requirement in one column, so that 26 reports fit 80 columns. */
const narrowTable = ({ sides, rows: all }: SideBySide): Block => ({
  kind: 'table',
  head: ['', sides.map((_, i) => letterOf(i)).join(' '), ''],
  rows: all.map(({ id, grade, statement, statuses: own }) => [
    id,
    joined(own.map(sign), ' '),
    `${grade} · ${plain(statement)}`,
  ]),
  flexible: 2,
});

const legend = paragraph(
  toned(
    'quiet',
    statuses.map((status) => `${signs[status]} ${status.replace('-', ' ')}`).join(', '),
  ),
);

const sideList = (sides: readonly Side[]): Block =>
  list(
    sides.map((side, i): Item => ({
      line: [toned('strong', letterOf(i)), ' ', ...[sideLine(side, labelOf(side, sides))].flat()],
      blocks: [rows(gradeOrder.map((grade) => row(grade, countsOf(side.grades[grade]))))],
    })),
  );

const countsOf = (counts: Readonly<Record<Status, number>>): Line =>
  statuses
    .filter((status) => counts[status] > 0)
    .map((status) => `${status.replace('-', ' ')} ${counts[status]}`)
    .join(', ');

/** The target of a report, and its file if another report has the same target. */
const labelOf = ({ target, name }: Side, sides: readonly Side[]): string =>
  sides.filter((side) => side.target === target).length > 1 ? `${target} (${name})` : target;

function summaryOf({ sides, rows: all, alike }: SideBySide): string {
  const [is, differs] = all.length === 1 ? ['is', 'differs'] : ['are', 'differ'];
  return `${sides.length} reports: ${count(all.length, 'requirement')} of ${all.length + alike} ${is} violated in some report or ${differs} between reports`;
}

/** A to Z. */
const letterOf = (column: number): string => String.fromCodePoint(65 + column);

const sign = (status: Status): Span => ({
  text: signs[status],
  word: status.replace('-', ' '),
  ...(status === 'violated' ? { tone: 'bad' } : status === 'proven' ? { tone: 'good' } : {}),
});
