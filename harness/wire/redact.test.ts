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
});

it('a longer secret is hidden whole although a shorter one is its beginning', () => {
  const redactor = createRedactor();
  redactor.learn('abcd');
  redactor.learn('abcdefgh');
  expect(redactor.text('abcdefgh abcd')).toBe('‹secret› ‹secret›');
});
