import { expect, it } from 'vitest';
import { column, fit, widthOf } from './columns.ts';

it('a text is cut to columns, and wide letters take two of them', () => {
  expect(fit('leave', 5)).toBe('leave');
  expect(fit('leaves', 5)).toBe('leav…');
  expect(fit('日本語の部屋', 12)).toBe('日本語の部屋');
  expect(fit('日本語の部屋', 11)).toBe('日本語の部…');
  expect(fit('日本語の部屋', 10)).toBe('日本語の…');
});
it('a letter of several code points stays whole', () => {
  expect(fit('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
  expect(fit('👩‍👩‍👧👩‍👩‍👧', 3)).toBe('👩‍👩‍👧…');
});
it('a column is as wide as it is asked to be', () => {
  for (const text of ['', 'a', '日本', '日本語の部屋', '👩‍👩‍👧']) {
    expect(widthOf(column(text, 5))).toBe(5);
  }
});
