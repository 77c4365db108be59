import { describe, expect, it } from 'vitest';
import { between } from './testing/open-proxy.ts';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';

describe('what passes is unchanged', () => {
  it('the headers of both sides: names, order, repetition, and bytes beyond ASCII', async () => {
    const { client, server, ended } = await between();
    client.say(
      'PUT /a%2Fb?x=%20y&&z HTTP/1.1\r\nX-b: 1\r\nhost: localhost\r\nx-a: 2\r\nX-B: \xe9\r\nContent-Length: 3\r\n\r\nabc',
    );
    const talk = await server.came(1);
    await talk.hears(/abc$/);
    const { host } = new URL(server.origin);
    expect(talk.text()).toBe(
      `PUT /a%2Fb?x=%20y&&z HTTP/1.1\r\nX-b: 1\r\nhost: ${host}\r\nx-a: 2\r\nX-B: \xe9\r\nContent-Length: 3\r\nConnection: keep-alive\r\n\r\nabc`,
    );
    talk.say(
      'HTTP/1.1 200 Sure \xe9\r\nset-cookie: a=1\r\nSet-Cookie: b=2\r\ncontent-length: 2\r\n\r\n{}',
    );
    await client.hears(/\{\}$/);
    expect(client.text()).toBe(
      'HTTP/1.1 200 Sure \xe9\r\nset-cookie: a=1\r\nSet-Cookie: b=2\r\ncontent-length: 2\r\nConnection: keep-alive\r\n\r\n{}',
    );
    await expect.poll(() => ended).toHaveLength(1);
    expect(ended[0]).toMatchObject({ ending: 'answered', trouble: null, whole: true });
    expect(String(ended[0]?.body.bytes())).toBe('abc');
    expect(String(ended[0]?.answer?.body.bytes())).toBe('{}');
  });

  it('chunks and trailers of both sides', async () => {
    const { client, server } = await between();
    client.say(
      'POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nTrailer: Digest\r\nTE: trailers\r\n\r\n',
    );
    client.say('3\r\nabc\r\n0\r\nDigest: x\r\nMore: y\r\n\r\n');
    const talk = await server.came(1);
    await talk.hears(/0\r\nDigest: x\r\nMore: y\r\n\r\n$/);
    expect(talk.text()).toMatch(
      /Transfer-Encoding: chunked\r\nTrailer: Digest\r\nTE: trailers\r\nConnection: TE, keep-alive\r\n\r\n3\r\nabc\r\n/,
    );
    talk.say(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: End\r\n\r\n2\r\n{}\r\n0\r\nEnd: z\r\n\r\n',
    );
    await client.hears(/2\r\n\{\}\r\n0\r\nEnd: z\r\n\r\n$/);
    expect(client.text()).toContain('Transfer-Encoding: chunked\r\nTrailer: End\r\n');
  });

  it('each piece of a body at once, whether or not more comes', async () => {
    const { client, server } = await between();
    client.say(
      'POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n',
    );
    const talk = await server.came(1);
    await talk.hears(/1\r\na\r\n$/);
    talk.say('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    await client.hears(/200 OK\r\n[^]*\r\n\r\n$/);
    talk.say('1\r\nx\r\n');
    await client.hears(/1\r\nx\r\n$/);
    client.say('1\r\nb\r\n0\r\n\r\n');
    await talk.hears(/1\r\nb\r\n0\r\n\r\n$/);
    talk.say('0\r\n\r\n');
    await client.hears(/x\r\n0\r\n\r\n$/);
  });

  it('answers without a body: to HEAD, 204 and 304', async () => {
    const { client, server } = await between();
    client.say('HEAD /a HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const talk = await server.came(1);
    await talk.hears(/^HEAD/);
    talk.say('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n');
    await client.hears(/Content-Length: 100\r\n[^]*\r\n\r\n$/);
    for (const [status, header] of [
      [204, 'A: b'],
      [304, 'ETag: "x"\r\nContent-Length: 7'],
      [204, 'Transfer-Encoding: chunked'],
    ] as const) {
      const before = client.text();
      client.say(`GET /${status} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      await talk.hears(new RegExp(`GET /${status}[^]*\\r\\n\\r\\n$`));
      talk.say(`HTTP/1.1 ${status} X\r\n${header}\r\n\r\n`);
      await client.hears(new RegExp(`${status} X\\r\\n[^]*\\r\\n\\r\\n$`));
      expect(client.text().slice(before.length)).not.toContain('chunked');
    }
    client.say('GET /last HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await talk.hears(/last/);
    talk.say(ok);
    await client.hears(/\{\}$/);
  });

  it('a POST without a body has no chunks, and an empty body is none', async () => {
    const { client, server } = await between(({ socket, say }) => {
      socket.on('data', () => say(ok));
    });
    client.say('POST /a HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await client.hears(/\{\}$/);
    expect(server.talks[0]?.text()).toMatch(/Content-Length: 0\r\n[^]*\r\n\r\n$/);
    expect(server.talks[0]?.text()).not.toContain('chunked');
  });

  it('encodings', async () => {
    const { client, server } = await between();
    client.say('GET /a HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n');
    const talk = await server.came(1);
    await talk.hears(/Accept-Encoding: gzip/);
    talk.say(
      'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x00\xff',
    );
    await client.hears(/Content-Encoding: gzip\r\n[^]*\xff$/);
    expect(client.text().endsWith('\r\n\r\n\x1f\x8b\x00\xff')).toBe(true);
  });

  it('informational responses, and whether a client may go on', async () => {
    const { client, server } = await between();
    client.say(
      'PUT /a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n',
    );
    const talk = await server.came(1);
    await talk.hears(/Expect: 100-continue/);
    expect(client.text()).toBe('');
    talk.say('HTTP/1.1 103 Early Hints\r\nLink: <a>\r\nConnection: X\r\nX: 1\r\n\r\n');
    await client.hears(/^HTTP\/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n$/);
    talk.say('HTTP/1.1 100 Continue\r\n\r\n');
    await client.hears(/100 Continue\r\n\r\n$/);
    client.say('abc');
    await talk.hears(/abc$/);
    talk.say(ok);
    await client.hears(/\{\}$/);
  });

  it('a refusal before the body was sent, and other expectations', async () => {
    const { client, server } = await between();
    client.say(
      'PUT /a HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n',
    );
    const talk = await server.came(1);
    await talk.hears(/Expect/);
    talk.say('HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n');
    await client.hears(/413 Too Large/);
    const { client: other, server: second } = await between();
    other.say('GET /a HTTP/1.1\r\nHost: localhost\r\nExpect: tea\r\n\r\n');
    await (await second.came(1)).hears(/Expect: tea/);
  });

  it('a client of HTTP/1.0 gets a body that ends with its connection', async () => {
    const { client, server } = await between();
    client.say('GET /a HTTP/1.0\r\nHost: localhost\r\n\r\n');
    const talk = await server.came(1);
    await talk.hears(/HTTP\/1.1\r\n/);
    talk.say('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n');
    await client.over;
    expect(client.text()).toMatch(/Connection: close\r\n\r\n\{\}$/);
    expect(client.text()).not.toContain('chunked');
  });

  it('a body of the target that ends with its connection comes in chunks', async () => {
    const { client, server } = await between();
    client.say('GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const talk = await server.came(1);
    await talk.hears(/GET/);
    talk.say('HTTP/1.1 200 OK\r\nTrailer: X\r\n\r\n{}');
    talk.socket.end();
    await client.over;
    expect(client.text()).toMatch(/Transfer-Encoding: chunked\r\n\r\n2\r\n\{\}\r\n0\r\n\r\n$/);
  });
});

describe('connections', () => {
  it('a client that keeps its connection keeps one to the target; another one has its own', async () => {
    const { client, server, origin } = await between(({ socket, say }) => {
      socket.on('data', () => say(ok));
    });
    const get = 'GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n';
    client.say(get);
    await client.hears(/\{\}$/);
    client.say(get);
    await client.hears(/\{\}[^]*\{\}$/);
    expect(server.talks).toHaveLength(1);
    await fetch(origin);
    expect(server.talks).toHaveLength(2);
  });

  it('requests that come together are answered in their order, over one connection', async () => {
    const { client, server } = await between();
    client.say(['a', 'b'].map((x) => `GET /${x} HTTP/1.1\r\nHost: localhost\r\n\r\n`).join(''));
    const talk = await server.came(1);
    await talk.hears(/GET \/a[^]*\r\n\r\n$/);
    talk.say('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na');
    await talk.hears(/GET \/b/);
    talk.say('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nb');
    await client.hears(/\r\n\r\na[^]*\r\n\r\nb$/);
    expect(server.talks).toHaveLength(1);
  });

  it('end together, whoever ends one of them', async () => {
    const { client, server } = await between();
    client.say('GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const talk = await server.came(1);
    await talk.hears(/GET/);
    talk.say(ok);
    await client.hears(/\{\}$/);
    talk.socket.end();
    await client.over;

    const { client: other, server: second } = await between();
    other.say('GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const last = await second.came(1);
    await last.hears(/GET/);
    last.say(ok);
    await other.hears(/\{\}$/);
    other.socket.end();
    await last.over;
  });

  it('a kept connection that is lost during a request is lost for the client too; nothing is sent twice', async () => {
    const { client, server, ended } = await between();
    client.say('GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const talk = await server.came(1);
    await talk.hears(/GET/);
    talk.say(ok);
    await client.hears(/\{\}$/);
    client.say('POST /b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx');
    await talk.hears(/POST/);
    talk.socket.resetAndDestroy();
    await client.over;
    expect(client.text()).not.toContain('502');
    expect(server.talks).toHaveLength(1);
    const endings = ['answered', 'cut by target'];
    await expect.poll(() => ended.map(({ ending }) => ending)).toEqual(endings);
  });

  it('the target hears that a client went away, and a client that the target did', async () => {
    const { client, server, ended } = await between();
    client.say('GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const talk = await server.came(1);
    await talk.hears(/GET/);
    client.socket.destroy();
    await talk.over;
    await expect.poll(() => ended.map(({ ending }) => ending)).toEqual(['abandoned']);

    for (const head of ['Content-Length: 100', 'Transfer-Encoding: chunked']) {
      const next = await between();
      next.client.say('GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n');
      const target = await next.server.came(1);
      await target.hears(/GET/);
      target.say(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n2\r\n{}\r\n`);
      await next.client.hears(/\{\}\r\n$/);
      target.socket.destroy();
      await next.client.over;
      expect(next.client.text()).toMatch(/\{\}\r\n$/);
      await expect.poll(() => next.ended.map(({ ending }) => ending)).toEqual(['cut by target']);
    }
  });

  it('a client that goes away takes with it what it asked for behind the first request', async () => {
    const { client, server, ended } = await between();
    client.say(
      'GET /a HTTP/1.1\r\nHost: localhost\r\n\r\nGET /b HTTP/1.1\r\nHost: localhost\r\n\r\n',
    );
    const talk = await server.came(1);
    await talk.hears(/GET/);
    client.socket.destroy();
    await talk.over;
    await expect.poll(() => ended.map(({ ending }) => ending)).toEqual(['abandoned', 'abandoned']);
    expect(server.talks).toHaveLength(1);
  });
});
