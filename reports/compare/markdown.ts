import {
  type CaseChange,
  type Change,
  changes,
  type Comparison,
  having,
  type RequirementChange,
} from './compare.ts';
import { code as codeSpan, prose } from '../formats/markdown-text.ts';
import { count } from '../plain.ts';
import { statuses } from '../report.ts';
import type { Side } from './side.ts';
import type { SideBySide } from './side-by-side.ts';
import { letterOf, sideBySideSummary } from './text.ts';
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

/** How many cases of a kind stand in a comment that people read. */
const enoughCases = 50;

/** A comparison of two reports as Markdown. What the targets had a hand in stands in code spans alone. */
export function comparisonMarkdown(comparison: Comparison, strict: boolean): string {
  const { before, after, caveats: doubts } = comparison;
  return `${[
    '# Comparison',
    '',
    `**${summaryOf(comparison, strict)}**`,
    '',
    ...doubtLines(doubts),
    `- before: ${sideLine(before)}`,
    `- after: ${sideLine(after)}`,
    '',
    '| Grade | Requirements |',
    '|---|---|',
    ...gradeShifts(before, after).map(({ grade, shifts }) => `| ${grade} | ${shifts} |`),
    ...changes.flatMap((change) => changeLines(comparison, change)),
  ].join('\n')}\n`;
}

const sideLine = (side: Side): string =>
  `${code(side.name)}, ${code(side.target)}, ${code(factsOf(side))}`;

const doubtLines = (doubts: readonly string[]): readonly string[] =>
  doubts.length === 0 ? [] : [...doubts.map((doubt) => `- ⚠ ${prose(doubt)}`), ''];

function changeLines(comparison: Comparison, change: Change): readonly string[] {
  const n = numberOf(comparison, change);
  if (n.requirements + n.cases === 0) return [];
  const cases = having(comparison.cases, change);
  return [
    '',
    `## ${headings[change]}: ${both(n.requirements, n.cases)}`,
    '',
    ...having(comparison.requirements, change).map(requirementLine),
    ...cases.slice(0, enoughCases).map(caseLine),
    ...(cases.length > enoughCases
      ? [`- and ${count(cases.length - enoughCases, 'more case')}`]
      : []),
  ];
}

const requirementLine = (row: RequirementChange): string =>
  [
    `- **${row.id}** ${shiftOf(row)} · ${row.grade} · ${prose(row.statement)}`,
    ...detailsOf(row).map(([label, text]) => `  - ${label} ${code(text)}`),
    ...(detailsOf(row).length === 0 ? [] : [`  - shown by ${shownBy(row)}`]),
  ].join('\n');

function shownBy({ cases }: RequirementChange): string {
  const shown = cases.slice(0, 3).map(code).join(', ');
  return cases.length > 3 ? `${shown} and ${cases.length - 3} more` : shown;
}

const caseLine = (row: CaseChange): string => `- ${code(row.id)} ${shiftOf(row)}`;

/** Reports side by side as Markdown: a table with a row for each requirement, a column for each report. */
export function sideBySideMarkdown(table: SideBySide): string {
  const { sides, rows, caveats: doubts } = table;
  const labels = labelsOf(sides);
  const letters = sides.map((_, i) => letterOf(i));
  return `${[
    '# Side by side',
    '',
    `**${sideBySideSummary(table)}**`,
    '',
    ...doubtLines(doubts),
    ...sides.map(
      (side, i) => `- **${letters[i]}** ${code(labels[i] ?? '')}, ${code(factsOf(side))}`,
    ),
    '',
    statuses.map((status) => `${signs[status]} ${statusWords[status]}`).join(', '),
    '',
    `| Requirement | Grade | ${letters.join(' | ')} | Statement |`,
    `|---|---|${letters.map(() => '---|').join('')}---|`,
    ...rows.map(
      ({ id, grade, statement, statuses: all }) =>
        `| ${id} | ${grade} | ${all.map((status) => signs[status]).join(' | ')} | ${prose(statement)} |`,
    ),
  ].join('\n')}\n`;
}

/** Foreign text as code, at the length that a comparison has room for. */
const code = (text: string): string => codeSpan(text, 240);
