import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { allCells } from '../../harness/model/cells.ts';
import { loadSpec } from '../../harness/document/load.ts';
import { gradeOrder, type Report } from '../report.ts';
import { everyKindOfClient } from '../testing/client-sample.ts';
import { broken, failed, passed, sampleReport, searched, skipped } from '../testing/sample.ts';
import type { SectionProps } from './payload.ts';
import { chaptersOf } from './chapters.ts';
import { Errors } from './errors.tsx';
import { DeclarationSection } from './declaration.tsx';
import { neighbour } from './heat-map.tsx';
import { ReportProvider } from './report-context.tsx';
import { readRoute, sectionsOf } from './route.ts';
import { Timing } from './timing.tsx';
import { Traffic } from './traffic.tsx';
import { Transitions } from './transitions.tsx';
import { Verdict } from './verdict.tsx';

const { declaration } = loadSpec();
const chapters = chaptersOf(declaration);

const views = {
  verdict: Verdict,
  declaration: DeclarationSection,
  traffic: Traffic,
  errors: Errors,
  transitions: Transitions,
  timing: Timing,
} as const;

/** A section as it is first drawn, at an address. */
function drawn(report: Report, hash: string): string {
  const route = readRoute(hash);
  const { section } = route;
  if (section === 'failures') throw new Error('drawn elsewhere');
  const props: SectionProps = { report, chapters, route };
  return renderToString(h(ReportProvider, { report, children: h(views[section], props) }));
}

const count = (html: string, what: RegExp): number => [...html.matchAll(what)].length;

const ledgerCase = (reached: readonly number[], status = 403) =>
  passed('membership-model/any-series-of-moves', {
    searched: searched({
      coverage: {
        reached: allCells
          .filter((_, i) => reached.includes(i))
          .map(({ name, owed }) => ({
            cell: name,
            owed,
            visits: 3,
            exchange: { actor: 'bob', method: 'PUT', path: '/x', body: '{}', status },
          })),
        missed: allCells.filter((_, i) => !reached.includes(i)).map(({ name }) => name),
        lastNewAt: 0.4,
      },
    }),
  });

const mixed = sampleReport([
  passed('set_membership/passes', { requirements: ['SMEM-03'] }),
  failed('set_membership/outsider-cannot-invite', {
    refusals: { 'SMEM-11': { right: false, unchanged: false } },
  }),
  broken('ban/breaks', 'no answer <b>came</b>\u202E'),
  skipped('leave/skipped', 'no <i>accounts</i>'),
]);

describe('the verdict', () => {
  it('has a denominator for every grade, and a tile for what is to be looked into', () => {
    const html = drawn(mixed, '#/verdict').replaceAll(/<[^>]*>/g, '');
    for (const grade of gradeOrder) {
      const all = mixed.requirements.filter((r) => r.grade === grade).length;
      expect(html).toContain(`of ${all} ${grade}`);
    }
    expect(html).toContain('Violations at the level documented');
    expect(html).toMatch(/1 violated.*0 deviating.*1 broken/);
  });

  it('leads to filtered lists', () => {
    const html = drawn(mixed, '#/verdict');
    for (const href of [
      '#/failures?kind=violated',
      '#/failures?kind=deviating',
      '#/failures?kind=broken',
    ])
      expect(html).toContain(`href="${href}"`);
    expect(html).toContain('href="#/declaration?status=not-exercised"');
  });

  it('shows gates and known failures, and links only to web addresses', () => {
    const gates: Report['gates'] = {
      ...mixed.gates,
      known: [
        {
          key: 'SMEM-11',
          reason: '<s>known</s>',
          link: 'javascript:alert(1)',
          expires: '2030-01-01',
          signature: null,
          flaky: false,
          status: 'expired',
          cases: ['set_membership/outsider-cannot-invite'],
        },
      ],
      unmet: ['90 % of documented were to be proven'],
      warnings: ['most answers were 401'],
    };
    const html = drawn({ ...mixed, gates }, '#/verdict');
    for (const part of ['90 % of documented', 'most answers were 401', 'expired', '2030-01-01'])
      expect(html).toContain(part);
    expect(html).toContain('&lt;s>known');
    expect(html).not.toContain('href="javascript');
  });
});

describe('the declaration', () => {
  it('holds every requirement of the report on its one page', () => {
    const html = drawn(mixed, '#/declaration/everything');
    const lost = mixed.requirements.filter(({ id }) => !html.includes(`data-requirement="${id}"`));
    expect(lost.map(({ id }) => id)).toEqual([]);
  });

  it('leads from a requirement to the chapter that it stands in', () => {
    const html = drawn(mixed, '#/declaration/SMEM-11');
    expect(html).toContain('When inviting: You are not in the room.');
    expect(html).toMatch(/aria-current="page"[^>]*>set_membership</);
  });

  it('has cases beside each requirement: one that failed leads to its story', () => {
    const html = drawn(mixed, '#/declaration/set_membership');
    expect(html).toContain('href="#/failures/set_membership/outsider-cannot-invite"');
    expect(html).not.toContain('href="#/failures/set_membership/passes"');
  });

  it('is filtered by status, grade and words', () => {
    const ids = (hash: string): readonly (string | undefined)[] =>
      [...drawn(mixed, hash).matchAll(/data-requirement="([^"]+)"/g)].map((match) => match[1]);
    expect(ids('#/declaration?status=violated')).toEqual(['SMEM-11']);
    expect(ids('#/declaration?status=violated&grade=implied')).toEqual([]);
    expect(ids('#/declaration?q=smem-1&grade=documented')).toContain('SMEM-12');
    const of = (status: string): number =>
      mixed.requirements.filter((r) => r.status === status).length;
    expect(ids('#/declaration?status=not-exercised')).toHaveLength(of('not-exercised'));
  });

  it('shows coverage in one view: every chapter by every grade', () => {
    const html = drawn(mixed, '#/declaration');
    expect(count(html, /<tr>/g)).toBe(1 + chapters.length + 1);
  });
});

describe('the errors', () => {
  it('are all documented errors of the declaration, with words in every cell', () => {
    const html = drawn(mixed, '#/errors');
    const errors = declaration.operations.flatMap((operation) => operation.responseMessages).length;
    expect(html).toContain(`1 of ${errors} documented errors`);
    expect(count(html, /<tbody>/g)).toBe(errors);
    expect(count(html, /<td><span class="mark/g)).toBe(errors * 4);
  });

  it('say what went wrong', () => {
    const html = drawn(mixed, '#/errors').replaceAll(/<[^>]*>/g, '');
    expect(html).toContain('✗ not in 1 of 1? seen in 0 of 1✗ not in 1 of 1');
  });
});

describe('the transitions', () => {
  it('say so where none were searched', () => {
    expect(drawn(mixed, '#/transitions')).toContain('No transitions were searched');
  });

  it('have a link for every cell, and mark what was not reached', () => {
    const html = drawn(sampleReport([ledgerCase([0, 1, 5])]), '#/transitions');
    expect(count(html, /data-cell=/g)).toBe(allCells.length);
    expect(count(html, /∅<\/span><\/a>/g)).toBe(allCells.length - 3);
    expect(html).toContain(`3 of ${allCells.length} membership transitions`);
  });

  it('mark the cell whose first answer was of the wrong kind', () => {
    const refused = allCells.findIndex(({ owed }) => owed === 'refused');
    const html = drawn(sampleReport([ledgerCase([refused], 200)]), '#/transitions');
    expect(count(html, /class="cell\s+violated"/g)).toBe(1);
    const right = drawn(sampleReport([ledgerCase([refused], 403)]), '#/transitions');
    expect(count(right, /class="cell\s+violated"/g)).toBe(0);
  });

  it('mark the cells that a failed scripted case asserts', () => {
    const [first, second] = allCells.map(({ name }) => name);
    const report = sampleReport([
      ledgerCase([0, 1]),
      failed('set_membership/a', { cells: [first ?? '', second ?? ''] }),
      passed('set_membership/b', { cells: [second ?? ''] }),
    ]);
    expect(count(drawn(report, '#/transitions'), /class="cell\s+suspect"/g)).toBe(2);
  });

  it('open the example of a cell by its address', () => {
    const [first] = allCells;
    const path = `${first?.visibility}/${first?.actor}/${first?.requested}/${first?.prior}`;
    const html = drawn(sampleReport([ledgerCase([0])]), `#/transitions/${path}`);
    expect(html).toContain('Visited 3 times');
    expect(html).toContain('>PUT</b>');
  });

  it('go from cell to cell by arrow keys, and not over the edge', () => {
    expect(neighbour('ArrowRight', 0, 24, 336)).toBe(1);
    expect(neighbour('ArrowDown', 0, 24, 336)).toBe(24);
    expect(neighbour('End', 0, 24, 336)).toBe(23);
    expect(neighbour('ArrowRight', 23, 24, 336)).toBeNull();
    expect(neighbour('ArrowLeft', 24, 24, 336)).toBeNull();
    expect(neighbour('ArrowUp', 3, 24, 336)).toBeNull();
    expect(neighbour('a', 3, 24, 336)).toBeNull();
  });
});

describe('the timing', () => {
  it('has a row and a described plot for every operation', () => {
    const html = drawn(mixed, '#/timing');
    expect(count(html, /aria-label="half within/g)).toBe(1);
    expect(html).toContain('Timing of 8 answers');
  });

  it('says so where nothing was answered', () => {
    expect(drawn(sampleReport([]), '#/timing')).toContain('No answers were received');
  });
});

describe('every section', () => {
  const hostile = '<script>alert(1)</script>';
  const report = sampleReport([
    passed('conventions/reads', { readings: { 'void-body': hostile } }),
    skipped('ban/skipped', hostile),
  ]);
  const shown = sectionsOf(report).filter((name) => name !== 'failures');

  it.each(shown)('%s has one heading of its own, and shows markup of a target as text', (name) => {
    const html = drawn(report, `#/${name}`);
    expect(count(html, /<h1/g)).toBe(1);
    expect(html).not.toContain('<script');
  });
});

describe('the page of a client', () => {
  const report = everyKindOfClient();

  it('has the sections that are about a client, each with one heading', () => {
    expect(sectionsOf(report)).toEqual(['verdict', 'failures', 'declaration', 'traffic']);
    for (const name of ['verdict', 'declaration', 'traffic'])
      expect(count(drawn(report, `#/${name}`), /<h1/g)).toBe(1);
  });

  it('says what was met, and neither proven nor anything of a target', () => {
    const html = drawn(report, '#/verdict');
    expect(html).toContain('client: npm test');
    expect(html).toContain('4 of 18 operations requested, 1 of 12 documented errors met');
    expect(html.replaceAll(/<[^>]*>/g, ' ')).not.toMatch(/proven|target|\bseed\b|\bbroken\b/i);
  });

  it('lists every operation and every documented error, with those that never came', () => {
    const html = drawn(report, '#/traffic');
    expect(count(html, /<tr/g)).toBe(1 + 18 + 1 + 12);
    expect(count(html, /never/g) - count(html, /never (?:requests|gets)/g)).toBe(14 + 11);
  });

  it('leaves out chapters that no requirement of clients is about', () => {
    const html = drawn(report, '#/declaration');
    const table = /<table class="coverage">.*<\/table>/s.exec(html)?.[0] ?? '';
    expect(table).toContain('send_message');
    expect(table).not.toContain('get_topic');
  });
});
