import { describe, expect, it } from 'vitest';
import { exit, highestPriority } from '../exit.ts';
import { commands } from './commands.ts';
import { parse } from './parse.ts';

const read = (line: string) =>
  parse(
    line.split(' ').filter((word) => word !== ''),
    '1.2.3',
    () => null,
  );
const help = (word: string): string => {
  const request = read(`${word} --help`);
  return request.command === 'text' ? request.text : '';
};

describe('the command line', () => {
  it('gives a command its options, and keeps what was typed', () => {
    expect(
      read('run --target http://hs --only ban SMEM-11 --only join --no-bail --timeout 5'),
    ).toMatchObject({
      command: 'run',
      args: [],
      values: {
        target: 'http://hs',
        only: ['ban', 'SMEM-11', 'join'],
        bail: false,
        timeout: 5000,
        config: null,
      },
      typed: { target: ['http://hs'], only: ['ban', 'SMEM-11', 'join'], bail: false },
    });
    expect(read('run --report json=a text=b --base-path /x')).toMatchObject({
      values: {
        basePath: '/x',
        report: [
          { format: 'json', path: 'a' },
          { format: 'text', path: 'b' },
        ],
      },
    });
  });
  it('knows the other commands', () => {
    expect(read('list --json --only ban --shard 2/3')).toMatchObject({
      command: 'list',
      values: { only: ['ban'], shard: { index: 2, of: 3 }, json: true },
    });
    expect(read('list')).toMatchObject({ values: { shard: null } });
    expect(read('merge a.json b.json --report json=c.json')).toMatchObject({
      command: 'merge',
      args: ['a.json', 'b.json'],
      values: { report: [{ format: 'json', path: 'c.json' }], quiet: false },
    });
    expect(read('compare --report html=c.html --report text=- a.json b.json --strict')).toEqual({
      command: 'compare',
      args: ['a.json', 'b.json'],
      values: {
        report: [
          { format: 'html', path: 'c.html' },
          { format: 'text', path: null },
        ],
        strict: true,
        quiet: false,
      },
      typed: { report: ['html=c.html', 'text=-'], strict: true },
    });
    expect(read('replay r.json --target http://hs --times 3')).toMatchObject({
      command: 'replay',
      args: ['r.json'],
      values: { target: 'http://hs', times: 3, json: false },
    });
    expect(read('explain SMEM-11')).toMatchObject({ command: 'explain', args: ['SMEM-11'] });
    expect(read('coverage')).toMatchObject({ command: 'coverage', values: { json: false } });
    expect(read('faults')).toMatchObject({ args: [], values: { by: 'fault' } });
    expect(read('selftest --jobs 2')).toMatchObject({ values: { jobs: 2, seed: 1, full: false } });
    expect(read('serve --port 0')).toMatchObject({
      command: 'serve',
      values: { port: 0, host: '127.0.0.1', fault: null, variant: null },
    });
  });

  it.each(Object.keys(commands))(
    '%s --help has examples and the exit codes it can return',
    (word) => {
      const text = help(word);
      expect(text).toMatch(new RegExp(`Examples:\n(.*\n)? +rooms-conformance ${word}`));
      const codes = [...text.matchAll(/^ {2}(\d+) {2,}\S/gm)].map(([, code]) => Number(code));
      expect(codes).toEqual(expect.arrayContaining([0, 2, 70]));
      expect(codes.includes(3)).toBe(
        ['run', 'replay', 'probe', 'proxy', 'examples'].includes(word),
      );
    },
  );
  it('the help shows the type and the default of an option', () => {
    expect(help('serve')).toContain(
      '--port <number>   port to listen on (default: 8008, 0 picks a free one)',
    );
    expect(help('run')).toMatch(
      /--level <grade> +grades up to this one decide the verdict: [\s\S]* \(default: documented\)/,
    );
    expect(help('run')).toMatch(/--only <pattern\.\.\.> /);
    expect(read('--help')).toMatchObject({ text: expect.stringMatching(/^ {2}selftest .*\S/m) });
    expect(read('--version')).toEqual({ command: 'text', text: '1.2.3\n' });
  });

  it.each([
    ['', 'No command given. Run rooms-conformance --help for the list.'],
    ['rnu', "unknown command 'rnu' (Did you mean run?)"],
    ['run --taget x', "run: unknown option '--taget' (Did you mean --target?)"],
    ['list --target x', "list: unknown option '--target'; see rooms-conformance list --help"],
    ['run -x', "run: unknown option '-x'"],
    ['run extra', "run: too many arguments for 'run'"],
    ['run --concurrency', "run: option '--concurrency <number>' argument missing"],
    ['list --shard 4/3', '--shard must be I/N with 1 <= I <= N <= 1000, for example 2/4'],
    ['explain', "explain: missing required argument 'id'"],
    ['merge', "merge: missing required argument 'files'"],
    ['serve --port http', '--port must be a whole number from 0 to 65535 (got "http")'],
    ['serve --port 1 --port 2', '--port can be given only once (got 1, 2)'],
    ['faults --by name', '--by must be one of fault, requirement (got "name")'],
  ])('"%s" is refused', (line, message) => {
    expect(() => read(line)).toThrow(message);
  });
});

it('of several exit codes the one with the highest priority is taken', () => {
  expect(highestPriority([])).toBe(exit.conformant);
  expect(highestPriority([exit.inconclusive, exit.violations])).toBe(exit.violations);
  expect(highestPriority([exit.violations, exit.defect])).toBe(exit.defect);
  expect(highestPriority([exit.defect, exit.interrupted])).toBe(exit.interrupted);
  expect(highestPriority([exit.conformant, exit.inconclusive])).toBe(exit.inconclusive);
});
