import { Agent, createServer, get } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Mock, startMock } from '../index.ts';
import { ask, history, type Person, register } from '../testing/person.ts';

let mock: Mock;
let alice: Person;
let room: string;

beforeEach(async () => {
  mock = await startMock({ judge: false });
  alice = await register(mock.url, 'alice');
  room = await alice.room();
});
afterEach(() => mock.close());

/** Why a request failed; the test fails if it did not. */
async function failureOf(reply: Promise<unknown>): Promise<string> {
  const error: unknown = await reply.then(
    () => new Error('there was an answer'),
    (reason: unknown) => reason,
  );
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
}

/** The statuses of requests that are sent one after the other over one connection; a broken one fails. */
async function onOneConnection(agent: Agent, urls: readonly string[]): Promise<readonly unknown[]> {
  const statuses: unknown[] = [];
  for (const url of urls) {
    statuses.push(
      await new Promise((resolve, reject) => {
        get(url, { agent }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode));
        }).on('error', reject);
      }),
    );
  }
  return statuses;
}

describe('answers that never reach the server', () => {
  it('refuse: the answer of a documented cause, without touching the room', async () => {
    mock.on({ operation: 'set_membership' }).refuse('SMEM-11').once();
    const path = `/rooms/${encodeURIComponent(room)}/state/m.room.member/${encodeURIComponent('@bob:localhost')}`;
    const refused = await alice.call('PUT', path, { membership: 'invite' });
    expect(refused.status).toBe(403);
    expect(refused.body).toEqual({
      errcode: 'M_FORBIDDEN',
      error: 'When inviting: You are not in the room.',
    });
    expect((await alice.call('GET', path)).status).toBe(404);
    expect((await alice.call('PUT', path, { membership: 'invite' })).status).toBe(200);
  });

  it('refuse without an operation is for the operations that the requirement is about', async () => {
    mock.on().refuse('GTOPIC-06').always();
    await alice.send(room, 'hello');
    expect((await alice.call('GET', `/rooms/${room}/state/m.room.topic`)).status).toBe(404);
    expect(await history(alice, room)).toEqual(['hello']);
  });

  it('error: any error in the form of the API', async () => {
    mock.on({ operation: 'send_message' }).error({ status: 502, errcode: 'M_GONE' }).once();
    const { status, body } = await alice.send(room, 'hello');
    expect(status).toBe(502);
    expect(body).toEqual({ errcode: 'M_GONE', error: expect.any(String) });
  });

  it('rateLimit: 429 with the time to wait', async () => {
    mock.on({ operation: 'send_message' }).rateLimit(2500).once();
    const { status, body } = await alice.send(room, 'hello');
    expect([status, body['errcode'], body['retry_after_ms']]).toEqual([
      429,
      'M_LIMIT_EXCEEDED',
      2500,
    ]);
  });

  it('respond: any response', async () => {
    const response = { status: 418, headers: { 'X-Pot': 'tea' }, body: { short: true } };
    mock.on({ operation: 'send_message' }).respond(response).respond({ text: 'plain' }).once();
    const first = await alice.send(room, 'hello');
    expect([first.status, first.headers.get('x-pot'), first.body]).toEqual([
      418,
      'tea',
      { short: true },
    ]);
    const second = await alice.send(room, 'hello');
    expect([second.status, second.text]).toEqual([200, 'plain']);
    expect(second.headers.get('content-type')).toMatch(/^text\/plain/);
  });

  it('redirect: to another address', async () => {
    mock.on({ operation: 'send_message' }).redirect('http://example.invalid/x').once();
    const { status, headers } = await alice.send(room, 'hello', { redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([307, 'http://example.invalid/x']);
  });
});

describe('answers that do not come whole', () => {
  it('never: the client gives up, and nothing was done', async () => {
    mock.on({ operation: 'send_message' }).never().once();
    const client = new AbortController();
    const sent = alice.send(room, 'lost', { signal: client.signal });
    await expect.poll(() => mock.journal({ operation: 'send_message' }).length).toBe(1);
    client.abort();
    expect(await failureOf(sent)).not.toBe('there was an answer');
    await expect
      .poll(() => mock.journal({ operation: 'send_message' })[0]?.ending)
      .toBe('broken off');
    expect(await history(alice, room)).toEqual([]);
  });

  it.each([
    ['closeBefore', []],
    ['closeAfter', ['hello']],
    ['reset', []],
  ] as const)('%s: no answer, and the room has %j', async (action, there) => {
    mock.on({ operation: 'send_message' })[action]().once();
    const code = await failureOf(alice.send(room, 'hello'));
    expect(code).toBe(action === 'reset' ? 'ECONNRESET' : 'UND_ERR_SOCKET');
    expect(await history(alice, room)).toEqual(there);
  });

  it('truncate: the first bytes of the body, and then the end', async () => {
    mock.on({ operation: 'send_message' }).truncate(5).once();
    expect(await failureOf(alice.send(room, 'hello'))).toBe('UND_ERR_SOCKET');
    expect(await history(alice, room)).toEqual(['hello']);
  });

  it('truncate: a body that is no longer comes whole, and the connection goes on', async () => {
    const path = `/_matrix/client/api/v1/directory/room/${encodeURIComponent('#none:localhost')}`;
    mock.on({ operation: 'get_alias' }).truncate(10_000).once();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const statuses = await onOneConnection(agent, [`${mock.url}${path}`, `${mock.url}${path}`]);
    agent.destroy();
    expect(statuses).toEqual([404, 404]);
    expect(mock.journal({ operation: 'get_alias' }).map(({ ending }) => ending)).toEqual([
      'answered',
      'answered',
    ]);
  });

  it('contentLength: a client that waits for all of it gets no answer', async () => {
    mock.on({ operation: 'send_message' }).contentLength(10_000).once();
    const signal = AbortSignal.timeout(300);
    await expect(alice.send(room, 'hello', { signal })).rejects.toThrow('timeout');
    expect(await history(alice, room)).toEqual(['hello']);
  });

  it('contentLength: what comes after it is not read', async () => {
    mock.on({ operation: 'send_message' }).contentLength(1).once();
    expect(await alice.send(room, 'hello')).toMatchObject({ status: 200, text: '{' });
    expect(await history(alice, room)).toEqual(['hello']);
  });

  it('trickle: a client that goes away was not answered', async () => {
    mock.on({ operation: 'send_message' }).trickle(1).once();
    const client = new AbortController();
    const sent = alice.send(room, 'hello', { signal: client.signal });
    await expect.poll(() => mock.journal({ operation: 'send_message' }).length).toBe(1);
    client.abort();
    expect(await failureOf(sent)).not.toBe('there was an answer');
    await expect
      .poll(() => mock.journal({ operation: 'send_message' })[0]?.ending)
      .toBe('abandoned');
  });

  it.each([204, 304])('respond %i: the answer ends with its headers', async (status) => {
    mock.on({ operation: 'send_message' }).respond({ status }).once();
    const { status: got, headers, text } = await alice.send(room, 'hello');
    expect([got, headers.get('content-length'), text]).toEqual([status, null, '']);
  });

  it('trickle: the whole body, piece by piece', async () => {
    mock.on({ operation: 'send_message' }).trickle(400).once();
    const began = performance.now();
    const { body } = await alice.send(room, 'hello');
    expect(body['event_id']).toMatch(/^\$/);
    // The body has more than forty bytes: at 400 a second that is a tenth of a second.
    expect(performance.now() - began).toBeGreaterThan(90);
  });

  it('endless: a body that goes on until the client has enough', async () => {
    mock.on({ operation: 'get_messages' }).endless().once();
    const client = new AbortController();
    const path = `/_matrix/client/api/v1/rooms/${encodeURIComponent(room)}/messages`;
    const url = `${mock.url}${path}?access_token=${alice.token}`;
    const response = await fetch(url, { signal: client.signal });
    let bytes = 0;
    for await (const piece of response.body ?? []) {
      bytes += piece.length;
      if (bytes > 5000) break;
    }
    expect(bytes).toBeGreaterThan(5000);
    expect(response.headers.get('content-length')).toBeNull();
  });

  it('a client that reads nothing of an endless body does not make the mock hold it', async () => {
    mock.on({ operation: 'get_messages' }).endless().once();
    const { hostname, port } = new URL(mock.url);
    const socket = connect(Number(port), hostname);
    socket.pause();
    const path = `/_matrix/client/api/v1/rooms/${encodeURIComponent(room)}/messages`;
    socket.write(`GET ${path}?access_token=${alice.token} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await expect.poll(() => mock.journal({ operation: 'get_messages' }).length).toBe(1);
    socket.destroy();
    await expect
      .poll(() => mock.journal({ operation: 'get_messages' })[0]?.ending)
      .toBe('broken off');
  });
});

describe('broken bodies', () => {
  const parses = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  it.each(['json', 'utf8', 'content-type', 'html', 'empty'] as const)(
    'malformed %s',
    async (how) => {
      mock.on({ operation: 'send_message' }).malformed(how).once();
      const { status, text, headers } = await alice.send(room, 'hello');
      expect(status).toBe(200);
      const type = headers.get('content-type') ?? '';
      expect({
        json: parses(text),
        utf8: !text.includes('\uFFFD'),
        type: type.split(';')[0],
        empty: text === '',
      }).toEqual({
        json: how === 'utf8' || how === 'content-type',
        utf8: how !== 'utf8',
        type:
          { 'content-type': 'text/plain', html: 'text/html', json: null, utf8: null, empty: null }[
            how
          ] ?? 'application/json',
        empty: how === 'empty',
      });
      expect(await history(alice, room)).toEqual(['hello']);
    },
  );
});

describe('time', () => {
  it('delay: the effect comes at once, the answer late', async () => {
    mock.on({ operation: 'send_message' }).delay(80).once();
    const began = performance.now();
    const late = alice.send(room, 'hello');
    await expect.poll(() => history(alice, room)).toEqual(['hello']);
    expect((await late).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThan(75);
  });

  it('delay goes with other actions, said before or after them', async () => {
    mock.on({ operation: 'send_message' }).delay(1).refuse('SEND-15').once();
    mock.on({ operation: 'send_message' }).refuse('SEND-15').delay({ median: 1, p99: 2 }).once();
    expect((await alice.send(room, 'hello')).status).toBe(403);
    expect((await alice.send(room, 'hello')).status).toBe(403);
    expect((await alice.send(room, 'hello')).status).toBe(200);
  });

  it('the journal tells the delay', async () => {
    mock.on().delay(1).once();
    mock.on().refuse('SEND-15').delay({ median: 1, p99: 2 }).once();
    await alice.send(room, 'hello');
    await alice.send(room, 'hello');
    expect(mock.journal({ operation: 'send_message' }).map(({ rule }) => rule?.action)).toEqual([
      'delay 1',
      'refuse SEND-15, delay (median 1, p99 2)',
    ]);
  });

  it('a delay ends when the world ends', async () => {
    mock.on({ operation: 'send_message' }).delay(60_000).once();
    const sent = alice.send(room, 'hello').then(
      () => 'answered',
      () => 'broken off',
    );
    await expect.poll(() => mock.journal({ operation: 'send_message' }).length).toBe(1);
    mock.reset();
    expect(await sent).toBe('answered');
  });
});

describe('faults of the catalogue', () => {
  it('are there for the requests that match alone, and share the memory of the world', async () => {
    mock.on({ operation: 'get_messages', nth: 2 }).fault('events-listed-twice').once();
    await alice.send(room, 'hello');
    expect(await history(alice, room)).toEqual(['hello']);
    expect(await history(alice, room)).toEqual(['hello', 'hello']);
    expect(await history(alice, room)).toEqual(['hello']);
  });

  it('a repetition that is carried out again, though its txnId is known', async () => {
    const path = `/rooms/${encodeURIComponent(room)}/send/m.room.message/txn`;
    const put = (): Promise<unknown> =>
      alice.call('PUT', path, { msgtype: 'm.text', body: 'hello' });
    mock.on({ operation: 'send_message', nth: 3 }).fault('forgotten-txn-of-send-message').once();
    await put();
    await put();
    expect(await history(alice, room)).toEqual(['hello']);
    await put();
    expect(await history(alice, room)).toEqual(['hello', 'hello']);
  });
});

it('a redirect that a client follows takes its token along, which the other server sees', async () => {
  const seen: string[] = [];
  const other = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.end('{}');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server on TCP has such an address
  const { port } = other.address() as AddressInfo;
  mock.on({ operation: 'get_state_events' }).redirect(`http://127.0.0.1:${port}/caught`).once();
  const url = `${mock.url}/_matrix/client/api/v1/rooms/${encodeURIComponent(room)}/state`;
  await ask(`${url}?access_token=${alice.token}`);
  other.close();
  expect(seen).toEqual(['/caught']);
});
