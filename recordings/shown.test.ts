import { expect, it } from 'vitest';
import { Secrets } from './secrets.ts';
import { shownExchange } from './shown.ts';

it('a token that stands in the place of a method is hidden', () => {
  const shown = (method: string) =>
    shownExchange(
      {
        exchange: {
          place: { file: 0, entry: 1, line: 1 },
          request: {
            method,
            origin: 'https://hs',
            target: '/x',
            headers: {},
            body: null,
            user: null,
            token: null,
          },
          answer: null,
          lost: false,
          at: 0,
          isTimed: true,
          ms: null,
        },
        matched: { kind: 'other', path: '/x' },
        target: '/x',
        user: 'somebody',
        token: 'own',
        secrets: ['s3cr3t-token-of-alice'],
      },
      new Secrets(),
    ).method;
  expect(shown('s3cr3t-token-of-alice')).not.toContain('s3cr3t');
  expect(shown('POST')).toBe('POST');
});
