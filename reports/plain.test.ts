import { expect, it } from 'vitest';
import { inert, inertJson, plain, shorten, some } from './plain.ts';

it('a text becomes one line without anything that a terminal obeys', () => {
  expect(plain('a\r\n\tb\u001B[31mc\u0000\u009Bd\u202Ee\u2028f')).toBe('a b[31mcde f');
  expect(plain('a\uD800b😀')).toBe('a\uFFFDb😀');
});
it('only the beginning of an endless text is looked at, and the cut shows', () => {
  expect(plain(`${'\u0000'.repeat(1_000_000)}a`)).toBe('…');
  expect(plain('ab '.repeat(1_000_000), 6)).toBe('ab ab…');
});
it('a long text is cut, never inside a character', () => {
  expect(shorten('abcdef', 4)).toBe('abc…');
  expect(shorten('ab😀cd', 4)).toBe('ab…');
});
it('a list of names is cut if more than one would be left out', () => {
  expect(some(['a', 'b', 'c'], 2)).toBe('a, b, c');
  expect(some(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
});
it('a CI system finds no command in a text', () => {
  const text = inert(
    '  ::error::owned\n::stop::\n\u001B[31m::warning::x\na::b ##[error]x ##vso[task.complete]x ##teamcity[x] ## [a] #[b]',
  );
  expect(text).toBe(
    '  : :error::owned\n: :stop::\n\u001B[31m: :warning::x\na::b ## [error]x ## vso[task.complete]x ## teamcity[x] ## [a] #[b]',
  );
});
it('a CI system finds no command in JSON, which still means the same', () => {
  const value = { text: '##vso[task.complete]x' };
  const json = inertJson(JSON.stringify(value));
  expect(json).not.toContain('##');
  expect(JSON.parse(json)).toEqual(value);
});
