import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientJudge } from '../../mock/client-judge.ts';
import type { Entry } from '../../mock/journal/journal.ts';
import { redactionOf } from '../../mock/journal/redaction.ts';
import { createMockServer, type MockServer } from '../../mock/server.ts';
import { ask, type Person, register } from '../../mock/testing/person.ts';
import type { Paint } from '../../reports/paint.ts';
import { unpainted } from '../../reports/paint.ts';
import { linesOf, type Surroundings } from './request-lines.ts';

let mock: MockServer;
let alice: Person;
let room: string;
const entries: Entry[] = [];
const api = '/_matrix/client/api/v1';

beforeAll(async () => {
  mock = createMockServer({
    world: {
      seed: null,
      state: { users: { alice: { token: 'alice-has-a-secret-token' } } },
      rules: [
        {
          id: 'slow',
          when: { operation: 'leave' },
          then: { error: { status: 503, errcode: 'M_UNKNOWN' } },
          times: 9,
        },
      ],
      variant: null,
      prefer: false,
    },
    limits: { most: 5, idle: 1000 },
    journalEntries: 100,
    controlToken: null,
    judge: clientJudge(),
    onEnd: (_, entry) => void entries.push(entry),
  });
  await mock.listen(0, '127.0.0.1');
  alice = await register(mock.origin(), 'bob');
  room = await alice.room();
});
afterAll(() => mock.close());

const around = (more: Partial<Surroundings> = {}): Surroundings => ({
  world: null,
  names: mock.worlds.root.names,
  redaction: redactionOf(mock.worlds.root.home),
  paint: unpainted,
  columns: 80,
  ...more,
});

/** The lines of the request that a function sends. */
async function linesAfter(
  send: () => Promise<unknown>,
  more?: Partial<Surroundings>,
): Promise<readonly string[]> {
  const before = entries.length;
  await send();
  await expect.poll(() => entries.length).toBe(before + 1);
  const entry = entries.at(-1);
  return entry === undefined ? [] : linesOf(entry, around(more));
}

describe('the lines of a request', () => {
  it('say when, who, what, the status and how long', async () => {
    const [line, ...more] = await linesAfter(() => alice.send(room, 'hi'));
    expect(line).toMatch(/^\d\d:\d\d:\d\d {2}bob {9}send_message {11}200 {10}\s*\d+(\.\d)? ms$/);
    expect(more).toEqual([]);
  });

  it('name a user as the state document does, and a world by its id', async () => {
    const [line] = await linesAfter(
      () =>
        ask(`${mock.origin()}${api}/createRoom?access_token=alice-has-a-secret-token`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{}',
        }),
      { world: 'k3f9' },
    );
    expect(line).toMatch(/^[\d:]{8} {2}k3f9 {2}alice {7}create_room/);
  });

  it('name the rule that was applied', async () => {
    const [line] = await linesAfter(() => alice.call('POST', `/rooms/${room}/leave`, {}));
    expect(line).toMatch(/503 .* ms {2}slow: /);
  });

  it('do not tell a token that a rule was written with', async () => {
    const redirect = `http://127.0.0.1/?t=${alice.token}`;
    mock.worlds.root.rules.add([{ when: { operation: 'get_topic' }, then: { redirect } }]);
    const path = `/rooms/${room}/state/m.room.topic`;
    const manual: RequestInit = { redirect: 'manual' };
    const [line] = await linesAfter(() => alice.call('GET', path, undefined, manual));
    expect(line).toContain('redirect http://127.0.0.1/?t=');
    expect(line).not.toContain(alice.token.slice(0, 12));
  });

  it('tell what was wrong, in lines of their own that fit the screen', async () => {
    const [, ...more] = await linesAfter(() =>
      alice.call('POST', '/createRoom', { visibility: 'somewhere between public and private' }),
    );
    expect(more.join(' ')).toMatch(/^ {10}✗ CLIENT-05 visibility is "somewhere between/);
    expect(more.length).toBeGreaterThan(1);
    for (const line of more) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('of a request that matches no operation, tell the nearest one and why, once', async () => {
    const [first, ...more] = await linesAfter(() => alice.call('GET', `/rooms/${room}/mesages`));
    expect(first).toContain('GET …/mesages');
    const text = more.join('\n').replaceAll(/\n {12}/g, ' ');
    expect(text).toContain('? the nearest operation is get_messages, GET /rooms/{roomId}/messages');
    expect(text.match(/mesages is not declared/g)).toHaveLength(1);
  });

  it('say so where the client went away, or a rule broke the answer off', async () => {
    mock.worlds.root.rules.add([{ when: { operation: 'get_topic' }, then: 'closeBefore' }]);
    const [line] = await linesAfter(() =>
      alice.call('GET', `/rooms/${room}/state/m.room.topic`).catch(() => null),
    );
    expect(line).toContain('broken off');
  });

  it('show no preflight', async () => {
    const before = entries.length;
    await ask(`${mock.origin()}${api}/createRoom`, { method: 'OPTIONS' });
    await alice.send(room, 'after it');
    expect(entries).toHaveLength(before + 1);
  });

  it('let no control character and no token of a client reach the terminal', async () => {
    const [line, ...more] = await linesAfter(() =>
      ask(
        `${mock.origin()}${api}/rooms/x/%1B%5B2J%E2%80%AEalice-has-a-secret-token?access_token=alice-has-a-secret-token`,
      ),
    );
    const text = [line, ...more].join('');
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text).not.toContain('secret-token');
    const entry = entries.at(-1);
    if (entry === undefined) throw new Error('no request came');
    const hostile = linesOf(
      {
        ...entry,
        rule: { id: '\u001B[31mred', action: '\u0007' },
        findings: [
          { requirement: 'CLIENT-01', grade: 'documented', what: '\u001B]0;title\u0007\r\n!' },
        ],
        incoming: { ...entry.incoming, user: '@\u001B[2Jeve:hs' },
      },
      around(),
    );
    expect(hostile.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('are coloured as the screen wants', async () => {
    const paint: Paint = (tone, text) => `<${tone}>${text}</${tone}>`;
    const [line, more] = await linesAfter(() => alice.call('POST', '/createRoom', []), { paint });
    expect(line).toContain('<unsure>400');
    expect(more).toContain('<bad>✗</bad>');
  });

  it('are few, however long a finding is', () => {
    const [entry] = entries;
    if (entry === undefined) throw new Error('no request came');
    const findings = [
      { requirement: 'CLIENT-04', grade: 'documented', what: 'word '.repeat(500) },
    ] as const;
    const lines = linesOf({ ...entry, findings }, around());
    expect(lines).toHaveLength(5);
    expect(lines.at(-1)).toContain('…');
  });
});
