import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer } from 'node:http';
import type { RuleDocument } from '../../mock/rules/document.ts';
import { ask, register } from '../../mock/testing/person.ts';
import { openJudged } from '../testing/judged.ts';
import { dial } from '../testing/sockets.ts';
import { readProxyRules } from './read.ts';

const topic = (room: string): string => `/rooms/${encodeURIComponent(room)}/state/m.room.topic`;
const send = { operation: 'send_message' } as const;

/** Alice in a room, in front of whose server some rules are. */
async function talk(...rules: readonly RuleDocument[]) {
  const open = await openJudged({ rules });
  const alice = await register(open.url, 'alice');
  const room = await alice.room();
  const last = (): string | undefined => open.ended.at(-1)?.passing.ending ?? undefined;
  return { ...open, alice, room, last };
}

describe('faults in front of a server', () => {
  it('before the effect, and after it', async () => {
    const { alice, room, ended } = await talk(
      { id: 'early', when: send, then: ['closeBefore', 'reset'] },
      { id: 'late', when: send, then: 'closeAfter' },
    );
    for (const text of ['a', 'b', 'c']) await expect(alice.send(room, text)).rejects.toThrow();
    const path = `/rooms/${encodeURIComponent(room)}/messages?dir=b&limit=50`;
    expect((await alice.call('GET', path)).text).not.toMatch(/"body":"[ab]"/);
    expect((await alice.call('GET', path)).text).toContain('"body":"c"');
    expect(ended.slice(2, 5).map(({ passing: { ending, rule } }) => [ending, rule?.id])).toEqual([
      ['cut by rule', 'early'],
      ['cut by rule', 'early'],
      ['cut by rule', 'late'],
    ]);
  });

  it.each<readonly [string, RuleDocument['then'], number, RegExp]>([
    ['an error', { error: { status: 503, errcode: 'M_X' } }, 503, /"errcode":"M_X"/],
    ['a rate limit', { rateLimit: { retryAfterMs: 7 } }, 429, /"retry_after_ms":7/],
    ['a refusal of the register', { refuse: 'SEND-15' }, 403, /M_FORBIDDEN/],
    ['any response', { respond: { status: 207, text: 'hm' } }, 207, /^hm$/],
    ['cut JSON', { malformed: 'json' }, 200, /^\{"event_id?/],
    ['another type', { malformed: 'content-type' }, 200, /event_id/],
    ['a page', { malformed: 'html' }, 200, /<h1>/],
    ['no body', { malformed: 'empty' }, 200, /^$/],
    ['a slow body', { trickle: 100_000 }, 200, /event_id/],
    ['a late answer', { delay: 20 }, 200, /event_id/],
    ['a late error', { delay: 20, error: { status: 500, errcode: 'M_Y' } }, 500, /M_Y/],
  ])('%s', async (_what, then, status, text) => {
    const { alice, room, ended, url } = await talk({ when: send, then });
    const began = performance.now();
    const answer = await alice.send(room, 'hi');
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(text);
    if (JSON.stringify(then).includes('delay'))
      expect(performance.now() - began).toBeGreaterThan(19);
    // The rule is over, and the server blamed for nothing.
    expect((await alice.send(room, 'again')).status).toBe(200);
    await ask(url);
    const findings = ended.flatMap(({ verdict }) => verdict?.findings ?? []);
    expect(findings.filter(({ side }) => side === 'server')).toEqual([]);
  });

  it('a redirect, a cut body, one without an end, and none', async () => {
    const { alice, room, url, last } = await talk({
      when: { operation: 'get_topic' },
      then: [{ redirect: '/there' }, { truncate: 3 }, 'endless', 'never'],
    });
    await alice.call('PUT', topic(room), { topic: 'tea' });
    const init: RequestInit = { redirect: 'manual' };
    expect((await alice.call('GET', topic(room), undefined, init)).status).toBe(307);
    await expect(alice.call('GET', topic(room))).rejects.toThrow();
    await expect.poll(last).toBe('cut by rule');
    const path = `/_matrix/client/api/v1${topic(room)}?access_token=${alice.token}`;
    const endless = dial(url);
    endless.say(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await endless.hears(/\{"topic":"tea"[^]* {1024}/);
    endless.socket.destroy();
    const never = dial(url);
    never.say(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    never.say(`GET / HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await expect.poll(last).toBe('cut by rule');
    expect(never.text()).toBe('');
    never.socket.destroy();
    await expect.poll(last).toBe('cut by rule');
  });

  it('for those whom the rule names: users by their logins, rooms by alias, bodies, probability', async () => {
    const { alice, url, ended } = await talk(
      {
        id: 'user',
        when: { operation: 'create_room', user: 'bob' },
        then: { error: { status: 500, errcode: 'A' } },
      },
      {
        id: 'room',
        when: { ...send, room: '#tea:localhost' },
        then: { error: { status: 500, errcode: 'B' } },
      },
      {
        id: 'body',
        when: { ...send, body: { msgtype: 'm.text', body: 'now' } },
        then: { error: { status: 500, errcode: 'C' } },
      },
      { id: 'never', when: { probability: 0 }, then: 'reset', times: 'always' },
    );
    const bob = await register(url, 'bob');
    expect((await alice.call('POST', '/createRoom', {})).status).toBe(200);
    expect((await bob.call('POST', '/createRoom', {})).body['errcode']).toBe('A');
    const tea = await alice.room({ visibility: 'public', room_alias_name: 'tea' });
    const other = await alice.room();
    expect((await alice.send(other, 'hi')).status).toBe(200);
    expect((await alice.send(tea, 'hi')).body['errcode']).toBe('B');
    expect((await alice.send(tea, 'hi')).status).toBe(200);
    expect((await alice.send(tea, 'now')).body['errcode']).toBe('C');
    const applied = (): readonly string[] => ended.flatMap(({ passing }) => passing.rule?.id ?? []);
    await expect.poll(applied).toEqual(['user', 'room', 'body']);
  });

  it('rules that never applied are told', async () => {
    const { proxy } = await talk({ id: 'mine', when: send, then: 'never' });
    expect(proxy.unused()).toEqual(['mine']);
  });

  it('a client that waits for permission to send its body gets it where a rule reads bodies', async () => {
    const { url } = await openJudged({
      rules: [{ when: { body: { a: 1 } }, then: { respond: { status: 207 } } }],
    });
    const client = dial(url);
    client.say(
      'PUT /a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 7\r\n\r\n',
    );
    await client.hears(/100 Continue/);
    client.say('{"a":1}');
    await client.hears(/HTTP\/1.1 207/);
    client.socket.destroy();
  });

  it('a long answer that a rule would change is cut', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-length': 17 * 1024 * 1024 });
      response.end(Buffer.alloc(17 * 1024 * 1024));
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => void server.close());
    const address = server.address();
    const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    const { url, ended } = await openJudged({ rules: [{ then: { trickle: 10 } }] }, origin);
    await expect(ask(url)).rejects.toThrow();
    await expect.poll(() => ended.at(0)?.passing.ending).toBe('cut by rule');
  });
});

describe('rules that a proxy cannot carry out are refused where they stand', () => {
  const refused = (text: string): string => {
    try {
      readProxyRules('rules.yaml', text);
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
    return 'nothing';
  };

  it('faults of the catalogue, and rooms of a state document', () => {
    expect(refused('rules:\n  - then: [never, { fault: alias-race }]\n')).toMatch(
      /^rules.yaml:2:\d+: fault changes the server that the mock has inside, and a proxy has none/,
    );
    expect(refused('rules:\n  - when: { room: lobby }\n    then: never\n')).toMatch(
      /^rules.yaml:2:\d+: a proxy has no state document that could call a room "lobby"; write its id or its alias/,
    );
    expect(refused('rules:\n  - when: { room: "#lobby:a", user: alice }\n    then: never\n')).toBe(
      'nothing',
    );
    expect(refused('rules:\n  - then: nver\n')).toMatch(/^rules.yaml:2:\d+/);
  });
});
