import {
  type Block,
  codeSpan,
  columns,
  heading,
  type Item,
  type Line,
  list,
  paragraph,
  row,
  rows,
  stack,
  toned,
} from '../document/document.ts';
import { statusWord } from '../client/subject.ts';
import { printHtml } from '../document/html.ts';
import { printMarkdown } from '../document/markdown.ts';
import { printText } from '../document/text.ts';
import type { Paint, Tone } from '../paint.ts';
import { count, plain, some } from '../plain.ts';
import { gradeOrder, statuses } from '../report.ts';
import {
  type CaseChange,
  type Change,
  changes,
  type Comparison,
  having,
  regressions,
  type RequirementChange,
} from './compare.ts';
import { caveatList, sideLine } from './shared.ts';
import type { Side } from './side.ts';
import { style } from './style.ts';

/** How much of each kind of change is shown. */
interface Extent {
  readonly requirements: number;
  readonly cases: number;
  /** Whether the titles of cases are shown, which need a wide page. */
  readonly titles: boolean;
}

/** A comparison of two reports as text: the changes, and last, where a reader of a terminal looks, the summary. */
export const comparisonText = (comparison: Comparison, strict: boolean, paint: Paint): string =>
  printText(
    [
      ...changeBlocks(comparison, { requirements: 20, cases: 20, titles: false }),
      ...summaryBlocks(comparison, strict),
    ],
    paint,
  );

/** The text without its changes. */
export const comparisonVerdict = (comparison: Comparison, strict: boolean, paint: Paint): string =>
  printText(summaryBlocks(comparison, strict), paint);

export const comparisonMarkdown = (comparison: Comparison, strict: boolean): string =>
  printMarkdown(
    pageBlocks(comparison, strict, { requirements: Infinity, cases: 50, titles: false }),
  );

export const comparisonHtml = (comparison: Comparison, strict: boolean): string =>
  printHtml(
    'Comparison',
    pageBlocks(comparison, strict, { requirements: Infinity, cases: Infinity, titles: true }),
    style,
  );

function summaryBlocks(comparison: Comparison, strict: boolean): readonly Block[] {
  const { requirements, cases } = regressions(comparison, strict);
  const good = comparison.caveats.length === 0 ? 'good' : 'unsure';
  const tone = requirements.length + cases.length === 0 ? good : 'bad';
  return [
    sides(comparison),
    columns(gradeCounts(comparison), 1),
    caveatList(comparison.caveats),
    paragraph(toned(tone, summaryOf(comparison, strict))),
  ];
}

const pageBlocks = (comparison: Comparison, strict: boolean, extent: Extent): readonly Block[] => [
  heading(1, 'Comparison'),
  paragraph(toned('strong', summaryOf(comparison, strict))),
  caveatList(comparison.caveats),
  sides(comparison),
  {
    kind: 'table',
    head: ['grade', 'requirements'],
    rows: gradeCounts(comparison),
    flexible: 1,
  },
  ...changeBlocks(comparison, extent),
];

const sides = ({ before, after }: Comparison): Block =>
  rows([
    row('before', sideLine(before, `${before.name} · ${before.target}`)),
    row('after', sideLine(after, `${after.name} · ${after.target}`)),
  ]);

/** How many requirements of each grade had and have each status: 'proven 12 → 11, violated 0 → 1'. */
const gradeCounts = ({ before, after }: Comparison): readonly (readonly Line[])[] =>
  gradeOrder.flatMap((grade) => {
    const [was, is] = [before.grades[grade], after.grades[grade]];
    const counts = statuses
      .filter((status) => was[status] + is[status] > 0)
      .map((status) => {
        const change = was[status] === is[status] ? is[status] : `${was[status]} → ${is[status]}`;
        return `${statusWord(status, after)} ${change}`;
      });
    // The register of clients has no disputed requirement.
    return counts.length === 0 && after.subject !== undefined ? [] : [[grade, counts.join(', ')]];
  });

/** Everything in one sentence, which begins with the regressions. */
function summaryOf(comparison: Comparison, strict: boolean): string {
  const { requirements, cases } = regressions(comparison, strict);
  const first =
    requirements.length + cases.length === 0
      ? 'no regressions'
      : `regressions: ${numbers(requirements.length, cases.length)}`;
  const others = changes
    .filter((change) => change !== 'newly-failing')
    .map((change) => titleOf(comparison, change))
    .filter((title) => title !== null);
  return [first, ...others].join('; ');
}

/** 'still failing: 2 requirements, 1 case'; null if there are none. */
function titleOf({ requirements, cases }: Comparison, change: Change): string | null {
  const [n, m] = [having(requirements, change).length, having(cases, change).length];
  return n + m === 0 ? null : `${change.replaceAll('-', ' ')}: ${numbers(n, m)}`;
}

const numbers = (requirements: number, cases: number): string =>
  [
    ...(requirements === 0 ? [] : [count(requirements, 'requirement')]),
    ...(cases === 0 ? [] : [count(cases, 'case')]),
  ].join(', ');

const tones: Readonly<Record<Change, Tone>> = {
  'newly-failing': 'bad',
  'newly-passing': 'good',
  'failing-differently': 'unsure',
  'still-failing': 'quiet',
  'no-longer-judged': 'unsure',
  'newly-judged': 'quiet',
};

const changeBlocks = (comparison: Comparison, extent: Extent): readonly Block[] =>
  changes.flatMap((change): readonly Block[] => {
    const title = titleOf(comparison, change);
    if (title === null) return [];
    const requirements = having(comparison.requirements, change);
    const cases = having(comparison.cases, change);
    const shown = isExplained(change) ? Infinity : extent.requirements;
    return [
      stack([
        heading(2, toned(tones[change], title)),
        stack(
          [
            list(requirements.slice(0, shown).map((one) => requirementItem(one, comparison.after))),
            ...more(requirements.length - shown, 'requirement'),
            ...caseBlocks(cases, extent),
          ],
          2,
        ),
      ]),
    ];
  });

const more = (left: number, what: string): readonly Block[] =>
  left > 0 ? [paragraph(`and ${count(left, `more ${what}`)}`)] : [];

/** Whether a change is one that a reader will act on, so that it is shown in full. */
const isExplained = (change: Change): boolean =>
  change === 'newly-failing' || change === 'failing-differently';

function requirementItem(changed: RequirementChange, side: Side): Item {
  const { id, grade, statement, change, was, is, cases } = changed;
  const line = [
    toned('strong', id),
    ` ${shiftOf(inWords(changed, side))} · ${grade} · ${plain(statement)}`,
  ];
  if (is === null || !isExplained(change)) return { line };
  const code = (text: string): Line => codeSpan(plain(text, 240));
  return {
    line,
    blocks: [
      rows([
        row('looked at', code(is.what)),
        row('expected', code(is.expected)),
        row('received', code(is.received)),
        ...(was === null || was.what === is.what ? [] : [row('looked at before', code(was.what))]),
        ...(was === null ? [] : [row('received before', code(was.received))]),
        row('shown by', codeSpan(some(cases, 3))),
      ]),
    ],
  };
}

function caseBlocks(cases: readonly CaseChange[], extent: Extent): readonly Block[] {
  if (cases.length === 0) return [];
  const shown = cases.slice(0, extent.cases);
  const cells = shown.map((one): readonly Line[] => [codeSpan(one.id), shiftOf(one)]);
  const blocks = [
    extent.titles
      ? ({
          kind: 'table',
          head: ['case', 'change', 'title'],
          rows: shown.map((one, i) => [...(cells[i] ?? []), plain(one.title)]),
          flexible: 2,
        } as const)
      : columns(cells, 0),
    ...more(cases.length - shown.length, 'case'),
  ];
  return [
    { kind: 'details', title: count(cases.length, 'case'), open: cases.length <= 20, blocks },
  ];
}

/** The statuses of a requirement in the words for what the reports are about. */
const inWords = ({ change, before, after }: RequirementChange, side: Side) => ({
  change,
  before: statusWord(before, side),
  after: statusWord(after, side),
});

/** What a requirement or a case was and is. A failure that was not judged again may not be called proven. */
function shiftOf(changed: {
  readonly change: Change;
  readonly before: string;
  readonly after: string;
}): string {
  const [before = '', after = ''] = [changed.before, changed.after].map((s) => s.replace('-', ' '));
  if (changed.change === 'no-longer-judged' && (after === 'proven' || after === 'met')) {
    return `${before} → ${after}, but not every case that failed was judged again`;
  }
  return before === after ? after : `${before} → ${after}`;
}
