import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { broken, failed, found, passed } from '../../reports/testing/sample.ts';
import { playsOf, readReplayFile, searchOf, writeReplays } from './replay-files.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'rooms-conformance-'));
const id = 'membership-model/any-series-of-moves';
const schema: object = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../reports/replay.schema.json'), 'utf8'),
);
const validate = new Ajv({ allErrors: true, strictTypes: false }).compile(schema);

describe('the replays of a run', () => {
  it('are files as the published schema has them, which can be read back', () => {
    const to = join(folder(), 'a/b');
    const { files, problem } = writeReplays([found(id), found('views-agree/b')], to);
    expect(problem).toBeNull();
    expect([...files.keys()]).toEqual([id, 'views-agree/b']);
    expect(readdirSync(to)).toHaveLength(2);
    const path = files.get(id) ?? '';
    validate(JSON.parse(readFileSync(path, 'utf8')));
    expect(validate.errors).toBeNull();
    expect(readReplayFile(path)).toMatchObject({
      case: id,
      requirement: 'SMEM-11',
      verdict: 'failed',
      steps: [{ do: 'create', room: 1 }, { do: 'invite' }],
    });
  });
  it('are not written, nor is their folder made, where no search failed', () => {
    const to = join(folder(), 'replays');
    const outcomes = [passed(id), failed('leave/a'), broken('views-agree/b', 'x')];
    expect(writeReplays(outcomes, to).files.size).toBe(0);
    expect(existsSync(to)).toBe(false);
    expect(writeReplays([found(id)], null).files.size).toBe(0);
  });
  it('have one name for equal counterexamples, and never take the place of another', () => {
    const to = folder();
    writeReplays([found(id)], to);
    writeReplays([found(id)], to);
    expect(readdirSync(to)).toHaveLength(1);
    writeReplays([found(id, { again: [] })], to);
    expect(readdirSync(to)).toHaveLength(2);
  });
  it('that cannot be written are a problem to report, not an error', () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    const { files, problem } = writeReplays([found(id)], join(file, 'replays'));
    expect(files.size).toBe(0);
    expect(problem).toMatch(
      /^the replay .* cannot be written: a part of its path is not a directory/,
    );
  });
});

it('by default a race is played 20 times and anything else once', () => {
  const race = { steps: [{ do: 'together', acts: [{ client: 'a 1' }, { client: 'b 1' }] }] };
  const series = { steps: [{ do: 'create', room: 1 }] };
  expect([playsOf(null, race), playsOf(null, series), playsOf(3, race)]).toEqual([20, 1, 3]);
});

describe('a file that is not a replay is refused in one sentence', () => {
  const right = {
    schema: 'matrix-rooms-conformance/replay-1',
    case: id,
    seed: 1,
    path: '0',
    versions: {},
    requirement: 'SMEM-11',
    verdict: 'failed',
    steps: [],
    descriptions: [],
    observations: [],
  };
  it.each([
    ['no JSON', 'it is not JSON'],
    ['[]', 'it is not a replay of rooms-conformance'],
    ['{"schema":"rooms-conformance-report/1"}', 'it is not a replay of rooms-conformance'],
    [
      JSON.stringify({ ...right, schema: 'matrix-rooms-conformance/replay-99' }),
      'it is matrix-rooms-conformance/replay-99, and this version reads matrix-rooms-conformance/replay-1',
    ],
    [JSON.stringify({ ...right, steps: 'x' }), 'steps is not a list'],
    [JSON.stringify({ ...right, requirement: 'X-1' }), 'requirement is not a known requirement'],
  ])('%j', (text, message) => {
    const path = join(folder(), 'r.json');
    writeFileSync(path, text);
    expect(() => readReplayFile(path)).toThrow(`${path} cannot be replayed: ${message}`);
  });
  it('and so is one of a case that this version cannot replay', () => {
    const scripted = {
      id,
      title: '',
      requires: ['SMEM-11'],
      run: () => Promise.resolve(),
    } as const;
    for (const cases of [[], [scripted]]) {
      expect(() =>
        searchOf(
          {
            ...right,
            requirement: 'SMEM-11',
            verdict: 'failed',
            schema: 'matrix-rooms-conformance/replay-1',
          },
          'r.json',
          cases,
        ),
      ).toThrow(`r.json cannot be replayed: this version has no property named ${id}`);
    }
  });
});
