import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { harEntry, request, response } from '../testing/har.ts';
import { cutMark } from '../scan/cut.ts';
import { readHarEntry } from './har.ts';

function exchangeOf(entry: Record<string, unknown>) {
  const read = readHarEntry(entry);
  if (read.kind !== 'exchange') throw new Error(`${read.kind}: ${read.why}`);
  return read.exchange;
}

const textOf = (body: Uint8Array | null | undefined): string | null =>
  body == null ? null : Buffer.from(body).toString();

const answerTo = (more: object) => exchangeOf(harEntry({ response: response(more) })).answer;
const bodyOf = (content: object, more: object = {}) => textOf(answerTo({ content, ...more })?.body);
const sent = (more: object) =>
  exchangeOf(harEntry({ request: request({ method: 'POST', ...more }) })).request;

describe('an entry of a HAR', () => {
  it('is a request with its answer', () => {
    expect(exchangeOf(harEntry())).toEqual({
      request: {
        method: 'GET',
        origin: 'https://hs.example',
        target: '/_matrix/client/api/v1/rooms/!r%3Ahs/state/m.room.topic?access_token=s3cr3t-token',
        headers: { accept: 'application/json' },
        body: new Uint8Array(),
        user: null,
        token: null,
      },
      answer: {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from('{"topic":"tea"}'),
      },
      lost: false,
      at: Date.UTC(2014, 8, 3, 12),
      ms: 12,
    });
  });

  it('of a recording of ours says where no token was sent', () => {
    expect(exchangeOf(harEntry({ _token: 'none' })).request.token).toBe('none');
  });

  it.each([
    ['a path as it was sent', 'http://hs/rooms/../a//b/%zz/ä?x=%', '/rooms/../a//b/%zz/ä?x=%'],
    ['no fragment', 'http://hs/a?b#c', '/a?b'],
    ['a slash where the path is missing', 'http://hs', '/'],
    ['a port', 'http://hs:8008/a', '/a'],
  ])('has %s', (_, url, target) => {
    expect(sent({ url }).target).toBe(target);
  });

  it.each([
    [{ url: '/a?b', headers: [{ name: 'Host', value: 'hs:8448' }] }, 'http://hs:8448', '/a?b'],
    [
      {
        url: '',
        headers: [
          { name: ':authority', value: 'hs' },
          { name: ':scheme', value: 'https' },
          { name: ':path', value: '/a' },
        ],
      },
      'https://hs',
      '/a',
    ],
  ])('is found by its headers where its address has a path alone', (more, origin, target) => {
    expect(sent(more)).toMatchObject({ origin, target });
  });

  it('has headers in lower case, several values joined, without those of HTTP/2 itself', () => {
    const headers = [
      { name: ':method', value: 'POST' },
      { name: ':path', value: '/x' },
      { name: 'X-A', value: '1' },
      { name: 'x-a', value: '2' },
      { name: 'Content-Type', value: 'application/json' },
      { name: 'N', value: 5 },
      { name: 'broken' },
      null,
      'x: y',
      { value: 'nameless' },
    ];
    expect(sent({ headers }).headers).toEqual({
      'x-a': '1, 2',
      'content-type': 'application/json',
      n: '5',
    });
    expect(sent({ headers: { Accept: 'a', 'X-B': ['1', '2'] } }).headers).toEqual({
      accept: 'a',
      'x-b': '1, 2',
    });
  });

  it.each([
    ['websocket', { request: request({ url: 'wss://hs/ws' }) }],
    ['websocket', { _webSocketMessages: [] }],
    ['websocket', { _resourceType: 'websocket' }],
    ['websocket', { request: request({ headers: [{ name: 'Upgrade', value: 'websocket' }] }) }],
    ['not http', { request: request({ url: 'data:image/png;base64,AAAA' }) }],
    ['not http', { request: request({ url: 'blob:https://hs/123' }) }],
    ['not http', { request: request({ url: 'chrome-extension://abc/x.js' }) }],
    ['not http', { request: request({ url: 'about:blank' }) }],
    ['not http', { request: request({ url: 'file:///x' }) }],
    ['preflight', { request: request({ method: 'OPTIONS' }) }],
    ['cache', { _fromCache: 'disk' }],
    ['cache', { _fromCache: 'memory' }],
    ['cache', { _fetchType: 'Memory Cache' }],
    ['cache', { response: response({ _fetchedViaServiceWorker: true }) }],
    [
      'cache',
      { cache: { afterRequest: null }, response: response({ bodySize: 0, content: { size: 9 } }) },
    ],
  ])('is skipped: %s', (why, more) => {
    expect(readHarEntry(harEntry(more))).toEqual({ kind: 'skipped', why });
  });

  it.each([
    [{ request: null }, 'has no request'],
    [{ request: request({ method: 5 }) }, undefined],
    [{ request: request({ method: '' }) }, 'has no method'],
    [{ request: request({ method: 'G E T' }) }, 'has no method'],
    [{ request: request({ url: 'nowhere' }) }, 'has no address'],
    [{ request: request({ url: 'http://[' }) }, 'has no address'],
    [{ request: request({ url: {} }) }, 'has no address'],
  ])('cannot be read: %j', (more, why) => {
    const read = readHarEntry(harEntry(more));
    expect(read).toMatchObject(
      why === undefined ? { kind: 'exchange' } : { kind: 'unreadable', why },
    );
  });
});

describe('the body of a request', () => {
  const json = '{"msgtype":"m.text","body":"ä"}';

  it.each<[what: string, request: object, body: string | null]>([
    ['is its text', { postData: { mimeType: 'application/json', text: json }, bodySize: 32 }, json],
    ['is its text, whatever its size is', { postData: { text: json }, bodySize: -1 }, json],
    [
      'is its text, if its size counts characters',
      { postData: { text: json }, bodySize: 31 },
      json,
    ],
    ['is its bytes', { postData: { text: 'eyJhIjoxfQ==', encoding: 'base64' } }, '{"a":1}'],
    ['is unknown in an unknown encoding', { postData: { text: 'x', encoding: 'rot13' } }, null],
    ['is unknown where it ends as one that was cut', { postData: { text: '{"bo…' } }, null],
    [
      'is its text where that ends so, by its size',
      { postData: { text: '{"bo...' }, bodySize: 7 },
      '{"bo...',
    ],
    ['is unknown in parts without a name', { postData: { params: [{ value: '1' }] } }, null],
    [
      'is unknown where the base64 is damaged',
      { postData: { text: '{}', encoding: 'base64' } },
      null,
    ],
    ['is empty where its size is 0', { bodySize: 0 }, ''],
    [
      'is empty where its length is 0',
      { bodySize: -1, headers: [{ name: 'Content-Length', value: '0' }] },
      '',
    ],
    ['is unknown where it was left out', { bodySize: 32 }, null],
    ['is unknown where its size is not known', { bodySize: -1 }, null],
    [
      'is unknown where it has a type',
      { bodySize: 0, headers: [{ name: 'Content-Type', value: 'application/json' }] },
      null,
    ],
    [
      'is unknown where it has a length',
      { bodySize: 0, headers: [{ name: 'content-length', value: '32' }] },
      null,
    ],
    [
      'is unknown where it was chunked',
      { bodySize: 0, headers: [{ name: 'transfer-encoding', value: 'chunked' }] },
      null,
    ],
    [
      'is unknown where the text is left out',
      { postData: { mimeType: 'application/json', text: '' }, bodySize: 32 },
      null,
    ],
    ['is unknown where it was cut', { postData: { text: '{"msgtype":"m.te' }, bodySize: 32 }, null],
    [
      'is unknown where it was cut when it was read',
      { postData: { text: `{"a":"${cutMark}` } },
      null,
    ],
    [
      'is unknown where our report cut it',
      { postData: { text: '{"a":"… (9000 characters)' } },
      null,
    ],
    [
      'is what was sent, JSON or not',
      { postData: { text: '{"msgtype":"m.te' }, bodySize: 16 },
      '{"msgtype":"m.te',
    ],
    [
      'is the form that its parameters are of',
      {
        postData: {
          mimeType: 'application/x-www-form-urlencoded',
          params: [{ name: 'a', value: 'b c' }, { name: 'd', value: '%20' }, { name: 'e' }],
        },
        bodySize: 12,
      },
      'a=b+c&d=%20&e=',
    ],
    [
      'is unknown of a form with files',
      { postData: { mimeType: 'multipart/form-data', params: [{ name: 'a' }] } },
      null,
    ],
  ])('%s', (_, more, body) => {
    expect(textOf(sent(more).body)).toBe(body);
  });
});

describe('the body of an answer', () => {
  const json = '{"chunk":[]}';
  const zipped = (bytes: Buffer): object => ({
    text: bytes.toString('base64'),
    encoding: 'base64',
  });
  const encoded = (value: string): object => ({ headers: [{ name: 'content-encoding', value }] });

  it.each<[what: string, content: object, answer: object, body: string | null]>([
    ['is its text', { size: 12, text: json }, {}, json],
    ['is its bytes', { text: 'eyJhIjoxfQ==', encoding: 'base64' }, {}, '{"a":1}'],
    ['is unknown where it was not kept', { size: 12 }, {}, null],
    ...['...', '…', ' [truncated]', '...(truncated)'].map((end): [string, object, object, null] => [
      `is unknown where it ends with ${end}`,
      { size: -1, text: `{"chunk":[{"ty${end}` },
      {},
      null,
    ]),
    ['is unknown where it was not kept, whatever its size', { size: 0, text: '' }, {}, null],
    [
      'is empty where the server said so',
      { size: 0, text: '' },
      { headers: [{ name: 'Content-Length', value: '0' }] },
      '',
    ],
    ['is empty with status 204', {}, { status: 204 }, ''],
    [
      'is unknown where it was cut',
      { size: 9000, text: '{"chunk":[{"ty' },
      { headers: [{ name: 'content-length', value: '9000' }] },
      null,
    ],
    ['is decoded already', { text: json }, encoded('gzip'), json],
    ['is decoded where it was kept as sent', zipped(gzipSync(json)), encoded('gzip'), json],
    [
      'is decoded where it was kept as sent, by Brotli',
      zipped(brotliCompressSync(json)),
      encoded('br'),
      json,
    ],
    ['is unknown in an unknown coding', zipped(Buffer.from([1, 2, 3])), encoded('zstd'), null],
    [
      'is unknown where it cannot be decoded',
      zipped(Buffer.from([0, 1, 2])),
      encoded('gzip'),
      null,
    ],
    ['is text where that was decoded already', { text: '<html>' }, encoded('gzip'), '<html>'],
    [
      'is unknown where it would become too much',
      zipped(gzipSync(Buffer.alloc(20_000_000))),
      encoded('gzip'),
      null,
    ],
  ])('%s', (_, content, more, body) => {
    expect(bodyOf(content, more)).toBe(body);
  });
});

describe('an answer', () => {
  it.each([
    ['without a status', { status: null }],
    ['with a status above 599', { status: 99_999 }],
    ['with a fraction of a status', { status: 200.5 }],
    ['that is interim', { status: 103 }],
  ])('%s is not known', (_, more) => {
    expect(answerTo(more)).toBeNull();
  });

  it.each([
    ['that was none, in Chrome', { status: 0, _error: 'net::ERR_CONNECTION_RESET' }],
    ['that broke off, in Chrome', { status: 200, _error: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING' }],
    ['that was none, in Playwright', { status: -1, _failureText: 'net::ERR_ABORTED' }],
    ['that was none', { status: 0 }],
  ])('%s did not reach the client', (_, more) => {
    const entry = harEntry({ response: response(more) });
    expect(exchangeOf(entry)).toMatchObject({ answer: null, lost: true });
  });

  it.each([null, 5, 'x', [], {}])('that is %j is not known', (one) => {
    expect(exchangeOf(harEntry({ response: one }))).toMatchObject({ answer: null, lost: false });
  });

  it('may have its status as a text', () => {
    expect(answerTo({ status: '200' })?.status).toBe(200);
  });

  it('has the type that its content names where its headers are left out', () => {
    expect(answerTo({ headers: [] })?.headers).toEqual({ 'content-type': 'application/json' });
  });

  it('without any headers has no body that could be judged', () => {
    const content = { mimeType: 'x-unknown', text: '{}' };
    expect(answerTo({ headers: [], content })).toEqual({ status: 200, headers: {}, body: null });
    expect(sent({ headers: [], postData: { text: '{}' } }).body).toBeNull();
  });
});
