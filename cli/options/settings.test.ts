import { describe, expect, it } from 'vitest';
import { settle } from './settings.ts';

const file = (given: Record<string, unknown>) => ({ name: 'c.yaml', given });

it('without anything said, the reference server is judged at the level documented', () => {
  expect(settle({}, null)).toMatchObject({
    target: null,
    level: 'documented',
    auth: 'query',
    concurrency: 8,
    timeout: 10_000,
    patience: 30_000,
    seed: null,
    runs: null,
    time: null,
    replays: 'conformance-report/replays',
    only: [],
  });
});
it('flags are texts and a file holds values of their kind; both mean the same', () => {
  const flags = { concurrency: '2', timeout: '0.5', seed: '7', only: ['ban'], report: ['json=x'] };
  const values = { concurrency: 2, timeout: 0.5, seed: 7, only: 'ban', report: 'json=x' };
  expect(settle(flags, null)).toEqual(settle({}, file(values)));
  expect(settle(flags, null)).toMatchObject({
    timeout: 500,
    reports: [{ format: 'json', path: 'x' }],
  });
});
it('flags win over the file, a switch turned off included', () => {
  const settings = settle(
    { level: 'implied', bail: false },
    file({ level: 'disputed', bail: true, quiet: true }),
  );
  expect(settings).toMatchObject({ level: 'implied', bail: false, quiet: true });
});
it('the word reference stands for the bundled server', () => {
  expect(settle({ target: 'reference' }, file({ target: 'http://hs' })).target).toBeNull();
});
it('the budget of properties is runs and seconds; their replays go to a folder, or nowhere', () => {
  const settings = settle({ runs: '50', time: '1.5' }, file({ replays: 'out' }));
  expect(settings).toMatchObject({ runs: 50, time: 1500, replays: 'out' });
  expect(settle({ replays: false }, file({ replays: 'out' })).replays).toBeNull();
});
it('nothing but the verdict and every exchange cannot both be shown', () => {
  const told = '--quiet and --verbose cannot both be had';
  expect(() => settle({ quiet: true, verbose: true }, null)).toThrow(told);
  expect(() => settle({ verbose: true }, file({ quiet: true }))).toThrow(told);
  expect(settle({ verbose: true, quiet: false }, file({ quiet: true }))).toMatchObject({
    verbose: true,
    quiet: false,
  });
});
it('a part of the cases is asked for by flag or file; without it, all are', () => {
  expect(settle({ shard: '2/4' }, file({ shard: '1/4' })).shard).toEqual({ index: 2, of: 4 });
  expect(settle({}, file({ shard: '1/4' })).shard).toEqual({ index: 1, of: 4 });
  expect(settle({}, null).shard).toBeNull();
});
it('a base path has no slash at its end', () => {
  expect(settle({ 'base-path': '/_matrix/' }, null).basePath).toBe('/_matrix');
  expect(settle({ 'base-path': '/' }, null).basePath).toBe('');
});

describe('a wrong value is refused by the name of its option', () => {
  it.each([
    [
      { level: 'docmented' },
      '--level must be one of documented, disputed, implied, convention, not "docmented"; did you mean documented?',
    ],
    [{ concurrency: '0' }, '--concurrency must be a whole number from 1 to 256'],
    [{ concurrency: '2.5' }, 'a whole number'],
    [{ concurrency: '1e1' }, 'a whole number'],
    [{ timeout: 'soon' }, '--timeout must be a number from 0.001 to 3600, not "soon"'],
    [{ timeout: '-1' }, '--timeout'],
    [{ patience: '99999' }, '--patience'],
    [{ runs: '0' }, '--runs must be a whole number from 1'],
    [{ time: '0' }, '--time must be a number from 0.001 to 3600'],
    [{ seed: ['1', '2'] }, '--seed'],
    [{ shard: '4/3' }, '--shard must be I/N, the I-th of N parts, such as 1/4; of 3 there'],
    [{ auth: 'basic' }, '--auth must be one of query, header'],
    [{ lacks: ['alises'] }, 'did you mean aliases?'],
    [{ 'base-path': 'x' }, '--base-path must be a path'],
    [{ target: ['a', 'b'] }, '--target may be given once'],
    [
      { report: ['jsn=x'] },
      /^--report knows no format "jsn"; there are json, html, text, .*; did you mean json\?$/,
    ],
    [{ report: ['json'] }, 'must say where to: json=FILE'],
    [{ report: ['json='] }, 'must say where to: json=FILE'],
  ])('%j', (flags, message) => {
    expect(() => settle(flags, null)).toThrow(message);
  });
  it('and by its place in a file', () => {
    expect(() => settle({}, file({ levl: 1 }))).toThrow(
      'c.yaml: unknown key "levl"; did you mean level?',
    );
    expect(() => settle({}, file({ bail: 'yes' }))).toThrow('c.yaml: bail must be true or false');
    expect(() => settle({}, file({ only: [5] }))).toThrow('c.yaml: only must be a text, not 5');
    expect(() => settle({}, file({ timeout: { s: 1 } }))).toThrow(
      'c.yaml: timeout must be a number',
    );
  });
});
