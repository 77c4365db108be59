// npm run real-servers: judges servers that people really run, and compares the verdicts with the expected ones.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exit, type ExitCode, highestPriority } from '../../cli/exit.ts';
import { loadSpec } from '../../harness/document/load.ts';
import { parseYaml } from '../../harness/document/yaml.ts';
import { readOptions, usageError } from '../options.ts';
import { compare } from './compare.ts';
import { type Expected, type ExpectedRun, readExpected } from './expected.ts';
import { type KeptReport, openKeptReports } from './kept-reports.ts';
import { type Column, pageOf } from './page.ts';
import { execute, perform, ProcessError, stopAll } from '../processes.ts';
import { type RealServer, realServers } from './servers.ts';
import { install, startServer } from './start-server.ts';

const options = readOptions(
  'real-servers',
  'Installs and starts servers that people really run, runs the suite against them, compares the verdicts with test/real-servers, and writes docs/servers.md.',
  {
    'only-server': { type: 'word', help: realServers.map(({ id }) => id).join(' or ') },
    seeds: { type: 'number', default: 1, help: 'runs with each server, with the seeds 1, 2, …' },
    keep: {
      type: 'word',
      help: 'a folder in which the report of each run is kept; a run whose report is there is not made again',
    },
  },
);
const only = options.word('only-server');
const chosen = realServers.filter(({ id }) => only === null || id === only);
if (chosen.length === 0) {
  const ids = realServers.map(({ id }) => id).join(' or ');
  usageError(`--only-server must be ${ids} (got "${only ?? ''}")`);
}

const root = fileURLToPath(new URL('../../../', import.meta.url));
const kept = options.word('keep');
const folder = kept === null ? mkdtempSync(join(tmpdir(), 'real-servers-')) : resolve(kept);
mkdirSync(folder, { recursive: true });
const reports = openKeptReports(folder);
const ids = [...loadSpec().register.keys()];
const seeds = Array.from({ length: options.number('seeds') }, (_, i) => i + 1);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(exit.interrupted));
}
process.once('exit', () => {
  stopAll();
  if (kept === null) rmSync(folder, { recursive: true, force: true });
});

/** The options of every run. A busy machine may be slow: the run is given the time that it needs. */
const patient = ['--timeout', '60', '--deadline', '7200'];
const always = ['--level', 'convention', '--no-replays', '--quiet', ...patient];

/** A run of the suite: its name in a file name, and its options. */
interface Run {
  readonly name: string;
  readonly words: readonly string[];
}

/** Runs the suite once, unless a report of that run was kept. @throws ProcessError where no report came of it */
async function runOnce({ name, words }: Run, seed: number): Promise<KeptReport> {
  const earlier = reports.find(name, seed);
  if (earlier !== null) return earlier;
  reports.clear(name, seed);
  const given = ['--seed', String(seed), '--report', `json=${reports.fileOf(name, seed)}`];
  const code = await perform({
    program: process.execPath,
    args: [join(root, 'dist/cli/main.js'), 'run', ...words, ...always, ...given],
    folder,
  });
  const made = reports.add(name, seed, commit);
  if (made === null) throw new ProcessError(`the run ended with ${code} and without a report`);
  return made;
}

async function runAll(run: Run): Promise<readonly KeptReport[]> {
  const done: KeptReport[] = [];
  for (const seed of seeds) done.push(await runOnce(run, seed));
  return done;
}

/** Ends the process with 2 where the file of expected verdicts is wrong. */
function expectedOf({ id, version }: RealServer): Expected {
  const source = `test/real-servers/${id}-${version}.yaml`;
  try {
    return readExpected(parseYaml(readFileSync(join(root, source), 'utf8')), source, ids);
  } catch (error) {
    return usageError(error instanceof Error ? error.message : String(error));
  }
}

const codes: ExitCode[] = [];
// What is judged is the build, which the checkout may leave behind while the servers run.
const commit = await commitOf();

const nameOf = ({ id }: RealServer, run: ExpectedRun): string => `${id}-${run.name}`;

/** Judges one server in every way in which it is expected to be judged. It is started where a report is missing. */
async function judge(server: RealServer, expected: Expected): Promise<readonly Column[]> {
  const title = `${server.name} ${server.version}`;
  const note = (text: string): void => console.log(`${title}: ${text}`);
  const isKept = (run: ExpectedRun): boolean =>
    seeds.every((seed) => reports.find(nameOf(server, run), seed) !== null);
  const served = expected.runs.every(isKept)
    ? null
    : await startServer(server, await install(server, note));
  const columns: Column[] = [];
  try {
    for (const run of expected.runs) {
      const words = ['--target', served?.url ?? '', ...run.options];
      const found = await runAll({ name: nameOf(server, run), words });
      const differences = compare(
        run,
        found.map(({ report }) => report),
      );
      const last = found.map(
        ({ report: { ms, totals } }) => `${Math.round(ms / 1000)} s, ${totals.requests} requests`,
      );
      note(
        `${run.name}: ${last.join('; ')}; ${differences.length} differences from the expected verdicts`,
      );
      for (const difference of differences) console.log(`  ${difference}`);
      if (differences.length > 0) codes.push(exit.violations);
      columns.push({ server: title, run: run.name, reports: found, reasons: expected.reasons });
    }
  } finally {
    await served?.stop();
  }
  return columns;
}

/** The commit of this checkout, marked where it has been changed; null where that cannot be found out. */
async function commitOf(): Promise<string | null> {
  const args = ['describe', '--always', '--dirty'];
  try {
    return (await execute({ program: 'git', args, folder: root })).trim();
  } catch (error) {
    if (error instanceof ProcessError) return null;
    throw error;
  }
}

const columns = await Promise.all(
  chosen
    .map((server) => [server, expectedOf(server)] as const)
    .map(async ([server, expected]) => {
      try {
        return await judge(server, expected);
      } catch (error) {
        if (!(error instanceof ProcessError)) throw error;
        console.log(`${server.name} ${server.version} was not judged: ${error.message}`);
        codes.push(exit.target);
        return [];
      }
    }),
);
if (only === null && !codes.includes(exit.target)) {
  const found = await runAll({ name: 'reference-server', words: [] });
  const reference = {
    server: 'reference server',
    run: 'api/v1',
    reports: found,
    reasons: new Map(),
  };
  writeFileSync(join(root, 'docs/servers.md'), pageOf([reference, ...columns.flat()], seeds));
} else console.log('docs/servers.md was not written: that needs every server.');
process.exitCode = highestPriority(codes);
