import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../reference-server/faults/index.ts';
import { createReferenceServer } from '../reference-server/index.ts';
import type { Report } from '../reports/report.ts';
import { exit } from './exit.ts';
import { performHere } from './testing/context.ts';
import { cliHere } from './testing/here.ts';
import { cli, folder } from './testing/process.ts';

// A property fails, is written down and is played again, also by a process, as users have it.
const root = join(import.meta.dirname, '..');
const lastLine = (page: string) => page.trimEnd().split('\n').at(-1);
const isReport = (value: unknown): value is Report =>
  typeof value === 'object' && value !== null && 'outcomes' in value;
function reportIn(path: string): Report {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isReport(value)) throw new Error(`${path} is no report`);
  return value;
}
const schemaOf = (name: string): object =>
  JSON.parse(readFileSync(join(root, `reports/${name}.schema.json`), 'utf8'));
const ajv = new Ajv({ allErrors: true, strictTypes: false });

/** Time without end: a limit that a busy machine reaches would decide what is found. */
const search = ['--only', 'membership-model', '--seed', '4', '--time', '3600', '--runs', '200'];

describe('a server that takes a second invite for a leave', () => {
  const options = faults.find(({ id }) => id === 'second-invite-uninvites')?.options();
  const server = createReferenceServer(options);
  const mended = createReferenceServer();
  const cwd = folder();
  let [url, file, screen] = ['', '', ''];
  let code: number | null = null;
  beforeAll(async () => {
    ({ url } = await server.listen(0));
    const args = ['run', '--target', url, ...search, '--report', 'json=r.json'];
    ({ stdout: screen, code } = await cliHere(args, cwd));
    [file = ''] = readdirSync(join(cwd, 'conformance-report/replays'));
    file = `conformance-report/replays/${file}`;
  });
  afterAll(() => Promise.all([server.close(), mended.close()]));

  it('fails a property, which shows few steps and how to play them again', () => {
    expect(code).toBe(1);
    expect(screen).toMatch(/shrunk to \d steps, from \d+ in run \d+:\n {2}1 {2}alice creates/);
    expect(screen).toMatch(/received .+\n/);
    expect(screen).toContain('SMEM-11');
    expect(screen).toContain(`--only membership-model/any-series-of-moves --seed 4 --runs 200`);
    expect(screen).toContain(`replay           rooms-conformance replay ${file} --target ${url}`);
  });
  it('has the counterexample and the search in its report, and both files follow their schemas', () => {
    const report = reportIn(join(cwd, 'r.json'));
    const validate = ajv.compile(schemaOf('report'));
    validate(report);
    expect(validate.errors).toBeNull();
    expect(report).toMatchObject({ seed: 4, search: { runs: 200, milliseconds: 3_600_000 } });
    const [outcome] = report.outcomes;
    expect(outcome).toMatchObject({ verdict: 'failed', replay: file, searched: { asked: 200 } });
    expect(outcome?.searched?.coverage?.missed.length).toBeGreaterThan(0);
    const text = readFileSync(join(cwd, file), 'utf8');
    const replay: unknown = JSON.parse(text);
    const validateReplay = ajv.compile(schemaOf('replay'));
    validateReplay(replay);
    expect(validateReplay.errors).toBeNull();
    expect(outcome).toMatchObject({
      mismatches: [{ counterexample: { seed: expect.any(Number) } }],
    });
    expect(text).not.toMatch(/localhost|127\.0\.0\.1|[@!$][0-9a-f]{8}/);
  });
  it('fails in the same way with the same seed', async () => {
    const args = ['run', '--target', url, ...search, '--no-replays', '--report', 'json=r.json'];
    const elsewhere = folder();
    expect((await cliHere(args, elsewhere)).code).toBe(1);
    expect(readdirSync(elsewhere)).toEqual(['r.json']);
    const found = (path: string): unknown => {
      const [outcome] = reportIn(path).outcomes;
      const mismatches = outcome?.verdict === 'failed' ? outcome.mismatches : [];
      const { seed, run, drawn } = mismatches[0]?.counterexample ?? {};
      return { seed, run, drawn };
    };
    expect(found(join(elsewhere, 'r.json'))).toEqual(found(join(cwd, 'r.json')));
  });
  it('fails the replay again, with 1, and in every step as before', async () => {
    const { code: end, out } = await performHere('replay', join(cwd, file), '--target', url);
    expect(out).toContain('in every step the target behaved as it did when this was found');
    expect(lastLine(out)).toMatch(/^fails again: SMEM-\d+ is violated$/);
    expect(end).toBe(1);
  });
  it('passes the replay once it is mended, with 0, and the first step that differs is shown', async () => {
    const { code: end, stdout } = await cli(['replay', file], cwd);
    expect(stdout).toContain('(the bundled reference server)');
    expect(stdout).toMatch(/behaves differently from step \d on/);
    expect(lastLine(stdout)).toBe('no longer fails');
    expect(end).toBe(0);
    const again = ['replay', file, '--target', (await mended.listen(0)).url];
    const json: unknown = JSON.parse(
      (await cliHere([...again, '--json', '--times', '2'], cwd)).stdout,
    );
    expect(json).toMatchObject({
      schema: 'rooms-conformance-replayed/1',
      verdict: 'passed',
      plays: 2,
      mismatch: null,
      differs: { step: expect.any(Number), before: expect.stringContaining('is not met') },
    });
  });
  it('ends the replay with 3 if it is not reachable', async () => {
    const found = await performHere('replay', join(cwd, file), '--target', 'http://127.0.0.1:1');
    expect(found.note).toContain('cannot be reached: the connection was refused');
    expect(found).toMatchObject({ code: 3, out: '' });
  });
});

it('a run in which every property passes writes nothing', async () => {
  const cwd = folder();
  const server = createReferenceServer();
  const { url } = await server.listen(0);
  const few = ['--only', 'state-slots', '--runs', '3', '--time', '3600'];
  const { code, stdout } = await cliHere(['run', '--target', url, ...few], cwd);
  await server.close();
  expect(stdout).toMatch(/1 property searched, seed .*\n {2}state-slots\/\S+ +3 of 3 runs/);
  expect(code).toBe(0);
  expect(existsSync(join(cwd, 'conformance-report'))).toBe(false);
  expect(readdirSync(cwd)).toEqual([]);
});

describe('properties stand beside the other cases', () => {
  it('in the list, which says that they search', async () => {
    const { out } = await performHere('list', '--only', 'membership-model');
    expect(out).toMatch(/^membership-model\/\S+\n.*\n {2}searches for violations of .* more$/m);
    expect(out).toMatch(/1 case, of them 1 property that searches\n$/);
    const json: unknown = JSON.parse((await performHere('list', '--json')).out);
    expect(json).toContainEqual(
      expect.objectContaining({ id: 'membership-model/any-series-of-moves', property: true }),
    );
    expect(json).toContainEqual(
      expect.objectContaining({ id: 'get_topic/member-reads-topic', property: false }),
    );
  });
  it('in what explain says about a suite and a case', async () => {
    for (const id of ['membership-model', 'membership-model/any-series-of-moves']) {
      const { out } = await performHere('explain', id);
      expect(out).toContain(id);
      expect(out).toContain('rooms-conformance replay');
    }
    const { note } = await performHere('explain', 'membership-modl');
    expect(note).toContain('did you mean membership-model');
  });
  it('in the coverage, apart from scripted cases', async () => {
    expect((await performHere('coverage')).out).toMatch(/; \d+\s+propert(y|ies)\n/);
  });
});

describe('a bad question about replays is refused', () => {
  const at = (name: string, text: string): string => {
    const path = join(folder(), name);
    writeFileSync(path, text);
    return path;
  };
  const report = at('report.json', '{"schema":"rooms-conformance-report/1"}');
  const later = at('later.json', '{"schema":"matrix-rooms-conformance/replay-2"}');
  it.each([
    [['replay'], "replay: missing required argument 'file'"],
    [['replay', '/none.json'], 'the replay /none.json cannot be read: there is no such file'],
    [['replay', report], 'it is not a replay of rooms-conformance'],
    [['replay', later], 'and this version reads matrix-rooms-conformance/replay-1'],
    [['replay', later, '--times', '0'], '--times must be a whole number from 1'],
    [['replay', later, '--only', 'x'], "replay: unknown option '--only'"],
    [['run', '--replays', report], `replays cannot be written to ${report}`],
  ])('%j', async (args, message) => {
    const { code, out, note } = await performHere(...args);
    expect(note).toContain(message);
    expect(out).toBe('');
    expect(code).toBe(exit.usage);
  });
});
