import { expect, it } from 'vitest';
import { createRedactor } from '../wire/redact.ts';
import type { Exchange } from '../wire/exchange.ts';
import { answerOf, exchangeOf } from '../wire/testing/exchange.ts';
import type { Target } from './target.ts';
import { createRegistrar } from './registration.ts';

const target: Target = {
  origin: 'http://h',
  prefix: '',
  basePath: '/api',
  auth: 'query',
  timeout: 1000,
  patience: 0,
  lacks: [],
};
const token = 'syt_YWxpY2U_hNbVcXsDfGhJkLpOiUyT';

/** What is said when every registration is answered so. */
async function complaintAbout(text: string): Promise<string> {
  const send = (request: Exchange['request']): Promise<Exchange> =>
    Promise.resolve(exchangeOf({ request, answer: answerOf(200, text) }));
  const connection = { target, send, redactor: createRedactor(), sharedSecret: null };
  return createRegistrar(connection)().then(
    () => 'registered',
    (error: unknown) => String(error),
  );
}

it.each([
  ['JSON without a user', JSON.stringify({ access_token: token })],
  ['JSON in JSON', JSON.stringify({ body: JSON.stringify({ access_token: token }) })],
  ['JSON with something behind it', `{"user_id":"@a:h","access_token":"${token}"} ok`],
  ['a form', `user_id=@a:h&access_token=${token}&device=x`],
  ['XML', `<access_token>${token}</access_token>`],
])('an answer that cannot be used is quoted without its token: %s', async (_, text) => {
  const said = await complaintAbout(text);
  expect(said).toContain('did not register a user');
  for (let i = 0; i + 8 <= token.length; i += 1) expect(said).not.toContain(token.slice(i, i + 8));
});

it('an answer with secrets too long to be hidden is not quoted and not used', async () => {
  const said = await complaintAbout(
    JSON.stringify({ user_id: '@a:h', access_token: 'x'.repeat(100_000) }),
  );
  expect(said).toContain('200, with tokens or secrets of more than 8192 characters');
  expect(said).not.toContain('xxxx');
});
