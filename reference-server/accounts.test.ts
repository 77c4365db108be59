import { describe, expect, it } from 'vitest';
import { authenticate, createAccounts, issueToken, login, register } from './accounts.ts';
import { parseQuery } from './domain/query.ts';

describe('accounts', () => {
  it('are made once for each name', () => {
    const accounts = createAccounts('localhost');
    expect(register(accounts, 'alice', 'secret')).toBe('@alice:localhost');
    expect(() => register(accounts, 'alice', 'other')).toThrow('The user name is taken.');
  });

  it.each(['', 'a b', '@alice:localhost', 'a:b', 'é', 'x'.repeat(300)])(
    'are not made for the name %j',
    (name) => {
      expect(() => register(createAccounts('localhost'), name, 'x')).toThrow('Not a user name.');
    },
  );

  it('open with their password, for the localpart and the full id', () => {
    const accounts = createAccounts('localhost');
    register(accounts, 'alice', 'secret');
    expect(login(accounts, 'alice', 'secret')).toBe('@alice:localhost');
    expect(login(accounts, '@alice:localhost', 'secret')).toBe('@alice:localhost');
    for (const [user, password] of [
      ['alice', 'Secret'],
      ['bob', 'secret'],
    ] as const) {
      expect(() => login(accounts, user, password)).toThrow('Wrong user name or password.');
    }
  });

  it('keep no password in clear', () => {
    const accounts = createAccounts('localhost');
    register(accounts, 'alice', 'unmistakable');
    const kept = [...accounts.secrets.values()].flatMap(({ salt, digest }) => [salt, digest]);
    expect(Buffer.concat(kept).includes('unmistakable')).toBe(false);
  });

  it('are found by any of their tokens, in the query or in the header', () => {
    const accounts = createAccounts('localhost');
    const [one, two] = [issueToken(accounts, '@a:x'), issueToken(accounts, '@a:x')];
    expect(one).not.toBe(two);
    const query = parseQuery(`access_token=${one}`);
    expect(authenticate(accounts, { query, headers: {} }).userId).toBe('@a:x');
    const headers = { authorization: `Bearer ${two}` };
    expect(authenticate(accounts, { query: parseQuery(''), headers }).token).toBe(two);
  });

  it.each([
    ['', undefined, 'M_MISSING_TOKEN'],
    ['access_token=', undefined, 'M_MISSING_TOKEN'],
    ['', 'Basic abc', 'M_MISSING_TOKEN'],
    ['access_token=nope', undefined, 'M_UNKNOWN_TOKEN'],
    ['access_token=__proto__', undefined, 'M_UNKNOWN_TOKEN'],
    ['', 'Bearer nope', 'M_UNKNOWN_TOKEN'],
    ['access_token=TOKEN', 'Bearer TOKEN', 'M_UNKNOWN_TOKEN'],
    ['access_token=TOKEN&access_token=TOKEN', undefined, 'M_UNKNOWN_TOKEN'],
  ])('are not found by the query %j and the header %j', (query, authorization, errcode) => {
    const accounts = createAccounts('localhost');
    const token = issueToken(accounts, '@a:x');
    const credentials = {
      query: parseQuery(query.replaceAll('TOKEN', token)),
      headers: { authorization: authorization?.replace('TOKEN', token) },
    };
    expect(() => authenticate(accounts, credentials)).toThrow(
      expect.objectContaining({ status: 401, errcode }),
    );
  });
});
