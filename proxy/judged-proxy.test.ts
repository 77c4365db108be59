import { createServer, type RequestListener } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { grades } from '../harness/document/requirements.ts';
import { ask, register } from '../mock/testing/person.ts';
import { listen } from './testing/sockets.ts';
import { openJudged } from './testing/judged.ts';

const api = '/_matrix/client/api/v1';

/** The requirements that the exchanges so far violate, by side. */
const foundIn = (ended: Awaited<ReturnType<typeof openJudged>>['ended']): readonly string[] =>
  ended.flatMap(({ verdict }) =>
    (verdict?.findings ?? []).map(({ side, requirement }) => `${side} ${requirement}`),
  );

/** A server that answers as a test says. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

describe('both sides are judged in passing', () => {
  it('nothing is found where both are right, and users are known by their logins', async () => {
    const { url, ended, proxy } = await openJudged();
    const alice = await register(url, 'alice');
    const room = await alice.room();
    expect((await alice.send(room, 'hi')).status).toBe(200);
    await expect.poll(() => ended).toHaveLength(3);
    expect(foundIn(ended)).toEqual([]);
    expect(ended.map(({ user }) => user)).toEqual([null, '@alice:localhost', '@alice:localhost']);
    expect(proxy.result()).toMatchObject({ requests: 2, answered: 2 });
  });

  it('a wrong request is named in a header, and its answer is the one of the target', async () => {
    const { url, ended } = await openJudged();
    const { status, headers, body } = await ask(`${url}${api}/createRoom`, {
      method: 'POST',
      body: '[]',
    });
    expect([status, body['errcode']]).toEqual([401, 'M_MISSING_TOKEN']);
    expect(headers.get('x-conformance-findings')).toBe('CLIENT-07, CLIENT-06, CLIENT-04');
    const found = ['client CLIENT-07', 'client CLIENT-06', 'client CLIENT-04'];
    await expect.poll(() => foundIn(ended)).toEqual(found);
  });

  it('a wrong answer is found, whatever encodes it, and reaches the client as it is', async () => {
    const wrong = '{"topic":5}';
    const origin = await serve((request, response) => {
      const encoding = String(request.headers['accept-encoding']);
      const encode = { gzip: gzipSync, br: brotliCompressSync }[encoding] ?? Buffer.from;
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding });
      response.end(encode(wrong));
    });
    const { url, ended } = await openJudged({}, origin);
    for (const encoding of ['gzip', 'br', 'identity']) {
      const path = `${api}/rooms/!a:b/state/m.room.topic?access_token=x`;
      const init = { headers: { 'accept-encoding': encoding } };
      expect((await ask(url + path, init)).text).toBe(wrong);
    }
    await expect.poll(() => ended).toHaveLength(3);
    expect(new Set(foundIn(ended))).toEqual(new Set(['server MODEL-01']));
    expect(foundIn(ended)).toHaveLength(3);
  });

  it('what is too long, a bomb, or cut is passed and not judged', async () => {
    const long = JSON.stringify({ topic: 5, more: 'x'.repeat(3_000_000) });
    const origin = await serve(({ url: asked }, response) => {
      const isBomb = asked?.includes('bomb') === true;
      response.writeHead(200, {
        'content-type': 'application/json',
        ...(isBomb ? { 'content-encoding': 'gzip' } : {}),
      });
      response.end(isBomb ? gzipSync(long) : long);
    });
    const { url, ended } = await openJudged({}, origin);
    const path = `${api}/rooms/!a:b/state/m.room.topic?access_token=x`;
    expect((await ask(url + path)).text).toHaveLength(long.length);
    expect((await ask(`${url}${path}&bomb=1`)).text).toHaveLength(long.length);
    await expect.poll(() => ended).toHaveLength(2);
    expect(foundIn(ended)).toEqual([]);
    expect(ended.map(({ verdict }) => verdict?.unjudged)).toEqual([
      'the body of the answer is longer than 2097152 bytes',
      'the body of the answer cannot be decoded, or is longer than 2097152 bytes then',
    ]);
  });

  it('ids stay readable although a client sends one of them as its token', async () => {
    const { url, ended, proxy } = await openJudged();
    const alice = await register(url, 'alice');
    const room = await alice.room();
    const target = `${url}${api}/rooms/${encodeURIComponent(room)}/invite?access_token=@alice:localhost`;
    await ask(target, { method: 'POST', body: '{"user_ids":"@bob:localhost"}' });
    await expect.poll(() => ended).toHaveLength(3);
    const told = [...proxy.result().requirements.values()].flatMap(({ violations }) => violations);
    expect(told.length).toBeGreaterThan(0);
    const [shown] = told.flatMap(({ exchanges }) => exchanges);
    expect(shown).toMatchObject({ body: '{"user_ids":"@bob:localhost"}', room });
  });

  it('the proxy answers for a target that is away, and blames nobody', async () => {
    const gone = await listen();
    await gone.close();
    const { url, ended, recorded } = await openJudged({}, gone.origin);
    const path = `${api}/rooms/!a:b/state/m.room.topic?access_token=secret-token`;
    expect((await ask(url + path)).status).toBe(502);
    await expect.poll(() => ended).toHaveLength(1);
    expect(foundIn(ended)).toEqual([]);
    expect(recorded[0]).toMatchObject({
      answer: { status: 502 },
      comment: expect.stringContaining('answered by the proxy in place of the target'),
    });
  });
});

describe('--strict', () => {
  const strict = { strict: grades };

  it('answers a wrong request in place of the target, which never gets it', async () => {
    const { url, proxy } = await openJudged(strict);
    const alice = await register(url, 'alice');
    const { status, body, headers } = await alice.call('POST', '/createRoom', []);
    expect([status, body['trouble']]).toEqual([400, 'violation']);
    expect(body).toMatchObject({
      violations: [
        { side: 'client', requirement: 'CLIENT-04', sentence: expect.stringContaining('array') },
      ],
    });
    expect(headers.get('x-conformance-findings')).toBe('CLIENT-04');
    expect((await alice.call('POST', '/createRoom', {})).status).toBe(200);
    expect(proxy.result().requirements.get('CLIENT-04')).toMatchObject({ violated: 1 });
  });

  it('answers in place of a wrong answer, and passes a right one unchanged', async () => {
    const origin = await serve(({ url: asked }, response) => {
      const topic = asked?.includes('right') === true ? 'tea' : 5;
      response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': ['a', 'b'] });
      response.end(JSON.stringify({ topic }));
    });
    const { url, recorded } = await openJudged(strict, origin);
    const path = `${api}/rooms/!a:b/state/m.room.topic?access_token=x`;
    const { status, body } = await ask(url + path);
    expect([status, body['trouble']]).toEqual([502, 'violation']);
    expect(body).toMatchObject({ violations: [{ side: 'server', requirement: 'MODEL-01' }] });
    const right = await fetch(url + path.replace('!a', '!right'));
    expect([right.status, await right.text()]).toEqual([200, '{"topic":"tea"}']);
    expect(right.headers.getSetCookie()).toEqual(['a', 'b']);
    // The recording has the evidence.
    await expect.poll(() => recorded).toHaveLength(2);
    expect(String(recorded[0]?.answer?.body.bytes)).toBe('{"topic":5}');
  });

  it('lets pass what it cannot judge, and violations of other grades', async () => {
    const long = 'x'.repeat(3_000_000);
    const origin = await serve((request, response) => {
      let size = 0;
      request.on('data', (chunk: Buffer) => (size += chunk.length));
      request.on('end', () => {
        response.writeHead(200, { 'content-type': 'text/plain' });
        response.end(`${size} ${long}`);
      });
    });
    const { url } = await openJudged({ strict: [] }, origin);
    const all = await openJudged(strict, origin);
    for (const base of [url, all.url]) {
      const path = `${base}${api}/rooms/!a:b/send/m.room.message?access_token=x`;
      const { text } = await ask(path, { method: 'POST', body: `"${long}"` });
      expect(text.slice(0, 9)).toBe('3000002 x');
      expect(text).toHaveLength(long.length + 8);
    }
    const { status } = await ask(`${url}${api}/createRoom`, { method: 'POST', body: '[]' });
    expect(status).toBe(200);
  });
});
