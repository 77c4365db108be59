import { describe, expect, it } from 'vitest';
import { raw } from '../testing/raw.ts';
import { answerHeaders, hasBody, informationHeaders, joined, requestHeaders } from './headers.ts';

describe('the headers of a request', () => {
  it('keep their names, order and repetition; Host names the target', () => {
    const given = raw('X-One: a', 'host: localhost:1', 'x-ONE: b', 'Accept: */*');
    const sent = raw('X-One: a', 'host: hs:8008', 'x-ONE: b', 'Accept: */*');
    expect(requestHeaders(given, 'hs:8008')).toEqual(sent);
    expect(requestHeaders(raw('A: b'), 'hs')).toEqual(raw('Host: hs', 'A: b'));
    const twice = raw('Host: a', 'Host: b', 'C: d', 'host: e');
    expect(requestHeaders(twice, 'hs')).toEqual(raw('Host: hs', 'C: d'));
  });

  it('lose what is about one connection, and what a Connection header lists', () => {
    const given = raw(
      'Host: x',
      'Connection: close, X-Mine',
      'connection: x-other',
      'X-Mine: 1',
      'X-Other: 2',
      'Keep-Alive: timeout=5',
      'Proxy-Connection: a',
      'Proxy-Authorization: Basic x',
      'Upgrade: h2c',
      'TE: gzip',
      'A: b',
    );
    expect(requestHeaders(given, 'hs')).toEqual(raw('Host: hs', 'A: b'));
  });

  it('announce trailers only where chunks carry them', () => {
    const given = raw('Host: hs', 'Trailer: Digest', 'Transfer-Encoding: chunked');
    expect(requestHeaders(given, 'hs')).toEqual(given);
    expect(requestHeaders(given.slice(0, 4), 'hs')).toEqual(raw('Host: hs'));
  });

  it('keep their framing whatever the Connection header lists', () => {
    const given = raw('Host: x', 'Content-Length: 3', 'Connection: content-length, host');
    expect(requestHeaders(given, 'hs')).toEqual(raw('Host: hs', 'Content-Length: 3'));
    expect(hasBody(given)).toBe(true);
    expect(hasBody(raw('Host: x'))).toBe(false);
  });

  it('tell that trailers are welcome where the client says so', () => {
    expect(requestHeaders(raw('Host: x', 'TE: deflate;q=0.5, Trailers'), 'hs')).toEqual(
      raw('Host: hs', 'TE: trailers', 'Connection: TE, keep-alive'),
    );
  });
});

describe('the headers of an answer', () => {
  const kept = { status: 200, keepsConnection: true, chunks: true };
  const chunked = raw('Transfer-Encoding: chunked', 'A: b');

  it('are kept, with the time that the target keeps a connection', () => {
    const cookies = raw('Set-Cookie: a=1', 'set-cookie: b=2', 'Keep-Alive: timeout=5');
    const given = [...cookies, ...raw('Connection: keep-alive', 'Transfer-Encoding: chunked')];
    expect(answerHeaders({ ...kept, raw: given })).toEqual([
      ...cookies,
      ...raw('Transfer-Encoding: chunked'),
    ]);
  });

  it('close the connection of the client where the target closes its own', () => {
    const given = raw('Connection: close', 'Keep-Alive: timeout=5', 'A: b');
    expect(answerHeaders({ ...kept, raw: given, keepsConnection: false })).toEqual(
      raw('A: b', 'Connection: close'),
    );
  });

  it('have no chunks for a client of HTTP/1.0, nor where there is no body', () => {
    expect(answerHeaders({ ...kept, raw: chunked, chunks: false })).toEqual(
      raw('A: b', 'Connection: close'),
    );
    expect(answerHeaders({ ...kept, raw: chunked, status: 304 })).toEqual(raw('A: b'));
  });

  it('of an informational response lose what is about the connection as well', () => {
    const given = raw('Link: <a>', 'Connection: X', 'X: 1', 'Upgrade: h2c');
    expect(informationHeaders(given)).toEqual(raw('Link: <a>'));
  });
});

it('headers by their names are joined', () => {
  const [first, last] = Object.entries(joined(raw('A: 1', 'a: 2', '__proto__: x')));
  expect([first, last]).toEqual([
    ['a', '1, 2'],
    ['__proto__', 'x'],
  ]);
});
