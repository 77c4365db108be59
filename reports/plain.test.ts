import { expect, it } from 'vitest';
import { inert, labelled, plain, shorten, some, wrap } from './plain.ts';

it('a text becomes one line without anything a terminal obeys', () => {
  expect(plain('a\r\n\tb\u001B[31mc\u0000\u009Bd\u202Ee\u2028f')).toBe('a b[31mcde f');
  expect(plain('a\uD800b😀')).toBe('a\uFFFDb😀');
});
it('of an endless text only the beginning is looked at, and the cut shows', () => {
  expect(plain(`${'\u0000'.repeat(1_000_000)}a`)).toBe('…');
  expect(plain('ab '.repeat(1_000_000), 6)).toBe('ab ab…');
});
it('a long text is cut, never inside of a character', () => {
  expect(shorten('abcdef', 4)).toBe('abc…');
  expect(shorten('ab😀cd', 4)).toBe('ab…');
});
it('lines break at spaces, and long words are cut in pieces', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
  expect(wrap('', 3)).toEqual(['']);
});
it('the further lines of a labelled text stand below its first', () => {
  const lines = labelled('why', 'word '.repeat(30).trim(), 8).split('\n');
  expect(lines[1]).toMatch(/^ {10}word/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});
it('a list of names is cut where more than one would be left out', () => {
  expect(some(['a', 'b', 'c'], 2)).toBe('a, b, c');
  expect(some(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
});

it('gives a runner of pipelines nothing to obey', () => {
  const text = inert('  ::error::owned\n::stop::\nreceived a::b and ##[error]owned');
  expect(text).toBe('  : :error::owned\n: :stop::\nreceived a::b and ## [error]owned');
});
