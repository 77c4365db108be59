import { describe, expect, it } from 'vitest';
import { authorize, isMasked, userOfToken } from './tokens.ts';

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

describe('the credentials of a recorded request', () => {
  it('stay as they are where they are real', () => {
    const target = '/x?limit=1&access_token=abc123';
    expect(authorize({ ...request, target }, false)).toEqual({
      target,
      headers: {},
      secrets: ['abc123'],
    });
    const headers = { authorization: 'Bearer abc123' };
    expect(authorize({ ...request, headers }, false)).toMatchObject({
      headers,
      secrets: ['abc123'],
    });
  });

  it('are not known where they are masked, for one mask stands for several users', () => {
    const target = '/x?access_token=***&limit=1';
    expect(authorize({ ...request, target }, false)).toEqual({
      target: '/x?limit=1',
      headers: { authorization: 'left out' },
      secrets: [],
    });
    const headers = { authorization: 'Bearer REDACTED' };
    expect(authorize({ ...request, headers }, true).headers).toEqual({ authorization: 'left out' });
  });

  it('are not missing where a recorder may have left them out, unless the recording is complete', () => {
    expect(authorize(request, false).headers).toEqual({ authorization: 'left out' });
    expect(authorize(request, true).headers).toEqual({});
  });

  it('are those of the user whom the recording names', () => {
    const user = '@alice:hs';
    const target = '/x?access_token=%E2%80%B9secret%E2%80%BA&limit=1';
    const named = authorize({ ...request, target, user, token: 'own' }, false);
    expect(named.target).toBe('/x?limit=1');
    expect(userOfToken(named.headers['authorization']?.replace('Bearer ', '') ?? '')).toBe(user);
  });

  it('are missing, or unknown, where the recording says so', () => {
    expect(authorize({ ...request, token: 'none' }, false).headers).toEqual({});
    expect(authorize({ ...request, token: 'unknown' }, false).headers).toEqual({
      authorization: 'Bearer unknown',
    });
  });
});
