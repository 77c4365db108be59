import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRedactor } from './redact.ts';

const secret = fc.string({ minLength: 8, maxLength: 40 });
const shapes: readonly ((text: string) => string)[] = [
  (text) => text,
  encodeURIComponent,
  (text) => JSON.stringify(text),
  (text) => `{"access_token":${JSON.stringify(text)}}`,
];

it('no learned secret survives, raw, percent-encoded or inside JSON', () => {
  fc.assert(
    fc.property(secret, fc.constantFrom(...shapes), fc.string(), (token, shape, around) => {
      const redactor = createRedactor();
      redactor.learn(token);
      fc.pre(!'‹secret›'.includes(token));
      expect(redactor.text(around + shape(token) + around)).not.toContain(token);
    }),
    { seed: 20140903 },
  );
});

it('strings anywhere in a structure are redacted, keys included, and the rest stays', () => {
  const redactor = createRedactor();
  redactor.learn('tok-12345');
  const value = { a: ['tok-12345', 1, null], 'tok-12345': { b: 'x tok-12345 y' } };
  expect(redactor.deep(value)).toEqual({
    a: ['‹secret›', 1, null],
    '‹secret›': { b: 'x ‹secret› y' },
  });
  const harmless = { a: ['tok-1234', { b: 2 }] };
  expect(redactor.deep(harmless)).toBe(harmless);
});

it('a longer secret is hidden whole although a shorter one is its beginning', () => {
  const redactor = createRedactor();
  redactor.learn('abcd');
  redactor.learn('abcdefgh');
  expect(redactor.text('abcdefgh abcd')).toBe('‹secret› ‹secret›');
});

it('a part of a token is hidden like the whole token', () => {
  const redactor = createRedactor();
  redactor.learn('syt_YWxpY2U_hNbVcXsDfGhJkLpOiUyT_2x3c4v');
  expect(redactor.text('Unknown token syt_YWxpY2U_hNbVcXsDf…')).toBe('Unknown token ‹secret›…');
  expect(redactor.text('GhJkLpOiUyT_2x3')).toBe('‹secret›');
  expect(redactor.text('syt_YWx')).toBe('syt_YWx');
});

it('any cut of any long token is hidden, wherever it is cut', () => {
  const token = fc.string({ unit: 'binary-ascii', minLength: 16, maxLength: 60 });
  fc.assert(
    fc.property(token, fc.nat(40), fc.integer({ min: 8, max: 60 }), (whole, from, length) => {
      const cut = whole.slice(from, from + length);
      fc.pre(cut.length >= 8 && !'‹secret›'.includes(cut));
      const redactor = createRedactor();
      redactor.learn(whole);
      expect(redactor.text(`${'.'.repeat(from)} error: ${cut}`)).not.toContain(cut);
    }),
    { seed: 20140903 },
  );
});

it('a user id that is part of a token stays readable', () => {
  const redactor = createRedactor();
  redactor.learn('@alice:localhost.dQw4w9WgXcQ', '@alice:localhost');
  expect(redactor.text('@alice:localhost has the token @alice:localhost.dQw4w9WgXcQ')).toBe(
    '@alice:localhost has the token @alice:lo‹secret›',
  );
});

it('a token that no URL can hold is hidden', () => {
  const redactor = createRedactor();
  redactor.learn('\ud800abcdefgh');
  expect(redactor.text('a \ud800abcdefgh b')).not.toContain('abc');
});
