import { describe, expect, it } from 'vitest';
import { authorize, type Authorized, isMasked, userOfToken } from './tokens.ts';

const request = {
  method: 'GET',
  origin: 'http://hs',
  target: '/rooms/!r:hs/members',
  headers: {},
  user: null,
  token: null,
} as const;

describe('what stands in the place of a token', () => {
  it.each([
    '',
    ' ',
    '***',
    '*',
    'xxxxxxxx',
    'XXX',
    '------',
    '...',
    'REDACTED',
    '[redacted]',
    '<token>',
    '‹secret›',
    'Bearer ***',
    'syt_abc***',
    'abcd…',
    'hidden',
    '(removed)',
    '{access_token}',
    'ACCESS_TOKEN',
    'your_token',
    'null',
    'undefined',
    '%REDACTED%',
    'removed-by-gateway-redacted',
  ])('%s is no token', (text) => {
    expect(isMasked(text)).toBe(true);
  });

  it.each([
    'QGFsaWNlOmxvY2FsaG9zdA.abcdefgh',
    'syt_YWxpY2U_aBcDeFgHiJkLmNoPqRsT_1a2b3c',
    'alice-token-1',
    'MDAxOGxvY2F0aW9uIGh0dHA=',
    'user1',
    'tok123',
    'eyJhbGciOiJIUzI1NiJ9.e30.abc',
    'a1b2',
  ])('%s is one', (text) => {
    expect(isMasked(text)).toBe(false);
  });
});

const tokenIn = ({ headers }: Authorized): string =>
  headers['authorization']?.replace('Bearer ', '') ?? '';

describe('the credentials of a recorded request', () => {
  it('stay as they are where they are real', () => {
    const target = '/x?limit=1&access_token=abc123';
    expect(authorize({ ...request, target }, 7, false)).toEqual({
      target,
      headers: {},
      secrets: ['abc123'],
    });
    const headers = { authorization: 'Bearer abc123' };
    expect(authorize({ ...request, headers }, 7, false)).toMatchObject({
      headers,
      secrets: ['abc123'],
    });
  });

  it('are not known where they are masked, for one mask stands for several users', () => {
    const target = '/x?access_token=***&limit=1';
    expect(authorize({ ...request, target }, 7, false)).toEqual({
      target: '/x?limit=1',
      headers: { authorization: 'left out' },
      secrets: [],
    });
    const headers = { authorization: 'Bearer REDACTED' };
    expect(authorize({ ...request, headers }, 7, true).headers).toEqual({
      authorization: 'left out',
    });
  });

  it('are not missing where a recorder may have left them out, unless the recording is complete', () => {
    expect(authorize(request, 7, false).headers).toEqual({ authorization: 'left out' });
    expect(authorize(request, 7, true).headers).toEqual({});
  });

  it('are those of the user whom the recording names', () => {
    const user = '@alice:hs';
    const target = '/x?access_token=%E2%80%B9secret%E2%80%BA&limit=1';
    const named = authorize({ ...request, target, user, token: 'own' }, 7, false);
    expect(named.target).toBe('/x?limit=1');
    expect(userOfToken(tokenIn(named))).toBe(user);
  });

  it('are of no known login where a txnId belongs to one', () => {
    const send = { ...request, method: 'PUT', target: '/rooms/!r:hs/send/m.room.message/1' };
    const [one, other] = [7, 8].map((entry) =>
      tokenIn(authorize({ ...send, user: '@alice:hs', token: 'own' }, entry, false)),
    );
    expect(one).not.toBe(other);
    expect([one, other].map((token) => userOfToken(token ?? ''))).toEqual([
      '@alice:hs',
      '@alice:hs',
    ]);
  });

  it('are not missing where a mask shows that there was one', () => {
    const target = '/x?access_token=‹secret›';
    expect(authorize({ ...request, target, token: 'none' }, 7, true).headers).toEqual({
      authorization: 'left out',
    });
  });

  it('are missing, or unknown, where the recording says so', () => {
    expect(authorize({ ...request, token: 'none' }, 7, false).headers).toEqual({});
    expect(authorize({ ...request, token: 'unknown' }, 7, false).headers).toEqual({
      authorization: 'Bearer unknown',
    });
  });
});
