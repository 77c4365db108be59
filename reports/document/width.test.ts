import { expect, it } from 'vitest';
import { column, cut, pad, widthOf, wrap } from './width.ts';

const lines = (text: string, width: number): readonly string[] =>
  wrap(text, width).map(([start, end]) => text.slice(start, end));

it('wide characters take two columns, combining marks none', () => {
  expect(['ab', '漢字', 'e\u0301', '👍🏽'].map(widthOf)).toEqual([2, 4, 1, 2]);
});
it('a long text is cut, never inside a character', () => {
  expect(cut('abcdef', 4)).toBe('abc…');
  expect(cut('abcd', 4)).toBe('abcd');
  expect(cut('ab😀cd', 4)).toBe('ab…');
  expect(cut('漢字漢字', 5)).toBe('漢字…');
});
it('a text is cut to columns, and wide letters take two of them', () => {
  expect(cut('leave', 5)).toBe('leave');
  expect(cut('leaves', 5)).toBe('leav…');
  expect(cut('日本語の部屋', 12)).toBe('日本語の部屋');
  expect(cut('日本語の部屋', 11)).toBe('日本語の部…');
  expect(cut('日本語の部屋', 10)).toBe('日本語の…');
});
it('a letter of several code points stays whole', () => {
  expect(cut('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
  expect(cut('👩‍👩‍👧👩‍👩‍👧', 3)).toBe('👩‍👩‍👧…');
});
it('a column is as wide as it is asked to be', () => {
  for (const text of ['', 'a', '日本', '日本語の部屋', '👩‍👩‍👧']) {
    expect(widthOf(column(text, 5))).toBe(5);
  }
});
it('a short text is filled with spaces', () => {
  expect(pad('漢', 4)).toBe('漢  ');
});
it('lines break at spaces, and long words are cut into pieces', () => {
  expect(lines('one two three', 7)).toEqual(['one two', 'three']);
  expect(lines('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
  expect(lines('a bcdefgh', 4)).toEqual(['a', 'bcde', 'fgh']);
  expect(lines('漢字 漢字漢字', 5)).toEqual(['漢字', '漢字', '漢字']);
  expect(lines('', 3)).toEqual(['']);
});
