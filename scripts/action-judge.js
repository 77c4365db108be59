// action.yml runs this: it passes the inputs (INPUT_*) to rooms-conformance, and its results to GitHub.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const grades = ['documented', 'disputed', 'implied', 'convention'];
const { env, stdout } = process;

/** @param {string} name */
const input = (name) => (env[`INPUT_${name}`] ?? '').trim();

const installed = join(
  env['RUNNER_TEMP'] ?? '',
  'rooms-conformance/node_modules/matrix-rooms-conformance',
);
const home = input('VERSION') === '' ? join(import.meta.dirname, '..') : installed;
const folder = input('REPORT_DIRECTORY') || 'conformance-report';
if (/[\r\n]/.test(folder)) {
  console.error('report-directory must be a path on one line');
  process.exit(2);
}
const report = `${folder}/report.json`;
const temporary = mkdtempSync(join(tmpdir(), 'rooms-conformance-'));
const reports = {
  json: report,
  html: `${folder}/report.html`,
  junit: `${folder}/junit.xml`,
  markdown: `${temporary}/summary.md`,
  github: `${temporary}/annotations.txt`,
};

// Each value is joined to its option by =, so that a value cannot be read as an option.
const args = [
  ...['TARGET', 'LEVEL', 'KNOWN', 'ACCOUNTS', 'SEED']
    .filter((name) => input(name) !== '')
    .map((name) => `--${name.toLowerCase()}=${input(name)}`),
  ...input('ONLY')
    .split(/\s+/)
    .filter((pattern) => pattern !== '')
    .map((pattern) => `--only=${pattern}`),
  ...Object.entries(reports).map(([format, path]) => `--report=${format}=${path}`),
  ...input('ARGS')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== ''),
];

// An old report must not be read as the result. GitHub must not read what a target says as a workflow command.
rmSync(report, { force: true });
const resume = randomUUID();
writeSync(1, `::stop-commands::${resume}\n`);
const main = join(home, 'dist/cli/main.js');
const { status } = spawnSync(process.execPath, [main, 'run', ...args], { stdio: 'inherit' });
writeSync(1, `\n::${resume}::\n`);

const found = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;

/** @param {string} key */
const number = (key) =>
  found === null
    ? ''
    : grades
        .slice(0, grades.indexOf(found.level) + 1)
        .reduce((sum, grade) => sum + found.totals.grades[grade][key], 0);

/** @param {string | undefined} file @param {string} more */
const append = (file, more) => {
  if (file !== undefined && file !== '') appendFileSync(file, more);
};
append(
  env['GITHUB_OUTPUT'],
  [
    `verdict=${found === null ? 'not-run' : found.verdict}`,
    `violated=${number('violated')}`,
    `proven=${number('proven')}`,
    `report=${found === null ? '' : report}`,
    '',
  ].join('\n'),
);
if (found !== null) {
  append(env['GITHUB_STEP_SUMMARY'], readFileSync(reports.markdown, 'utf8'));
  stdout.write(readFileSync(reports.github, 'utf8'));
}
process.exitCode = status ?? 70;
