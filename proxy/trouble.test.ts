import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { between, openProxy } from './testing/open-proxy.ts';
import { dial, listen, type Talk } from './testing/sockets.ts';

const get = 'GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n';

/** What the proxy says in place of a target. */
async function toldBy(
  origin: string,
): Promise<{ status: number; trouble: unknown; error: string }> {
  const proxy = await openProxy(origin);
  const answer = await fetch(`${proxy.origin}/a`);
  const { trouble, error } = await answer.json();
  expect(answer.headers.get('x-conformance-proxy')).toBe(trouble);
  await expect.poll(() => proxy.ended).toHaveLength(1);
  expect(proxy.ended[0]).toMatchObject({
    trouble: { kind: trouble },
    answer: null,
    ms: expect.any(Number),
  });
  return { status: answer.status, trouble, error };
}

/** An origin at which nobody listens. */
async function nowhere(): Promise<string> {
  const listener = await listen();
  await listener.close();
  return listener.origin;
}

describe('a target that gives no answer', () => {
  it('is told apart from one that answers: refused, unknown, no TLS', async () => {
    expect(await toldBy(await nowhere())).toMatchObject({
      status: 502,
      trouble: 'refused',
      error: expect.stringMatching(/^rooms-conformance proxy: refused: connect ECONNREFUSED/),
    });
    expect(await toldBy('http://nobody.invalid')).toMatchObject({ trouble: 'unknown-host' });
    const plain = await listen(({ socket }) => void socket.end('HTTP/1.1 400 X\r\n\r\n'));
    onTestFinished(plain.close);
    expect(await toldBy(plain.origin.replace('http', 'https'))).toMatchObject({
      trouble: 'not-tls',
    });
    const server = createTlsServer({});
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect(await toldBy(`https://127.0.0.1:${port}`)).toMatchObject({ trouble: 'tls-failed' });
  });

  it.each<readonly [string, string, (talk: Talk) => void]>([
    ['closes at once', 'closed', ({ socket }) => void socket.destroy()],
    ['resets', 'closed', ({ socket }) => void socket.resetAndDestroy()],
    ['speaks something else', 'not-http', ({ say }) => say('220 mail\r\n\r\n')],
    [
      'ends in its headers',
      'closed',
      ({ socket }) => void socket.end('HTTP/1.1 200 OK\r\nA: b\r\n'),
    ],
    [
      'answers nonsense',
      'not-http',
      ({ say }) => say('HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n'),
    ],
    ['answers 099', 'not-http', ({ say }) => say('HTTP/1.1 099 No\r\nContent-Length: 0\r\n\r\n')],
    [
      'changes the protocol',
      'not-http',
      ({ say }) => say('HTTP/1.1 101 X\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    ],
    ['changes it to nothing', 'not-http', ({ say }) => say('HTTP/1.1 101 X\r\n\r\n')],
    [
      'has headers without end',
      'headers-too-large',
      ({ say }) => say(`HTTP/1.1 200 OK\r\nA: ${'x'.repeat(80_000)}\r\n\r\n`),
    ],
    [
      'answers both lengths',
      'not-http',
      ({ say }) =>
        say('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'),
    ],
  ])('%s', async (_what, trouble, answer) => {
    const server = await listen((talk) => {
      talk.socket.once('data', () => answer(talk));
    });
    onTestFinished(server.close);
    expect(await toldBy(server.origin)).toMatchObject({ status: 502, trouble });
  });

  it('and is silent, before an answer and within one', async () => {
    const { client, server, ended } = await between(undefined, { timeout: 50 });
    client.say(get);
    await client.hears(/504 Gateway Timeout[^]*"trouble":"timeout"\}\n$/);
    await (
      await server.came(1)
    ).over;
    const next = await between(
      ({ socket, say }) => {
        socket.once('data', () => say('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}'));
      },
      { timeout: 1000 },
    );
    next.client.say(get);
    await next.client.over;
    expect(next.client.text()).toMatch(/\{\}$/);
    const endings = ['answered', 'cut by target'];
    const all = (): unknown => [...ended, ...next.ended].map(({ ending }) => ending);
    await expect.poll(all).toEqual(endings);
  });

  it('is not to blame for a client that sends slowly, and may take its time as long as it says something', async () => {
    const { client, server, origin } = await between(undefined, { timeout: 1500 });
    client.say('PUT /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\na');
    const talk = await server.came(1);
    await talk.hears(/a$/);
    // Meanwhile, another request waits for as long as it may.
    expect((await fetch(origin)).status).toBe(504);
    client.say('b');
    await talk.hears(/ab$/);
    talk.say('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
    await client.hears(/200 OK[^]*\{\}$/);
  });

  it('answers before the request is whole, and the connection lives on where both want it to', async () => {
    const { client, server } = await between();
    client.say('PUT /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\na');
    const talk = await server.came(1);
    await talk.hears(/a$/);
    talk.say('HTTP/1.1 413 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    talk.socket.end();
    await client.hears(/413 No[^]*Connection: close/);
  });
});

describe('what is not passed on', () => {
  it.each([
    ['CONNECT', 'CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n', 501],
    ['a whole URL', 'GET http://localhost/a HTTP/1.1\r\nHost: localhost\r\n\r\n', 421],
    [
      'WebSocket',
      'GET /a HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n\r\n',
      501,
    ],
    [
      'a page by another name for this machine',
      'GET /a HTTP/1.1\r\nHost: evil.test:80\r\n\r\n',
      403,
    ],
    ['no host', 'GET /a HTTP/1.1\r\n\r\n', 400],
    [
      'two lengths',
      'POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!',
      400,
    ],
    [
      'a length and chunks',
      'POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /b',
      400,
    ],
    [
      'chunks that are not the last encoding',
      'POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, x\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a folded header', 'GET /a HTTP/1.1\r\nHost: localhost\r\nA : b\r\n\r\n', 400],
    ['a line without an end', 'GET /a HTTP/1.1\nHost: localhost\nA\r: b\n\n', 400],
    ['something else', 'hello\r\n\r\n', 400],
    ['headers without end', `GET /a HTTP/1.1\r\nHost: localhost\r\nA: ${'x'.repeat(80_000)}`, 431],
  ])('%s', async (_what, said, status) => {
    const { client, server } = await between();
    client.say(said);
    await client.hears(new RegExp(`^HTTP/1.1 ${status}`));
    if (!said.startsWith('GET /a HTTP/1.1\r\n\r\n'))
      await client.hears(
        /x-conformance-proxy: refused-by-proxy[^]*"trouble":"refused-by-proxy"\}\n$/,
      );
    expect(server.talks.map(({ text }) => text()).join('')).not.toMatch(/GET \/b|hello/);
  });

  it('an upgrade to something else is left out: a target may ignore it as well', async () => {
    const { client, server } = await between();
    client.say(
      'GET /a HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n\r\n',
    );
    const talk = await server.came(1);
    await talk.hears(/\r\n\r\n$/);
    expect(talk.text()).not.toMatch(/upgrade|HTTP2/i);
  });

  it('a chunk that is none ends both connections, and nothing is written into an answer', async () => {
    const { client, server } = await between();
    client.say(
      'POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n',
    );
    const talk = await server.came(1);
    await talk.hears(/a\r\n$/);
    talk.say('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{');
    await client.hears(/\{$/);
    client.say('zz\r\n');
    await Promise.all([client.over, talk.over]);
    expect(client.text()).toMatch(/\{$/);
  });
});

describe('addresses', () => {
  it('of IPv6, on both sides', async () => {
    const server = await listen(({ socket, say }) => {
      socket.once('data', () => say('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'));
    }, '::1');
    onTestFinished(server.close);
    const { origin } = await openProxy(server.origin, {}, '::1');
    expect(origin).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await fetch(`${origin}/a`)).status).toBe(200);
    expect(server.talks[0]?.text()).toContain(`host: ${new URL(server.origin).host}\r\n`);
  });

  it('a prefix of the target stands before every path', async () => {
    const server = await listen(({ socket, say }) => {
      socket.once('data', () => say('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'));
    });
    onTestFinished(server.close);
    const target = { origin: server.origin, prefix: '/hs' };
    const { origin } = await openProxy(server.origin, { target });
    expect((await fetch(`${origin}/a?b`)).status).toBe(200);
    expect(server.talks[0]?.text()).toMatch(/^GET \/hs\/a\?b HTTP/);
  });
});

describe('long bodies', () => {
  const size = 96 * 1024 * 1024;
  const piece = Buffer.alloc(1024 * 1024, 'x');

  /** Writes as fast as the other side reads. @returns how much was written so far */
  function pour({ socket }: Talk): () => number {
    let written = 0;
    const more = (): void => {
      while (written < size && !socket.destroyed) {
        written += piece.length;
        if (!socket.write(piece)) return void socket.once('drain', more);
      }
    };
    more();
    return () => written;
  }

  it('are not held: who sends waits for who reads', async () => {
    const { client, server, origin } = await between();
    client.say('GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const talk = await server.came(1);
    await talk.hears(/GET/);
    client.socket.pause();
    talk.say(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`);
    const answered = pour(talk);
    const other = dial(origin);
    other.say(`POST /b HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${size}\r\n\r\n`);
    const second = await server.came(2);
    await second.hears(/POST/);
    second.socket.pause();
    const asked = pour(other);
    // Both have come to a halt once a third exchange saw no more of them.
    let before = -1;
    await expect
      .poll(() => {
        const [now, last] = [answered() + asked(), before];
        before = now;
        return now === last;
      })
      .toBe(true);
    expect(answered()).toBeLessThan(size / 2);
    expect(asked()).toBeLessThan(size / 2);
    let read = 0;
    client.socket.on('data', (chunk: Buffer) => (read += chunk.length)).resume();
    await expect.poll(() => read).toBeGreaterThan(size);
    second.socket.destroy();
    other.socket.destroy();
  });
});
