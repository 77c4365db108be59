import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Mock, startMock } from '../index.ts';
import { ask } from '../testing/person.ts';

const token = 'alice%token+sl/ash';
const password = 'a-password-of-bob';

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({ state: { users: { alice: { token }, bob: { password } } } });
});
afterAll(() => mock.close());

/** Every letter percent-encoded, which no client does and every server decodes. */
const everyLetter = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** Everything that the mock tells of its clients. */
async function told(): Promise<string> {
  const expectations = { expect: [{ when: { operation: 'send_message' } }], nothingElse: true };
  const answers = await Promise.all([
    ...['journal', 'journal?format=har', 'violations'].map((path) =>
      ask(`${mock.url}/_mock/${path}`),
    ),
    ask(`${mock.url}/_mock/verify`, { method: 'POST', body: JSON.stringify(expectations) }),
  ]);
  return answers.map(({ text }) => text).join('\n');
}

it.each([
  ['encoded', encodeURIComponent(token)],
  ['encoded twice', encodeURIComponent(encodeURIComponent(token))],
  ['with every letter encoded', everyLetter(token)],
])('an access token in a path, %s, is in nothing that the mock tells', async (_, form) => {
  mock.reset();
  await ask(`${mock.url}/_matrix/client/api/v1/rooms/${form}/state/m.room.topic`);
  await ask(`${mock.url}/_matrix/client/api/v1/nothing/${form}`);
  const text = await told();
  expect(text).toContain('‹secret›');
  expect(text).not.toContain(form);
});

it('an access token that a rule holds is not told with the requests that it applied to', async () => {
  mock.reset();
  const form = encodeURIComponent(token);
  mock.addRules([{ then: { redirect: `http://localhost/?access_token=${form}` } }]);
  await ask(`${mock.url}/_matrix/client/versions`, { redirect: 'manual' });
  expect(mock.journal()[0]?.rule?.action).toBe('redirect http://localhost/?access_token=‹secret›');
  expect(await told()).not.toContain(form);
});

it.each([
  ['JSON that is cut off', `{"type": "m.login.password", "password": "${password}"`],
  ['JSON that is cut off within it', `{"type": "m.login.password", "password" : "${password}`],
  ['a form', `user=bob&password=${password}&type=m.login.password`],
  ['single quotation marks', `{'password': '${password}'}`],
])('a password in a body of %s is in nothing that the mock tells', async (_, body) => {
  mock.reset();
  await ask(`${mock.url}/_matrix/client/api/v1/login`, { method: 'POST', body });
  expect(mock.journal()).toHaveLength(1);
  const text = await told();
  expect(text).toContain('‹secret›');
  expect(text).not.toContain(password);
});

it('what only looks like a secret in a message stays', async () => {
  mock.reset();
  await ask(`${mock.url}/_matrix/client/api/v1/rooms/!a:b/send/m.room.message`, {
    method: 'POST',
    body: JSON.stringify({ msgtype: 'm.text', body: 'the password: 100%25 tea' }),
  });
  expect(mock.journal()[0]?.request.body).toMatchObject({ body: 'the password: 100%25 tea' });
});

it('a wrong state document does not tell the tokens that stand in the wrong place', async () => {
  const body = JSON.stringify({ users: { carol: { tokens: 'token-of-carol' } } });
  const { status, text } = await ask(`${mock.url}/_mock/state`, { method: 'POST', body });
  expect(status).toBe(400);
  expect(text).toContain('expected a list, received a text of 14 characters');
  expect(text).not.toContain('token-of-carol');
});
