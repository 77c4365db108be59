import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { performHere } from '../testing/context.ts';

const root = join(import.meta.dirname, '../..');
const python = join(root, 'drivers/python/driver.py');
const folder = (): string => mkdtempSync(join(tmpdir(), 'rooms-conformance-'));

/** The Python client, but a message that says the same as the one before is not shown. */
function clientWithoutEchoes(): string {
  const right = readFileSync(python, 'utf8');
  const line =
    'said = [one for one in reversed(events.values()) if one["type"] == "m.room.message"]';
  const spoilt = `${line}
        said = [one for i, one in enumerate(said) if i == 0 or one["content"] != said[i - 1]["content"]]`;
  const program = right.replace(line, spoilt);
  if (program === right) throw new Error('the Python client changed');
  const file = join(folder(), 'driver.py');
  writeFileSync(file, program);
  return file;
}

const only = ['--only', 'clients/series/whatever-users-do'];

describe('a series that fails', () => {
  const driver = clientWithoutEchoes();
  const replays = folder();

  it('is told in words, with the command that plays it again', async () => {
    const { code, out } = await performHere(
      'client',
      ...only,
      '--level',
      'implied',
      '--seed',
      '2',
      '--replays',
      replays,
      '--',
      'python3',
      driver,
    );
    expect(code).toBe(1);
    expect(out).toMatch(/shrunk to 2 steps, from \d+ in run \d+/);
    expect(out).toContain('CLIENT-24 is not met: the number of messages that the client shows');
    expect(out).toMatch(/again +rooms-conformance client .*--seed 2 -- python3/);
    expect(out).toMatch(/replay +rooms-conformance replay .*\.json -- python3/);
  });

  it('is written to a file that the schema of replays permits', () => {
    const schema = JSON.parse(readFileSync(join(root, 'reports/replay.schema.json'), 'utf8'));
    const [name = ''] = readdirSync(replays);
    const accepts = new Ajv().compile(schema);
    expect(accepts(JSON.parse(readFileSync(join(replays, name), 'utf8')))).toBe(true);
  });

  it('fails again when it is replayed, and not with a right client', async () => {
    const [name = ''] = readdirSync(replays);
    const file = join(replays, name);
    const again = await performHere('replay', file, '--', 'python3', driver);
    expect(again).toMatchObject({
      code: 1,
      out: expect.stringContaining('fails again: CLIENT-24'),
    });
    const right = await performHere('replay', file, '--', 'python3', python);
    expect(right).toMatchObject({ code: 0, out: expect.stringContaining('no longer fails') });
    const json = await performHere('replay', file, '--json', '--', 'python3', driver);
    expect(JSON.parse(json.out)).toMatchObject({ verdict: 'failed', driver: `python3 ${driver}` });
  });

  it('needs a driver to be replayed, and a replay of a server takes none', async () => {
    const [name = ''] = readdirSync(replays);
    const file = join(replays, name);
    expect(await performHere('replay', file)).toMatchObject({
      code: 2,
      note: expect.stringContaining('name the program that drives yours behind --'),
    });
    const document = JSON.parse(readFileSync(file, 'utf8'));
    const other = join(replays, 'server.json');
    const ofServer = { ...document, case: 'state-slots/the-last-write-wins' };
    writeFileSync(other, JSON.stringify(ofServer));
    expect(await performHere('replay', other, '--', 'python3', python)).toMatchObject({
      code: 2,
      note: expect.stringContaining('name the server by --target'),
    });
    writeFileSync(other, JSON.stringify({ ...document, case: 'clients/series/none' }));
    expect(await performHere('replay', other, '--', 'python3', python)).toMatchObject({
      code: 2,
      note: expect.stringContaining('this version has no series named clients/series/none'),
    });
    const steps = [{ do: 'say', who: 'mallory', room: 1, text: '', trouble: [] }];
    writeFileSync(other, JSON.stringify({ ...document, steps }));
    expect(await performHere('replay', other, '--', 'python3', python)).toMatchObject({
      code: 2,
      note: expect.stringContaining('step 1 is not a step of a series'),
    });
  });
});

describe('how far is searched', () => {
  it('quick plays no series', async () => {
    const { note, out } = await performHere(
      'client',
      '--only',
      'clients/series/*',
      '--only',
      'clients/get_topic/*',
      '--effort',
      'quick',
      '--level',
      'implied',
      '--',
      'python3',
      python,
    );
    expect(note).not.toContain('clients/series');
    expect(out).toContain('1 passed, 0 failed, 0 skipped');
  });

  it('quick takes no limit of series', async () => {
    expect(
      await performHere('client', '--effort', 'quick', '--runs', '3', '--', 'python3', python),
    ).toMatchObject({ code: 2, note: expect.stringContaining('plays no series') });
  });

  it('--runs says how many series are played', async () => {
    const { out } = await performHere(
      'client',
      ...only,
      '--runs',
      '3',
      '--level',
      'implied',
      '--',
      'python3',
      python,
    );
    expect(out).toMatch(/whatever-users-do +3 of 3 runs/);
  });
});
