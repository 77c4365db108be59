import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { allCells } from '../../harness/model/cells.ts';
import type { CaseId } from '../../harness/run/case.ts';
import type { Outcome } from '../../harness/run/outcome.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import { loadSpec } from '../../harness/document/load.ts';
import { htmlReport, type PageAssets } from '../../reports/formats/html.ts';
import type { Report } from '../../reports/report.ts';
import {
  broken,
  exchange,
  failed,
  passed,
  sampleReport,
  searched,
} from '../../reports/testing/sample.ts';
import { cases } from '../../suites/index.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'rooms-conformance-page-'));

/** Takes every page away. */
export const removePages = (): void => rmSync(folder, { recursive: true, force: true });

/** What a hostile server may send: markup, scripts, marks of direction, control characters, a megabyte. */
const hostile = [
  '<script>alert(1)</script><img src=x onerror=alert(2)><style>*{display:none}</style>',
  '\u202Edesrever\u2066\u0000\u001B[2J',
  '"]}</bdi></pre></main>',
  'x'.repeat(1_000_000),
].join(' ');

const claims = new Map<RequirementId, readonly CaseId[]>();
for (const { id, requires } of cases) {
  for (const requirement of requires)
    claims.set(requirement, [...(claims.get(requirement) ?? []), id]);
}

let built: PageAssets | null = null;

/** The page's script and style as the build makes them, built once into a folder of its own. */
export function builtAssets(): PageAssets {
  if (built !== null) return built;
  execFileSync(process.execPath, ['scripts/build-page.js', folder], { cwd: root, stdio: 'pipe' });
  const read = (name: string): string => readFileSync(join(folder, 'reports/page', name), 'utf8');
  built = { script: read('page.js'), style: read('page.css') };
  return built;
}

/** Writes a report as a page. @returns the address of the file */
export function writePage(name: string, report: Report): URL {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, htmlReport(report, loadSpec().declaration, builtAssets()));
  return pathToFileURL(file);
}

/** The report of a run of the whole suite in which every case passed. */
export const wholeReport = (): Report =>
  reportOf(cases.map(({ id, requires }) => green(id, requires)));

/** The same with 300 failures, and 20 cases that broke, every text of the target a hostile one. */
export const failingReport = (): Report =>
  reportOf(
    cases.map(({ id, requires }, i) => {
      if (i % 2 === 0 && i < 600) return red(id, requires, i);
      return i % 2 === 1 && i < 40 ? broken(id, hostile.slice(0, 400)) : green(id, requires);
    }),
  );

const reportOf = (outcomes: readonly Outcome[]): Report =>
  sampleReport(outcomes, { claims, selected: cases });

const green = (id: CaseId, requirements: Outcome['requirements']): Outcome => ({
  ...passed(id, {
    requirements,
    readings: { 'void-body': '{}' },
    ...(id.startsWith('membership-model/') ? { searched: searched({ coverage: ledger }) } : {}),
  }),
  exchanges: [exchange(0), exchange(1, { method: 'GET', body: null })],
});

const red = (id: CaseId, requirements: Outcome['requirements'], i: number): Outcome => {
  const requirement = requirements[0] ?? 'SMEM-11';
  return failed(id, {
    requirements,
    operation: null,
    mismatches: [
      {
        requirement,
        what: `thing ${i} ${hostile.slice(0, 200)}`,
        expected: 'status 403',
        received: i === 0 ? hostile : hostile.slice(0, 400),
        step: 1,
      },
    ],
    exchanges: [
      exchange(0),
      exchange(1, {
        path: `/${hostile.slice(0, 300)}`,
        answer: hostile.slice(0, 8192),
        status: 500,
      }),
    ],
  });
};

const ledger = {
  reached: allCells.slice(0, 300).map(({ name, owed }, i) => ({
    cell: name,
    owed,
    visits: 1 + (i % 40),
    exchange: {
      actor: hostile.slice(0, 50),
      method: 'PUT',
      path: `/_matrix/client/api/v1/rooms/${encodeURIComponent(hostile.slice(0, 90))}/leave`,
      body: '{"membership":"leave"}',
      status: i % 50 === 0 ? 200 : 403,
    },
  })),
  missed: allCells.slice(300).map(({ name }) => name),
  lastNewAt: 0.5,
};
