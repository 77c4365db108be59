// action.yml runs this: it passes the inputs (INPUT_*) to rooms-conformance, and its results to GitHub.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// What an exit code means with which nothing, or not everything, was judged or written.
const troubles = {
  2: 'usage error: bad option, configuration or file, or a pattern that matches nothing',
  3: 'the target cannot be reached, or gives no accounts',
  70: 'a bug in rooms-conformance, or the process may open too few files',
};
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
  explain(2, 'report-directory must be a path on one line');
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
const child = spawn(process.execPath, [main, 'run', ...args], {
  stdio: ['inherit', 'inherit', 'pipe'],
});
let said = '';
child.stderr.on('data', (chunk) => {
  writeSync(2, chunk);
  said = (said + String(chunk)).slice(-4000);
});
const [status] = await once(child, 'close');
writeSync(1, `\n::${resume}::\n`);

const found = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;

/** @param {string} key */
const number = (key) =>
  found === null
    ? ''
    : grades
        .slice(0, grades.indexOf(found.level) + 1)
        .reduce((sum, grade) => sum + found.totals.grades[grade][key], 0);

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
if (existsSync(reports.markdown)) {
  append(env['GITHUB_STEP_SUMMARY'], readFileSync(reports.markdown, 'utf8'));
}
if (existsSync(reports.github)) stdout.write(readFileSync(reports.github, 'utf8'));
process.exitCode = status ?? 70;
if (process.exitCode in troubles || found === null) explain(process.exitCode, messageIn(said));

/** @param {string | undefined} file @param {string} more */
function append(file, more) {
  if (file !== undefined && file !== '') appendFileSync(file, more);
}

/**
 * The error that the program ended with: the last thing that it says on standard error.
 * @param {string} text
 */
function messageIn(text) {
  // oxlint-disable-next-line no-control-regex -- colours, which FORCE_COLOR asks for
  const plain = text.replaceAll(/\u001B\[[\d;]*m/g, '');
  const begin = Math.max(
    plain.lastIndexOf('rooms-conformance: '),
    plain.lastIndexOf('This is a bug '),
  );
  return begin < 0 ? '' : plain.slice(begin).replace('rooms-conformance: ', '').trim();
}

/**
 * Says in the summary of the job, and in an annotation, why the run did not judge.
 * @param {number} code @param {string} message
 */
function explain(code, message) {
  const trouble = troubles[code] ?? `it ended with ${code}`;
  const text = message === '' ? trouble : message;
  const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  append(
    env['GITHUB_STEP_SUMMARY'],
    `## Matrix rooms conformance: exit code ${code}\n\nThis means: ${trouble}.\n\n<pre>${html}</pre>\n`,
  );
  const data = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  stdout.write(`::error title=Matrix rooms conformance::${data}\n`);
}
