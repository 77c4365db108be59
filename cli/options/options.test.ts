import { describe, expect, it } from 'vitest';
import { UsageError } from '../exit.ts';
import { InvalidValue } from './option.ts';
import { runOptions, targetOptions } from './options.ts';
import { readMinProven, readShard } from './readers.ts';
import { type Typed, valuesOf, wordsOf } from './values.ts';

const file = (given: Record<string, unknown>) => ({ name: 'c.yaml', given });
const values = (typed: Typed, given: Record<string, unknown> | null = null) =>
  valuesOf(runOptions, typed, given === null ? null : file(given));

it('without options the reference server is judged at the level documented', () => {
  expect(values({})).toMatchObject({
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
    shard: null,
    known: null,
    updateKnown: false,
    minProven: null,
    failOn: [],
    strict: false,
  });
});
it('the command line has texts and a file has values of their kind; both mean the same', () => {
  const typed = {
    concurrency: ['2'],
    timeout: ['0.5'],
    seed: ['7'],
    only: ['ban'],
    report: ['json=x'],
  };
  const given = { concurrency: 2, timeout: 0.5, seed: 7, only: 'ban', report: 'json=x' };
  expect(values(typed)).toEqual(values({}, given));
  expect(values(typed)).toMatchObject({ timeout: 500, report: [{ format: 'json', path: 'x' }] });
});
it('the command line wins over the file, also where it turns a switch off', () => {
  expect(
    values(
      { level: ['implied'], bail: false, strict: false, shard: ['2/4'] },
      {
        level: 'disputed',
        bail: true,
        quiet: true,
        strict: true,
        known: 'known.yaml',
        shard: '1/4',
        'min-proven': { documented: 95 },
        'fail-on': 'flaky',
      },
    ),
  ).toMatchObject({
    level: 'implied',
    bail: false,
    quiet: true,
    strict: false,
    known: 'known.yaml',
    shard: { index: 2, of: 4 },
    minProven: { each: null, grades: { documented: 95 } },
    failOn: ['flaky'],
  });
  expect(values({ target: ['reference'] }, { target: 'http://hs' })['target']).toBeNull();
});
it('replays go to a folder, or nowhere', () => {
  expect(values({ runs: ['50'], time: ['1.5'] }, { replays: 'out' })).toMatchObject({
    runs: 50,
    time: 1500,
    replays: 'out',
  });
  expect(values({ replays: false }, { replays: 'out' })['replays']).toBeNull();
});
it('--quiet and --verbose exclude each other, wherever they stand', () => {
  const message = '--quiet and --verbose cannot be used together';
  expect(() => values({ quiet: true, verbose: true })).toThrow(message);
  expect(() => values({ verbose: true }, { quiet: true })).toThrow(message);
  expect(values({ verbose: true, quiet: false }, { quiet: true })).toMatchObject({
    verbose: true,
    quiet: false,
  });
});
it('a base path has no slash at its end', () => {
  expect(values({ basePath: ['/_matrix/'] })['basePath']).toBe('/_matrix');
  expect(values({ basePath: ['/'] })['basePath']).toBe('');
});

it('what a target lacks is given in several words, or in one with commas', () => {
  const lacks = ['aliases', 'ban', 'get_room_sync_data'];
  expect(values({ lacks: ['aliases,ban', 'get_room_sync_data'] })['lacks']).toEqual(lacks);
  expect(values({}, { lacks: 'aliases, ban, get_room_sync_data' })['lacks']).toEqual(lacks);
});
it('of --api and --base-path, the command line wins over the file', () => {
  const both = { api: ['v3'] };
  expect(values(both, { 'base-path': '/x' })).toMatchObject({ api: 'v3', basePath: null });
  expect(values({ basePath: ['/x'] }, { api: 'v3' })).toMatchObject({ api: null, basePath: '/x' });
});

describe('a wrong value is refused by the name of its option', () => {
  it.each<readonly [Typed, string | RegExp]>([
    [
      { level: ['docmented'] },
      '--level must be one of documented, disputed, implied, convention (got "docmented"); did you mean documented?',
    ],
    [{ concurrency: ['0'] }, '--concurrency must be a whole number from 1 to 256 (got "0")'],
    [{ concurrency: ['2.5'] }, 'a whole number'],
    [{ concurrency: ['1e1'] }, 'a whole number'],
    [
      { timeout: ['soon'] },
      '--timeout must be a number of seconds from 0.001 to 3600, for example 30 (got "soon")',
    ],
    [{ timeout: ['-1'] }, '--timeout'],
    [{ patience: ['99999'] }, '--patience'],
    [{ runs: ['0'] }, '--runs must be a whole number from 1'],
    [{ time: ['0'] }, '--time must be a number of seconds from 0.001 to 3600'],
    [{ seed: ['1', '2'] }, '--seed can be given only once'],
    [{ auth: ['basic'] }, '--auth must be one of query, header'],
    [{ lacks: ['alises'] }, 'did you mean aliases?'],
    [{ lacks: ['ban,get_topc'] }, 'did you mean get_topic or set_topic?'],
    [{ api: ['r1'] }, '--api must be one of v1, r0, v3 (got "r1")'],
    [{ api: ['v3'], basePath: ['/x'] }, '--api and --base-path cannot be used together'],
    [{ failOn: ['flakey'] }, '--fail-on must be one of flaky (got "flakey"); did you mean flaky?'],
    [{ basePath: ['x'] }, '--base-path must be a path'],
    [{ target: ['a', 'b'] }, '--target can be given only once (got a, b)'],
    [{ target: ['localhost:8008'] }, '--target cannot be used: "localhost:8008"'],
    [
      { report: ['jsn=x'] },
      /^--report does not know the format "jsn"; the formats are json, html, text, .*; did you mean json\?$/,
    ],
    [{ report: ['json'] }, 'must say where to write: json=FILE'],
    [{ report: ['json='] }, 'must say where to write: json=FILE'],
  ])('%j', (typed, message) => {
    expect(() => values(typed)).toThrow(message);
    expect(() => values(typed)).toThrow(UsageError);
  });
  it('and by its place in a file', () => {
    expect(() => values({}, { bail: 'yes' })).toThrow('c.yaml: bail must be true or false');
    expect(() => values({}, { only: [5] })).toThrow('c.yaml: only must be a text (got 5)');
    expect(() => values({}, { 'min-proven': 'x' })).toThrow('c.yaml: min-proven must be a percent');
    expect(() => values({}, { timeout: { s: 1 } })).toThrow('c.yaml: timeout must be a number');
  });
});

describe('--shard', () => {
  it('is the I-th of N parts', () => {
    expect(readShard('1/1')).toEqual({ index: 1, of: 1 });
    expect(readShard('12/1000')).toEqual({ index: 12, of: 1000 });
  });
  it.each(['0/3', '4/3', '1/0', '1/1001', 'x', '1', '-1/3', '1/3/5', '1 /3', '1.0/3', '', 5])(
    'may not be %j',
    (given) => {
      expect(() => readShard(given)).toThrow(InvalidValue);
      expect(() => readShard(given)).toThrow(`(got ${JSON.stringify(given)})`);
    },
  );
});

describe('--min-proven', () => {
  it.each([
    ['90%', { each: 90, grades: {} }],
    ['97.5 %', { each: 97.5, grades: {} }],
    ['0.9%', { each: 0.9, grades: {} }],
    [80, { each: 80, grades: {} }],
    ['documented=95%,implied=80', { each: null, grades: { documented: 95, implied: 80 } }],
    [
      { documented: '95%', implied: 80 },
      { each: null, grades: { documented: 95, implied: 80 } },
    ],
  ])('may be %j', (value, read) => {
    expect(readMinProven(value)).toEqual(read);
  });
  it.each([
    ['most', 'must be a percentage from 0% to 100%, for example 90%'],
    ['101%', 'must be a percentage'],
    ['-1', 'must be a percentage'],
    [true, 'must be a text (got true)'],
    ['documented', 'must be a percentage'],
    ['documentd=9%', 'did you mean documented?'],
    ['implied=all', 'must be a percentage from 0% to 100%'],
    ['implied=1%,implied=2%', 'names implied twice'],
    ['0.9', '0.9 can be read in two ways: write 90% or 0.9%'],
    [1, '1 can be read in two ways: write 100% or 1%'],
    ['implied=0.57', '0.57 can be read in two ways: write 57% or 0.57%'],
  ])('may not be %j', (value, message) => {
    expect(() => readMinProven(value)).toThrow(message);
  });
});

it('options other than the default are written as words again, and read the same', () => {
  const typed = {
    accounts: ['users.yaml'],
    timeout: ['2.5'],
    patience: ['60'],
    lacks: ['aliases'],
  };
  const words = wordsOf(targetOptions, values(typed));
  expect(words.join(' ')).toBe('--accounts users.yaml --timeout 2.5 --patience 60 --lacks aliases');
});
