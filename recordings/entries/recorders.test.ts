import { describe, expect, it } from 'vitest';
import { readHarEntry } from './har.ts';

const url = 'https://hs.example/_matrix/client/api/v1/rooms/%21r%3Ahs.example/send/m.room.message';
const said = '{"msgtype":"m.text","body":"Tee ä"}';
const made = '{"event_id":"$1:hs.example"}';
const sizes = { headersSize: -1, bodySize: -1 };
const json = 'application/json';
const sent = { method: 'POST', url, cookies: [], queryString: [], ...sizes };
const got = { status: 200, statusText: 'OK', cookies: [], redirectURL: '', ...sizes };
const header = (name: string, value: string) => ({ name, value });
const of = (body: string) => Buffer.from(body).toString('base64');

/** One message that was sent, in the form in which each recorder writes it. */
const recorders: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'Firefox: a zone, the length in characters, cache times': {
    startedDateTime: '2014-09-03T14:00:00.250+02:00',
    time: 31,
    timings: { blocked: 1, dns: 0, ssl: 0, connect: 0, send: 0, wait: 30, receive: 0 },
    request: {
      ...sent,
      bodySize: said.length,
      httpVersion: 'HTTP/2',
      headers: [header('Content-Type', json), header('Content-Length', '36')],
      postData: { mimeType: json, params: [], text: said },
    },
    response: {
      ...got,
      bodySize: 120,
      httpVersion: 'HTTP/2',
      headers: [header('content-type', json), header('content-encoding', 'gzip')],
      content: { mimeType: json, size: 28, text: made },
    },
    cache: {},
    _securityState: 'secure',
    serverIPAddress: '127.0.0.1',
    connection: '443',
    pageref: 'page_1',
  },
  'Safari: no times, names of types without headers': {
    startedDateTime: '2014-09-03T12:00:00.250Z',
    time: 31.4,
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 31.4, receive: 0 },
    request: {
      ...sent,
      httpVersion: 'HTTP/1.1',
      headers: [header('Content-Type', json)],
      postData: { mimeType: json, text: said, params: [] },
    },
    response: {
      ...got,
      httpVersion: 'HTTP/1.1',
      headers: [header('Content-Type', json)],
      content: { size: 28, compression: -12, mimeType: json, text: made },
      _transferSize: 40,
    },
    cache: {},
    _fetchType: 'Network Load',
    _priority: 'medium',
    _serverPort: 443,
  },
  'Chrome: pseudo headers, an empty error': {
    _connectionId: '9',
    _fromCache: null,
    _initiator: { type: 'script' },
    _resourceType: 'fetch',
    startedDateTime: '2014-09-03T12:00:00.250Z',
    time: 31.4,
    timings: { blocked: 1, dns: -1, ssl: -1, connect: -1, send: 0, wait: 30.4, receive: 0 },
    request: {
      ...sent,
      bodySize: 36,
      httpVersion: 'h2',
      headers: [
        header(':authority', 'hs.example'),
        header(':method', 'POST'),
        header(':path', '/x'),
        header('content-type', json),
      ],
      postData: { mimeType: json, text: said },
    },
    response: {
      ...got,
      httpVersion: 'h2',
      headers: [header('content-type', json)],
      content: { size: 28, mimeType: json, text: of(made), encoding: 'base64' },
      _transferSize: 90,
      _error: null,
      _fetchedViaServiceWorker: false,
    },
    cache: {},
  },
  'Charles: a status of its own, null for words': {
    startedDateTime: '2014-09-03T14:00:00.250+02:00',
    time: 31,
    timings: { dns: -1, connect: -1, ssl: -1, send: 0, wait: 31, receive: 0 },
    request: {
      ...sent,
      httpVersion: 'HTTP/2.0',
      headers: [header(':method', 'POST'), header('content-type', json)],
      postData: { mimeType: json, text: said },
    },
    response: {
      ...got,
      _charlesStatus: 'COMPLETE',
      statusText: null,
      httpVersion: 'HTTP/2.0',
      headers: [header(':status', '200'), header('content-type', json)],
      content: { size: 28, mimeType: json, text: of(made), encoding: 'base64' },
    },
    serverIPAddress: '127.0.0.1',
    cache: {},
  },
  'Charles: JSON that was sent as a form': {
    startedDateTime: '2014-09-03T12:00:00.250Z',
    time: 31,
    timings: {},
    request: {
      ...sent,
      headers: [header('content-type', 'application/x-www-form-urlencoded')],
      postData: { mimeType: 'application/x-www-form-urlencoded', params: [header(said, '')] },
    },
    response: {
      ...got,
      _charlesStatus: 'COMPLETE',
      headers: [header('content-type', json)],
      content: { size: 28, mimeType: json, text: made },
    },
    cache: {},
  },
  'Fiddler: seven digits of a second, a comment': {
    startedDateTime: '2014-09-03T07:00:00.2500000-05:00',
    connection: 'ClientPort:50000;EgressPort:50001',
    time: 31,
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 30, receive: 1 },
    request: {
      ...sent,
      bodySize: 36,
      httpVersion: 'HTTP/1.1',
      headers: [header('Content-Type', json)],
      postData: { mimeType: json, params: [], text: said },
    },
    response: {
      ...got,
      httpVersion: 'HTTP/1.1',
      headers: [header('Content-Type', json)],
      content: { size: 28, compression: 0, mimeType: json, text: made },
    },
    cache: {},
    comment: '[#7]',
  },
  'HTTP Toolkit: a body that is not in the field of HAR': {
    startedDateTime: '2014-09-03T12:00:00.250Z',
    time: 31,
    timings: { blocked: -1, dns: -1, connect: -1, send: 0, wait: 31, receive: 0, ssl: -1 },
    request: {
      ...sent,
      bodySize: 36,
      headers: [header('content-type', json)],
      _requestBodyStatus: 'discarded:not-representable',
      _content: { text: of(said), size: 36, encoding: 'base64' },
    },
    response: {
      ...got,
      headers: [header('content-type', json)],
      content: { mimeType: json, size: 28, text: made },
    },
    cache: {},
  },
  'Playwright: no sizes, minus one for the time': {
    startedDateTime: '2014-09-03T12:00:00.250Z',
    time: -1,
    timings: { send: -1, wait: 31, receive: -1 },
    request: {
      ...sent,
      httpVersion: 'HTTP/1.1',
      headers: [header('content-type', json)],
      postData: { mimeType: json, text: said, params: [] },
    },
    response: {
      ...got,
      headers: [header('content-type', json)],
      content: { size: -1, mimeType: json, text: made },
    },
    cache: {},
    _monotonicTime: 1234.5,
    _wasContinued: true,
  },
  'Insomnia: what it does not know is empty': {
    startedDateTime: '2014-09-03T12:00:00.250Z',
    time: 31,
    timings: { blocked: -1, dns: -1, connect: -1, send: 0, wait: 31, receive: 0, ssl: -1 },
    comment: 'Send a message',
    request: {
      ...sent,
      httpVersion: 'HTTP/1.1',
      headers: [header('Content-Type', json)],
      postData: { mimeType: json, text: said, params: [] },
      settingEncodeUrl: true,
    },
    response: {
      ...got,
      httpVersion: 'HTTP/1.1',
      headers: [header('content-type', json)],
      content: { size: 28, mimeType: json, text: made },
    },
    cache: {},
  },
};

describe('a message that was sent, as it is written by', () => {
  it.each(Object.keys(recorders))('%s', (name) => {
    const read = readHarEntry(recorders[name] ?? {});
    if (read.kind !== 'exchange') throw new Error(`${read.kind}: ${read.why}`);
    const { request, answer, at, ms, lost } = read.exchange;
    const words = [request.body, answer?.body].map((body) => Buffer.from(body ?? '').toString());
    expect([request.method, answer?.status, lost]).toEqual(['POST', 200, false]);
    expect(words).toEqual([said, made]);
    expect([at, Math.round(ms ?? 0)]).toEqual([Date.UTC(2014, 8, 3, 12, 0, 0, 250), 31]);
  });
});

const ofFirefox = recorders['Firefox: a zone, the length in characters, cache times'] ?? {};
const request = ofFirefox['request'] as object;
const response = ofFirefox['response'] as object;

describe('what is not a whole exchange with a server', () => {
  it.each([
    ['intercepted', { _wasFulfilled: true }],
    ['intercepted', { _wasAborted: true }],
    ['intercepted', { _fetchType: 'Inspector Override' }],
    ['cache', { _fetchType: 'Disk Cache' }],
    ['cache', { _fromCache: 'prefetch' }],
    ['marked', { request: { ...request, url: `${url}?from=REDACTED` } }],
    ['marked', { request: { ...request, url: url.replace('r%3A', '%5Bredacted%5D%3A') } }],
    ['websocket', { _webSocketMessages: [{ type: 'send', data: '' }] }],
  ])('is skipped: %s', (why, more) => {
    expect(readHarEntry({ ...ofFirefox, ...more })).toEqual({ kind: 'skipped', why });
  });

  it.each([
    ['Firefox, blocked', { status: 0, statusText: '', headers: [], content: { size: -1 } }],
    ['Safari', { ...got, status: 0, headers: [], _error: 'cancelled' }],
    ['Charles', { ...response, _charlesStatus: 'EXCEPTION' }],
    ['Playwright', { ...got, status: -1, headers: [], _failureText: 'net::ERR_FAILED' }],
  ])('is lost: %s', (_, answer) => {
    const read = readHarEntry({ ...ofFirefox, response: answer });
    expect(read).toMatchObject({ kind: 'exchange', exchange: { answer: null, lost: true } });
  });

  it.each([
    [
      'Firefox, beyond its limit',
      { content: { mimeType: json, size: 9000, text: '{"chunk":[{"ty' } },
    ],
    [
      'Firefox, without bodies',
      { content: { mimeType: json, size: 28, comment: 'Nicht enthalten.' } },
    ],
    ['a file beside the recording', { content: { mimeType: json, size: 28, _file: '1.json' } }],
    ['replaced', { content: { mimeType: json, size: 10, text: '[REDACTED]' } }],
    ['replaced in part', { content: { mimeType: json, size: 28, text: '{"event_id":"***"}' } }],
  ])('has no known body: %s', (_, more) => {
    const read = readHarEntry({ ...ofFirefox, response: { ...response, ...more } });
    expect(read).toMatchObject({ exchange: { answer: { status: 200, body: null } } });
  });
});
