import { describe, expect, it } from 'vitest';
import { loadSpec } from '../harness/document/load.ts';
import { inOrder, together } from './order.ts';
import { Player } from './play.ts';
import { readRecording } from './read.ts';
import { harEntry, harOf, pieces, request, response } from './testing/har.ts';

const spec = loadSpec();
const api = '/_matrix/client/api/v1';
const json = [{ name: 'Content-Type', value: 'application/json' }];
const forbidden = { errcode: 'M_FORBIDDEN', error: 'No.' };

/** An entry, sent so many milliseconds after noon. */
function entry(
  at: number,
  method: string,
  path: string,
  sent: unknown,
  answered: unknown,
  more = {},
) {
  const {
    host = 'https://hs',
    token = 'a-token',
    status = 200,
    time = 5,
    ...rest
  } = more as {
    host?: string;
    token?: string | null;
    status?: number;
    time?: number;
  };
  const url = `${host}${path.startsWith('/_') ? path : api + path}`;
  const sign = url.includes('?') ? '&' : '?';
  return harEntry({
    startedDateTime: new Date(Date.UTC(2014, 8, 3, 12) + at).toISOString(),
    time,
    timings: {},
    request: request({
      method,
      url: token === null ? url : `${url}${sign}access_token=${token}`,
      headers: json,
      ...(sent === undefined ? {} : { postData: { text: JSON.stringify(sent) } }),
    }),
    response: response({ status, headers: json, content: { text: JSON.stringify(answered) } }),
    ...rest,
  });
}

/** Judges files together. @returns what was found, and the numbers of what was not judged */
async function judge(complete: boolean, ...files: readonly (readonly unknown[])[]) {
  const player = new Player({
    looked: { basePaths: [api, '/_matrix/client/r0'], target: null },
    profileOf: (basePath) => (basePath === api ? 'none' : 'r0'),
    specOf: (profile) => (profile === 'none' ? spec : loadSpec(profile)),
    complete,
    side: 'both',
    whereOf: ({ file, entry: at }) => `${file}:${at}`,
  });
  const streams = files.map((entries, file) =>
    inOrder(readRecording(pieces(harOf(entries)), { file, format: null }), {
      entries: 50,
      bytes: 100_000,
    }),
  );
  const found = [];
  for await (const item of together(streams))
    if (item.kind === 'exchange') found.push(...player.take(item.exchange));
  found.push(...player.end());
  return {
    found: found.map(({ finding }) => `${finding.requirement}: ${finding.what}`),
    ...player.result(),
  };
}

const room = '/rooms/!r%3Ahs';
const text = (body: string) => ({ msgtype: 'm.text', body });
const say = (at: number, body: string, id: string, more = {}) =>
  entry(at, 'POST', `${room}/send/m.room.message`, text(body), { event_id: id }, more);
const event = (id: string, body: string) => ({
  event_id: id,
  room_id: '!r:hs',
  type: 'm.room.message',
  user_id: '@a:hs',
  content: text(body),
});
const page = (at: number, query: string, chunk: readonly unknown[], start = 's', more = {}) =>
  entry(at, 'GET', `${room}/messages?${query}`, undefined, { start, end: 'e', chunk }, more);
const login = (at: number, token: string, user: string) =>
  entry(
    at,
    'POST',
    '/login',
    { user },
    { access_token: token, user_id: user, home_server: 'hs' },
    { token: null },
  );

describe('nothing is found of a right server', () => {
  it('in recordings of two machines, whose clocks differ', async () => {
    const one = [say(0, 'one', '$1'), say(2000, 'three', '$3')];
    // The clock of the other is five seconds behind.
    const other = [
      say(-4000, 'two', '$2', { token: 'b-token' }),
      page(
        -2000,
        'dir=b',
        ['three', 'two', 'one'].map((word, i) => event(`$${3 - i}`, word)),
        's',
        {
          token: 'b-token',
        },
      ),
    ];
    expect(await judge(false, one, other)).toMatchObject({ found: [] });
  });

  it('where some entries have no time', async () => {
    const untimed = { startedDateTime: '' };
    const entries = [
      say(0, 'one', '$1'),
      say(5000, 'two', '$2', untimed),
      say(1000, 'three', '$3'),
      page(9000, 'dir=b', [event('$2', 'two'), event('$3', 'three'), event('$1', 'one')]),
    ];
    expect(await judge(false, entries)).toMatchObject({ found: [] });
  });

  it('where a client and a gateway both recorded, with clocks that differ', async () => {
    const of = (skew: number, token: string) => [
      say(skew, 'x'.repeat(600), '$1', { token }),
      entry(
        skew + 100,
        'POST',
        '/createRoom',
        { visibility: 'public' },
        { room_id: '!n:hs' },
        { token },
      ),
      page(skew + 200, 'dir=b', [event('$1', 'x'.repeat(600))], 's', { token }),
    ];
    const { found, twice } = await judge(false, of(0, 'a-token'), of(7000, 'REDACTED'));
    expect({ found, twice }).toEqual({ found: [], twice: 2 });
  });

  it('where the server may have begun anew during a pause', async () => {
    const hour = 3_600_000;
    const morning = [say(0, 'one', '$1'), page(50, 'dir=b', [event('$1', 'one')])];
    const evening = [say(hour, 'two', '$1'), page(hour + 50, 'dir=b', [event('$1', 'two')])];
    const { found, begunAnew } = await judge(false, [...morning, ...evening]);
    expect({ found, begunAnew }).toEqual({ found: [], begunAnew: new Map([['pause', 1]]) });
  });

  it('where parts were taken out', async () => {
    const entries = [
      page(0, 'dir=b&from=REDACTED', [event('$1', 'one')], 't4'),
      page(10, 'dir=b&limit=%5Bredacted%5D', [event('$1', 'one')]),
      say(20, '[REDACTED]', '$2'),
      page(30, 'dir=b', [event('$2', 'two')]),
      entry(40, 'PUT', '/rooms/!***:hs/state/m.room.topic', { topic: 5 }, {}),
    ];
    expect(await judge(false, entries)).toMatchObject({ found: [] });
  });

  it('where one word stands for all tokens', async () => {
    const put = (at: number, id: string) =>
      entry(
        at,
        'PUT',
        `${room}/send/m.room.message/t1`,
        text('a'),
        { event_id: id },
        { token: 'tok' },
      );
    const entries = [
      login(0, 'tok', '@a:hs'),
      login(10, 'tok', '@b:hs'),
      put(20, '$1'),
      put(40, '$2'),
    ];
    expect(await judge(false, entries)).toMatchObject({ found: [] });
  });

  it('where it is asked below several base paths and names', async () => {
    const topic = (at: number, base: string, body: unknown, answered: unknown, more = {}) =>
      entry(
        at,
        body === undefined ? 'GET' : 'PUT',
        `${base}${room}/state/m.room.topic`,
        body,
        answered,
        more,
      );
    const entries = [
      login(0, 'a-token', '@a:hs'),
      entry(100, 'POST', '/createRoom', { visibility: 'public' }, { room_id: '!r:hs' }),
      topic(200, api, { topic: 'Tea' }, {}),
      topic(5000, '/_matrix/client/r0', { topic: 'Coffee' }, { event_id: '$9' }),
      topic(9000, api, undefined, { topic: 'Coffee' }),
      entry(10_000, 'POST', '/_synapse/admin/v1/purge_room', {}, {}, { token: null }),
      topic(15_000, api, undefined, forbidden, { status: 403 }),
    ];
    const { found, begunAnew } = await judge(true, entries);
    expect({ found, begunAnew: [...begunAnew.keys()] }).toEqual({
      found: [],
      begunAnew: ['others'],
    });
    const local = ['http://localhost:8008', 'http://127.0.0.1:8008'].map((host, i) =>
      topic(i * 5000, api, { topic: 'Tea' }, {}, { host }),
    );
    expect((await judge(true, local)).servers).toHaveLength(1);
  });

  it('where answers were cut, redirected, limited or are a gateway’s', async () => {
    const cut = { content: { size: 9000, mimeType: 'application/json', text: '{"chunk":[{"ty' } };
    const page404 = { mimeType: 'text/html', text: '<html><hr><center>nginx</center></html>' };
    const headers = [{ name: 'Content-Type', value: 'text/html' }];
    const get = (at: number, answer: object) =>
      entry(at, 'GET', `${room}/state`, undefined, [], { response: response(answer) });
    const entries = [
      get(0, cut),
      get(10, { status: 404, headers, content: page404 }),
      get(20, { status: 301, redirectURL: 'https://hs/x', content: {} }),
      get(30, { status: 304, content: { text: '' } }),
      entry(40, 'GET', `${room}/state`, undefined, forbidden, { status: 429 }),
    ];
    const { found } = await judge(false, entries);
    expect(found.map((one) => one.slice(0, 7))).toEqual(['CONV-12']);
  });
});

it('a right finding stands beside all of that', async () => {
  const entries = [
    login(0, 'a-token', '@a:hs'),
    say(100, 'one', '$1'),
    say(200, 'two', '$2'),
    page(5000, 'dir=b', [event('$1', 'one'), event('$2', 'two')]),
  ];
  const { found } = await judge(false, entries);
  expect(found.map((one) => one.slice(0, 7))).toEqual(['MSGS-12']);
});
