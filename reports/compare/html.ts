import { createHash } from 'node:crypto';
import { type ComponentChild, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import {
  type CaseChange,
  type Change,
  changes,
  type Comparison,
  having,
  type RequirementChange,
} from './compare.ts';
import { plain } from '../plain.ts';
import { gradeOrder, type Status, statuses } from '../report.ts';
import type { Side } from './side.ts';
import type { SideBySide } from './side-by-side.ts';
import { style } from './style.ts';
import { sideBySideSummary } from './text.ts';
import {
  both,
  detailsOf,
  gradeShifts,
  headings,
  labelsOf,
  numberOf,
  shiftOf,
  signs,
  statusWords,
  summaryOf,
} from './wording.ts';

/** A comparison of two reports as one file that needs nothing else, and runs no script. */
export const comparisonHtml = (comparison: Comparison, strict: boolean): string =>
  page('Comparison', [
    h('p', { class: 'summary' }, summaryOf(comparison, strict)),
    doubtList(comparison.caveats),
    sideTable([comparison.before, comparison.after], ['before', 'after']),
    h('h2', {}, 'Requirements of each grade'),
    table(
      ['grade', 'requirements'],
      gradeShifts(comparison.before, comparison.after).map(({ grade, shifts }) => [grade, shifts]),
    ),
    ...changes.map((change) => changeSection(comparison, change)),
  ]);

/** Reports side by side as one file that needs nothing else, and runs no script. */
export function sideBySideHtml(compared: SideBySide): string {
  const { sides, rows, caveats: doubts } = compared;
  const labels = labelsOf(sides);
  return page('Side by side', [
    h('p', { class: 'summary' }, sideBySideSummary(compared)),
    doubtList(doubts),
    sideTable(
      sides,
      labels,
      gradeOrder.map((grade) => [
        grade,
        ...sides.map(
          ({ grades }) => `${grades[grade].proven} proven, ${grades[grade].violated} violated`,
        ),
      ]),
    ),
    h('h2', {}, 'Requirements that are violated or differ'),
    h(
      'p',
      { class: 'legend' },
      statuses.map((status) => `${signs[status]} ${statusWords[status]}`).join(', '),
    ),
    table(
      ['requirement', 'grade', ...labels, 'statement'],
      rows.map(({ id, grade, statement, statuses: all }) => [
        id,
        grade,
        ...all.map(sign),
        plain(statement),
      ]),
    ),
  ]);
}

function page(title: string, content: readonly ComponentChild[]): string {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const root = h('html', { lang: 'en' }, [
    h('head', {}, [
      h('meta', { charset: 'utf-8' }),
      h('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', {}, `${title} · rooms-conformance`),
      h('style', { dangerouslySetInnerHTML: { __html: style } }),
    ]),
    h('body', {}, h('main', {}, [h('h1', {}, title), ...content])),
  ]);
  return `<!doctype html>\n${renderToString(root)}\n`;
}

const doubtList = (doubts: readonly string[]): ComponentChild =>
  doubts.length === 0
    ? null
    : h(
        'ul',
        { class: 'doubts' },
        doubts.map((doubt) => h('li', {}, plain(doubt, 300))),
      );

/** What is told of each report; it has a column of its own. */
const sideTable = (
  sides: readonly Side[],
  names: readonly string[],
  more: readonly (readonly string[])[] = [],
): ComponentChild =>
  table(
    ['', ...names],
    [
      ['file', ...sides.map((side) => plain(side.name))],
      ['target', ...sides.map((side) => plain(side.target))],
      ['started', ...sides.map((side) => plain(side.started))],
      ['rooms-conformance', ...sides.map((side) => plain(side.tool))],
      ['seed', ...sides.map((side) => String(side.seed))],
      ['cases judged', ...sides.map((side) => `${side.judged} of ${side.cases}`)],
      ['verdict', ...sides.map((side) => `${side.verdict} at the level ${side.level}`)],
      ...more,
    ],
  );

/** The first cell of a row is what the row is about. */
const table = (
  head: readonly string[],
  rows: readonly (readonly ComponentChild[])[],
): ComponentChild =>
  h(
    'div',
    { class: 'wide', tabindex: 0 },
    h('table', {}, [
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          head.map((text) => h('th', { scope: 'col' }, text)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map(([first, ...others]) =>
          h('tr', {}, [
            h('th', { scope: 'row' }, first),
            ...others.map((cell) => h('td', {}, cell)),
          ]),
        ),
      ),
    ]),
  );

/** A sign for those who see it, a word for those who hear it. */
const sign = (status: Status): ComponentChild =>
  h('span', { class: status, title: statusWords[status] }, [
    h('span', { 'aria-hidden': 'true' }, signs[status]),
    h('span', { class: 'heard' }, statusWords[status]),
  ]);

function changeSection(comparison: Comparison, change: Change): ComponentChild {
  const n = numberOf(comparison, change);
  if (n.requirements + n.cases === 0) return null;
  const requirements = having(comparison.requirements, change);
  const cases = having(comparison.cases, change);
  return h('section', { id: change, class: change }, [
    h('h2', {}, `${headings[change]}: ${both(n.requirements, n.cases)}`),
    h('ul', {}, requirements.map(requirementItem)),
    cases.length === 0
      ? null
      : h('details', { open: cases.length <= 20 }, [
          h('summary', {}, both(0, cases.length)),
          table(['case', 'was and is', 'says'], cases.map(caseRow)),
        ]),
  ]);
}

const requirementItem = (row: RequirementChange): ComponentChild =>
  h('li', {}, [
    h('b', {}, row.id),
    ` ${shiftOf(row)} · ${row.grade}`,
    h('p', {}, plain(row.statement)),
    detailsOf(row).length === 0
      ? null
      : h('dl', {}, [
          ...detailsOf(row).flatMap(([label, text]) => [
            h('dt', {}, label),
            h('dd', {}, h('code', {}, plain(text, 1000))),
          ]),
          h('dt', {}, 'shown by'),
          h('dd', {}, row.cases.join(', ')),
        ]),
  ]);

const caseRow = (row: CaseChange): readonly ComponentChild[] => [
  row.id,
  shiftOf(row),
  plain(row.title),
];
