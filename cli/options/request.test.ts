import { describe, expect, it } from 'vitest';
import { exit, weightiest } from '../exit.ts';
import { readCommand } from './request.ts';

const read = (line: string) =>
  readCommand(
    line.split(' ').filter((word) => word !== ''),
    '1.2.3',
  );

describe('the command line', () => {
  it('hands on what was given to run, and nothing else', () => {
    expect(
      read('run --target http://hs --only ban SMEM-11 --only join --no-bail --timeout 5'),
    ).toEqual({
      kind: 'run',
      given: { target: 'http://hs', only: ['ban', 'SMEM-11', 'join'], bail: false, timeout: '5' },
      config: null,
    });
    expect(read('run --config c.yaml')).toMatchObject({ given: {}, config: 'c.yaml' });
  });
  it('knows the other commands', () => {
    expect(read('list --json --only ban --shard 2/3')).toEqual({
      kind: 'list',
      only: ['ban'],
      shard: { index: 2, of: 3 },
      json: true,
    });
    expect(read('list')).toMatchObject({ shard: null });
    expect(read('merge a.json b.json --report json=c.json')).toMatchObject({
      kind: 'merge',
      files: ['a.json', 'b.json'],
      reports: ['json=c.json'],
      quiet: false,
    });
    expect(read('compare --report html=c.html --report text=- a.json b.json --strict')).toEqual({
      kind: 'compare',
      files: ['a.json', 'b.json'],
      reports: ['html=c.html', 'text=-'],
      strict: true,
      quiet: false,
    });
    expect(read('replay r.json --target http://hs --times 3')).toEqual({
      kind: 'replay',
      file: 'r.json',
      given: { target: 'http://hs' },
      config: null,
      times: 3,
      json: false,
    });
    expect(read('explain SMEM-11')).toEqual({ kind: 'explain', id: 'SMEM-11' });
    expect(read('coverage')).toEqual({ kind: 'coverage', json: false });
    expect(read('serve --port 0')).toEqual({
      kind: 'serve',
      port: 0,
      host: '127.0.0.1',
      fault: null,
      variant: null,
    });
  });
  it.each(['run', 'replay', 'list', 'merge', 'compare', 'explain', 'coverage', 'serve'])(
    '%s --help has examples and exit codes',
    (word) => {
      const command = read(`${word} --help`);
      expect(command).toMatchObject({ kind: 'text', text: expect.stringContaining('Examples:') });
      expect(command).toMatchObject({ text: expect.stringContaining('Exit codes:') });
    },
  );
  it.each([
    ['', 'say what to do'],
    ['rnu', 'there is no command "rnu"; did you mean run?'],
    ['run --taget x', 'run has no option --taget; did you mean --target'],
    ['list --target x', 'list has no option --target'],
    ['run -x', 'run has no option --x'],
    ['run extra', 'run takes no "extra"'],
    ['run --concurrency', 'the option --concurrency wants a value'],
    ['list --shard 4/3', '--shard must be I/N, the I-th of N parts, such as 1/4'],
    ['explain', 'explain wants an id'],
    ['serve --port http', '--port must be a whole number from 0 to 65535, not "http"'],
    ['serve --port 1 --port 2', '--port may be given once'],
  ])('"%s" is refused', (line, message) => {
    expect(() => read(line)).toThrow(message);
  });
});

it('of several exit codes the weightiest is taken', () => {
  expect(weightiest([])).toBe(exit.conformant);
  expect(weightiest([exit.inconclusive, exit.violations])).toBe(exit.violations);
  expect(weightiest([exit.violations, exit.defect])).toBe(exit.defect);
  expect(weightiest([exit.defect, exit.interrupted])).toBe(exit.interrupted);
  expect(weightiest([exit.conformant, exit.inconclusive])).toBe(exit.inconclusive);
});
