import { createServer, type Server } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Answer,
  type Exchange,
  isGatewayAnswer,
  readBody,
  type WireRequest,
} from './exchange.ts';
import { openWire, type Wire, type WireOptions } from './wire.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((thing) => thing.close()));
});

const listen = async (server: Server | TcpServer): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
};

/** A server that answers every connection with these bytes, and then leaves it open or ends it. */
const raw = async (bytes: string | Buffer, end = true): Promise<string> => {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.write(bytes);
      if (end) socket.end();
    });
  });
  opened.push({
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return listen(server);
};

const open = (origin: string, options: Partial<WireOptions> = {}): Wire => {
  const wire = openWire({
    origin,
    auth: 'query',
    deadline: 2000,
    patience: 1000,
    connections: 4,
    signal: new AbortController().signal,
    ...options,
  });
  opened.unshift(wire);
  return wire;
};

const request: WireRequest = {
  method: 'GET',
  path: '/a',
  query: [],
  token: 's3cret+/=',
  body: null,
  contentType: null,
  agent: 'rooms-conformance (test)',
};

const send = async (origin: string, options: Partial<WireOptions> = {}): Promise<Exchange> =>
  open(origin, options).send(request);

const http = (head: string, body: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from(`HTTP/1.1 ${head}\r\n\r\n`), Buffer.from(body)]);

describe('whatever a server does becomes a fact of the exchange', () => {
  it('an answer with a JSON body', async () => {
    const { answer } = await send(await raw(http('200 OK\r\ncontent-length: 7', '{"a":1}')));
    expect(answer).toMatchObject({
      kind: 'answer',
      status: 200,
      body: { json: { ok: true, value: { a: 1 } } },
    });
  });

  it('a body that is not JSON, an empty one, and one that is not UTF-8', async () => {
    const bad = await send(await raw(http('200 OK\r\ncontent-length: 5', '{"a":')));
    expect(bad.answer).toMatchObject({ status: 200, body: { text: '{"a":', json: { ok: false } } });
    const none = await send(await raw(http('200 OK\r\ncontent-length: 0', '')));
    expect(none.answer).toMatchObject({ status: 200, body: { bytes: 0, json: { ok: false } } });
    const latin = await send(
      await raw(http('200 OK\r\ncontent-length: 3', Buffer.from([34, 0xe4, 34]))),
    );
    expect(latin.answer).toMatchObject({ body: { utf8: false, json: { ok: false } } });
  });

  it('a redirect, which is not followed', async () => {
    const { answer } = await send(
      await raw(http('302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0', '')),
    );
    expect(answer).toMatchObject({ kind: 'answer', status: 302 });
  });

  it('an informational answer before the real one', async () => {
    const early = 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n';
    const { answer } = await send(
      await raw(Buffer.concat([Buffer.from(early), http('200 OK\r\ncontent-length: 2', '{}')])),
    );
    expect(answer).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('a truncated body', async () => {
    const { answer, retries } = await send(
      await raw(http('200 OK\r\ncontent-length: 100', '{"a":')),
    );
    expect(answer).toMatchObject({ kind: 'none', why: 'reset' });
    expect(retries).toBe(3);
  });

  it('an answer that never comes, and a body that never ends', async () => {
    const silent = await send(await raw('', false), { deadline: 150 });
    expect(silent.answer).toMatchObject({ kind: 'none', why: 'timeout' });
    const endless = await send(await raw(http('200 OK\r\ncontent-length: 100', '{'), false), {
      deadline: 150,
    });
    expect(endless.answer).toMatchObject({ kind: 'none', why: 'timeout' });
  });

  it('an answer that comes in time, although its request had to wait for a connection of ours', async () => {
    const server = createServer((asked, response) => {
      if (asked.url?.startsWith('/fast') === true) response.end('{}');
    });
    const wire = open(await listen(server), { deadline: 500, connections: 1 });
    opened.push({ close: () => server.close() });
    const [silent, fast] = await Promise.all([
      wire.send(request),
      wire.send({ ...request, path: '/fast' }),
    ]);
    expect(silent.answer).toMatchObject({ kind: 'none', why: 'timeout' });
    expect(fast.answer).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('bytes that are not HTTP', async () => {
    const { answer } = await send(await raw('SSH-2.0-OpenSSH_9.2\r\n'));
    expect(answer).toMatchObject({ kind: 'none', why: 'not-http' });
  });

  it.each([
    ['of more than 2 MiB', Buffer.alloc(3 * 1024 * 1024, 32)],
    ['of more than forty thousand values', `[${'{},'.repeat(20_001)}{}]`],
  ])('a body %s', async (_, body) => {
    const server = createServer((_request, response) => {
      response.end(body);
    });
    opened.push(server);
    const { answer } = await send(await listen(server));
    expect(answer).toMatchObject({ kind: 'none', why: 'too-large' });
  });

  it('a port that nothing listens on', async () => {
    const { answer } = await send('http://127.0.0.1:1');
    expect(answer).toMatchObject({ kind: 'none', why: 'unreachable' });
  });

  it('a path so long that no server would read it, of which the beginning is kept', async () => {
    const wire = open(await raw('HTTP/1.1 431 Too Large\r\nContent-Length: 0\r\n\r\n'));
    const sent = await wire.send({ ...request, path: `/rooms/${'%C3%A9'.repeat(20_000)}/state` });
    expect(sent.answer).toMatchObject({ kind: 'answer', status: 431 });
    expect(sent.request.path).toMatch(/^\/rooms\/%C3%A9.{0,200}… \(120013 characters\)$/);
  });

  it('a run that was stopped', async () => {
    const { answer } = await send(await raw('', false), { signal: AbortSignal.abort() });
    expect(answer).toMatchObject({ kind: 'none', why: 'stopped' });
  });
});

describe('sending', () => {
  const echo = async (): Promise<string> => {
    const server = createServer((incoming, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ url: incoming.url, headers: incoming.headers }));
    });
    opened.push(server);
    return listen(server);
  };
  const echoed = (exchange: Exchange): unknown =>
    exchange.answer.kind === 'answer' && exchange.answer.body.json.ok
      ? exchange.answer.body.json.value
      : null;

  it('carries the token percent-encoded in the query, or as Bearer in a header', async () => {
    const origin = await echo();
    expect(echoed(await send(origin))).toMatchObject({ url: '/a?access_token=s3cret%2B%2F%3D' });
    const header = echoed(await send(origin, { auth: 'header' }));
    expect(header).toMatchObject({ url: '/a', headers: { authorization: 'Bearer s3cret+/=' } });
  });

  it('says in the user agent who sends it', async () => {
    expect(echoed(await send(await echo()))).toMatchObject({
      headers: { 'user-agent': 'rooms-conformance (test)' },
    });
  });

  it('waits out rate limits, and keeps their answers', async () => {
    let left = 2;
    const server = createServer((_, response) => {
      left -= 1;
      response.statusCode = left >= 0 ? 429 : 200;
      response.end('{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":5}');
    });
    opened.push(server);
    const exchange = await send(await listen(server));
    expect(exchange).toMatchObject({ waits: 2, answer: { status: 200 } });
    expect(exchange.limited).toHaveLength(2);
  });

  it('gives up on a rate limit that outlasts the patience', async () => {
    const origin = await raw(
      http('429 Too Many\r\ncontent-length: 25', '{"retry_after_ms":9000000}'.slice(0, 25)),
    );
    const exchange = await send(origin, { patience: 50 });
    expect(exchange).toMatchObject({ waits: 0, answer: { status: 429 } });
  });

  it('waits as long as the request says, whatever the patience of the wire', async () => {
    const server = createServer((_, response) => {
      response.statusCode = 429;
      response.end('{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":20}');
    });
    opened.push(server);
    const wire = open(await listen(server), { patience: 90 });
    expect(await wire.send({ ...request, patience: 50 })).toMatchObject({ waits: 2 });
    expect(await wire.send({ ...request, patience: 0 })).toMatchObject({ waits: 0 });
  });

  it('repeats a GET that a gateway answered, and nothing that could have had an effect', async () => {
    const asked: string[] = [];
    const server = createServer((incoming, response) => {
      asked.push(incoming.method ?? '');
      response.statusCode = asked.length % 2 === 1 ? 502 : 200;
      response.end('{}');
    });
    opened.push(server);
    const wire = open(await listen(server));
    expect(await wire.send(request)).toMatchObject({ answer: { status: 200 }, gateways: 1 });
    const post = await wire.send({ ...request, method: 'POST', body: '{}' });
    expect(post).toMatchObject({ answer: { status: 502 }, gateways: 1, retries: 0 });
    expect(asked).toEqual(['GET', 'GET', 'POST']);
  });

  it('opens a connection of its own for a request that asks for one', async () => {
    const ports = new Set<number | undefined>();
    const server = createServer((incoming, response) => {
      ports.add(incoming.socket.remotePort);
      response.end('{}');
    });
    opened.push(server);
    const wire = open(await listen(server), { connections: 1 });
    await wire.send(request);
    await wire.send(request);
    expect(ports.size).toBe(1);
    await wire.send({ ...request, fresh: true });
    await wire.send({ ...request, fresh: true });
    expect(ports.size).toBe(3);
  });
});

describe('an answer of a gateway', () => {
  const answer = (status: number, text: string, type = 'text/plain'): Answer => ({
    kind: 'answer',
    status,
    headers: { 'content-type': type },
    body: readBody(Buffer.from(text)),
  });
  it.each([
    [502, '{}', 'application/json', true],
    [504, '', '', true],
    [500, '<html>Oops</html>', 'text/plain', true],
    [521, 'down', 'text/html; charset=utf-8', true],
    [500, '{"errcode":"M_UNKNOWN"}', 'application/json', false],
    [404, '<html>No such path</html>', 'text/html', false],
  ])('is told by its status and its form: %i %s %s', (status, text, type, expected) => {
    expect(isGatewayAnswer(answer(status, text, type))).toBe(expected);
  });
});

describe('the JSON of a body', () => {
  const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  it.each([
    [nested(256), true],
    [nested(257), false],
    [`${'[{"a":'.repeat(128)}1${'}]'.repeat(128)}`, true],
    [`${'[{"a":'.repeat(129)}1${'}]'.repeat(129)}`, false],
    [`["${'['.repeat(5000)}"]`, true],
    [String.raw`["\"${'{'.repeat(5000)}"]`, true],
    ['['.repeat(1_000_000), false],
  ])('is read unless it is nested too deeply', (text, ok) => {
    expect(readBody(Buffer.from(text)).json.ok).toBe(ok);
  });
});

describe('a body that is not UTF-8', () => {
  it.each<readonly [latin1: boolean, bytes: string]>([
    [true, '22fffe22'],
    [false, '22c3bfc3be22'],
  ])('is sent byte by byte only where it is asked for (%s)', async (latin1, bytes) => {
    let received = '';
    const server = createServer((asked, answer) => {
      asked.on('data', (chunk: Buffer) => (received += chunk.toString('hex')));
      asked.on('end', () => answer.end('{}'));
    });
    opened.push(server);
    const wire = open(await listen(server));
    const body = '"\u00ff\u00fe"';
    await wire.send({ ...request, method: 'POST', body, ...(latin1 ? { latin1 } : {}) });
    expect(received).toBe(bytes);
  });
});
