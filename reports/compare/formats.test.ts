import { createHash } from 'node:crypto';
import { marked } from 'marked';
import { parse, type DefaultTreeAdapterMap } from 'parse5';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../harness/run/outcome.ts';
import { changes, compareReports } from './compare.ts';
import { unpainted } from '../paint.ts';
import type { Report } from '../report.ts';
import { broken, failed, passed, registerOf, sampleReport } from '../testing/sample.ts';
import { sideBySideHtml, sideBySideMarkdown, sideBySideText } from './many.ts';
import { sideBySide } from './side-by-side.ts';
import { comparisonHtml, comparisonMarkdown, comparisonText } from './two.ts';

const fails = (
  id: Outcome['case'],
  requirement: 'SMEM-11' | 'BAN-05' | 'CONV-05' | 'SMEM-02',
  received = 'status 200',
): Outcome =>
  failed(id, {
    requirements: [requirement],
    mismatches: [{ requirement, what: 'status of ban', expected: 'status 403', received, step: 1 }],
  });
const holds = (id: Outcome['case'], requirement: 'SMEM-11' | 'BAN-05' | 'BAN-01' | 'SMEM-02') =>
  passed(id, { requirements: [requirement] });

// One requirement for each kind of change.
const register = registerOf(
  'SMEM-11',
  'SMEM-02',
  'BAN-01',
  'BAN-02',
  'BAN-05',
  'CONV-05',
  'INV-12',
);
const before = sampleReport(
  [
    holds('set_membership/outsider-cannot-invite', 'SMEM-11'),
    fails('ban/member-cannot-ban', 'BAN-05'),
    fails('set_membership/a', 'SMEM-02'),
    fails('conventions/errors-have-codes', 'CONV-05', 'an array'),
    passed('ban/b', { requirements: ['BAN-02'] }),
    broken('ban/slow', 'no answer'),
  ],
  { register },
);
const after = sampleReport(
  [
    fails('set_membership/outsider-cannot-invite', 'SMEM-11'),
    holds('ban/member-cannot-ban', 'BAN-05'),
    fails('set_membership/a', 'SMEM-02'),
    fails('conventions/errors-have-codes', 'CONV-05', 'nothing'),
    broken('ban/b', 'no answer'),
    holds('ban/slow', 'BAN-01'),
  ],
  { register, versions: { tool: '0.2.0', node: '20.19.0' } },
);
const comparison = compareReports(before, after, ['old.json', 'new.json']);
const other = {
  ...before,
  target: { ...before.target, origin: 'https://other.example' },
};
const table = sideBySide([
  { name: 'old.json', report: before },
  { name: 'new.json', report: after },
  { name: 'other.json', report: other },
]);

/** A report in which every text that may come from a target, or that somebody may have edited, is hostile. */
const evil =
  '\u001B[2J\u0007\u202E<script>alert(1)</script></style></title><img src=x onerror=alert(1)>' +
  '`` ` ``` *b* [l](http://evil) ![i](http://evil) | @somebody www.evil.example & &lt; \n\n# h\n- | - |\n';
function makeHostile(report: Report): Report {
  const outcomes = report.outcomes.map((outcome) => ({
    ...outcome,
    title: evil,
    ...(outcome.verdict === 'failed'
      ? {
          mismatches: outcome.mismatches.map((one) => ({
            ...one,
            what: one.what + evil,
            expected: evil,
            received: one.received + evil,
          })),
        }
      : {}),
  }));
  return {
    ...report,
    outcomes,
    requirements: report.requirements.map((row) => ({ ...row, statement: evil })),
    target: { ...report.target, origin: evil, basePath: evil },
    versions: { ...report.versions, tool: report.versions.tool + evil },
    started: evil,
  } as Report;
}
const hostile = [makeHostile(before), makeHostile(after)] as const;
const hostileComparison = compareReports(hostile[0], hostile[1], [evil, 'b.json']);
const hostileTable = sideBySide([
  { name: evil, report: hostile[0] },
  { name: 'b', report: hostile[1] },
  { name: evil, report: hostile[0] },
]);

const golden = (name: string): string =>
  `${import.meta.dirname}/../testing/goldens/compare.${name}`;

describe('the golden of every format is as it was', () => {
  it('with every kind of change', () => {
    const kinds = new Set(comparison.requirements.map((row) => row.change));
    expect([...kinds].toSorted()).toEqual([...changes].toSorted());
  });
  it.each<readonly [string, string]>([
    ['two.txt', comparisonText(comparison, false, unpainted)],
    ['two.strict.txt', comparisonText(comparison, true, unpainted)],
    ['two.md', comparisonMarkdown(comparison, false)],
    ['two.html', comparisonHtml(comparison, false)],
    ['two.json', `${JSON.stringify(comparison, null, 2)}\n`],
    ['many.txt', sideBySideText(table, unpainted)],
    ['many.md', sideBySideMarkdown(table)],
    ['many.html', sideBySideHtml(table)],
    ['many.json', `${JSON.stringify(table, null, 2)}\n`],
  ])('%s', async (name, text) => {
    await expect(text).toMatchFileSnapshot(golden(name));
  });
});

describe('the text', () => {
  it.each([
    ['of two reports', comparisonText(comparison, false, unpainted)],
    ['of two hostile reports', comparisonText(hostileComparison, true, unpainted)],
    ['of many reports', sideBySideText(table, unpainted)],
    ['of many hostile reports', sideBySideText(hostileTable, unpainted)],
  ])('%s has nothing that a terminal obeys, and fits 80 columns', (_, text) => {
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
  it('of two reports ends with the summary, which begins with the regressions', () => {
    const [last = ''] = comparisonText(comparison, false, unpainted)
      .trimEnd()
      .split('\n\n')
      .slice(-1);
    expect(last).toMatch(/^regressions: 1 requirement, 1 case; newly passing/);
  });
  it('of two reports shows 20 cases, and says how many more there are', () => {
    const ids = Array.from({ length: 50 }, (_, i) => `leave/case-${i}` as const);
    const many = compareReports(
      sampleReport(ids.map((id) => holds(id, 'SMEM-11'))),
      sampleReport(ids.map((id) => fails(id, 'SMEM-11'))),
    );
    const text = comparisonText(many, false, unpainted);
    expect(text).toContain('  and 30 more cases');
    expect(text).toContain('regressions: 1 requirement, 50 cases');
  });
});

type Element = DefaultTreeAdapterMap['element'];
function elementsOf(html: string): {
  readonly elements: readonly Element[];
  readonly errors: readonly string[];
} {
  const errors: string[] = [];
  const root = parse(html, { onParseError: (error) => void errors.push(error.code) });
  const walk = (node: DefaultTreeAdapterMap['node']): readonly Element[] => [
    ...('tagName' in node ? [node] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(walk) : []),
  ];
  return { elements: walk(root), errors };
}
const textOf = (node: DefaultTreeAdapterMap['node']): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';

describe('the page', () => {
  it.each([
    ['of two reports', comparisonHtml(comparison, false)],
    ['of two hostile reports', comparisonHtml(hostileComparison, false)],
    ['of many reports', sideBySideHtml(table)],
    ['of many hostile reports', sideBySideHtml(hostileTable)],
  ])('%s is valid HTML, which runs nothing and requests nothing', (_, html) => {
    const { elements, errors } = elementsOf(html);
    expect(errors).toEqual([]);
    const names = new Set(elements.map((element) => element.tagName));
    for (const name of ['script', 'img', 'a', 'link', 'iframe']) expect(names).not.toContain(name);
    const attributes = elements.flatMap((element) => element.attrs.map((attr) => attr.name));
    expect(attributes.filter((name) => /^on|^src|^href|^style/.test(name))).toEqual([]);
    const [style] = elements.filter((element) => element.tagName === 'style');
    const sha = createHash('sha256')
      .update(style === undefined ? '' : textOf(style))
      .digest('base64');
    const policy = elements
      .flatMap((element) => element.attrs)
      .find(({ value }) => value.includes('default-src'));
    expect(policy?.value).toBe(
      `default-src 'none'; style-src 'sha256-${sha}'; base-uri 'none'; form-action 'none'`,
    );
  });
  it('of many reports has a cell for each status, with a word for readers who cannot see the sign', () => {
    const { elements } = elementsOf(sideBySideHtml(table));
    const row = elements.find((e) => e.tagName === 'tr' && textOf(e).startsWith('SMEM-11'));
    const heard = elementsOf(sideBySideHtml(table)).elements.filter((e) =>
      e.attrs.some((attr) => attr.value === 'heard'),
    );
    expect(heard).toHaveLength(table.rows.length * table.sides.length);
    expect(row === undefined ? '' : textOf(row)).toContain('✓proven✗violated✓proven');
  });
});

describe('the Markdown', () => {
  it.each([
    ['of two reports', comparisonMarkdown(comparison, false)],
    ['of two hostile reports', comparisonMarkdown(hostileComparison, false)],
    ['of many reports', sideBySideMarkdown(table)],
    ['of many hostile reports', sideBySideMarkdown(hostileTable)],
  ])('%s has no markup, link or table that a target wrote', (_, text) => {
    const { elements } = elementsOf(`<!doctype html>${marked.parse(text, { async: false })}`);
    const names = elements.map((element) => element.tagName);
    for (const name of ['script', 'img', 'a', 'em', 'style']) expect(names).not.toContain(name);
    expect(names.filter((name) => name === 'h1')).toHaveLength(1);
    const tables = elements.filter((element) => element.tagName === 'table');
    expect(tables).toHaveLength(1);
    // Nobody is mentioned outside code.
    const outside = elements
      .filter((e) => ['li', 'td', 'p'].includes(e.tagName))
      .flatMap((e) => e.childNodes);
    const texts = outside.filter((node) => 'value' in node).map(textOf);
    expect(texts.filter((one) => /@\w/.test(one))).toEqual([]);
  });
  it('has complete rows, whatever the statements are', () => {
    const { elements } = elementsOf(
      marked.parse(sideBySideMarkdown(hostileTable), { async: false }),
    );
    const rows = elements.filter((element) => element.tagName === 'tr').slice(1);
    expect(rows).toHaveLength(hostileTable.rows.length);
    for (const row of rows) {
      expect(row.childNodes.filter((node) => 'tagName' in node)).toHaveLength(6);
      expect(textOf(row)).toContain('<script>alert(1)</script>');
    }
  });
});
