import { describe, expect, it } from 'vitest';
import { answerOf, exchangeOf } from '../wire/testing/exchange.ts';
import { createRedactor } from '../wire/redact.ts';
import type { Send } from '../wire/wire.ts';
import { NoAccounts } from './accounts.ts';
import { checkTokens } from './check-tokens.ts';

const accounts = ['alice', 'bob'].map((name) => ({
  userId: `@${name}:hs`,
  token: `token-of-${name}`,
  password: null,
}));
const target = {
  origin: 'http://hs',
  prefix: '',
  basePath: '/api',
  auth: 'query',
  timeout: 1000,
  patience: 0,
  lacks: [],
} as const;

type Rule = (token: string | null, path: string) => readonly [status: number, body: object];

/** Checks both accounts at a server that answers by a rule. @returns the paths that were asked */
async function check(rule: Rule): Promise<readonly string[]> {
  const asked: string[] = [];
  const send: Send = (request) => {
    asked.push(request.path);
    const [status, body] = rule(request.token, request.path);
    return Promise.resolve(exchangeOf({ request, answer: answerOf(status, JSON.stringify(body)) }));
  };
  await checkTokens({ target, send, redactor: createRedactor(), sharedSecret: null }, accounts);
  return asked;
}
const alive = (token: string | null): boolean => token === 'token-of-alice';
const noRoom = { errcode: 'M_FORBIDDEN', error: 'You are not in the room' };

describe('given tokens are tried', () => {
  it('and a server of today that takes them gets three requests', async () => {
    const asked = await check((token) =>
      token?.startsWith('token-of') === true
        ? [403, noRoom]
        : [401, { errcode: 'M_UNKNOWN_TOKEN', error: 'x' }],
    );
    expect(asked).toHaveLength(3);
  });
  it.each<readonly [string, Rule]>([
    ['401', (token) => (alive(token) ? [403, noRoom] : [401, { errcode: 'M_UNKNOWN_TOKEN' }])],
    [
      '403 M_UNKNOWN_TOKEN',
      (token) => (alive(token) ? [404, {}] : [403, { errcode: 'M_UNKNOWN_TOKEN' }]),
    ],
    [
      '403 for every reason',
      (token, path) => (path.endsWith('/createRoom') && alive(token) ? [200, {}] : [403, noRoom]),
    ],
  ])('and one that is refused with %s is named by its user', async (_, rule) => {
    const checked = check(rule);
    await expect(checked).rejects.toThrow(NoAccounts);
    await expect(checked).rejects.toThrow(/does not accept the token of @bob:hs \(40[13]/);
    await expect(checked).rejects.not.toThrow('token-of');
    await expect(checked).rejects.not.toThrow('alice');
  });
  it('and a server that serves nothing at this path says nothing against them', async () => {
    await check(() => [404, { errcode: 'M_UNRECOGNIZED' }]);
  });
});
