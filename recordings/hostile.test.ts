import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadSpec } from '../harness/document/load.ts';
import { inOrder } from './order.ts';
import { type PlayedRecording, Player } from './play.ts';
import { readRecording } from './read.ts';
import { NotARecording } from './text.ts';
import { harEntry, harOf, pieces, request, response } from './testing/har.ts';

const spec = loadSpec();

/** Judges a recording, whatever it holds. Null where it is none. */
async function judge(...bytes: readonly (string | Uint8Array)[]): Promise<PlayedRecording | null> {
  const player = new Player({
    looked: { basePaths: ['/_matrix/client/api/v1', '/_matrix/client/r0'], target: null },
    profileOf: () => 'none',
    specOf: () => spec,
    complete: true,
    side: 'both',
    whereOf: ({ entry }) => String(entry),
  });
  const items = readRecording(pieces(...bytes), { file: 0, format: null });
  try {
    for await (const item of inOrder(items, { entries: 5, bytes: 10_000 })) {
      if (item.kind !== 'exchange') continue;
      for (const { exchanges } of player.take(item.exchange)) exchanges();
    }
  } catch (error) {
    if (error instanceof NotARecording) return null;
    throw error;
  }
  for (const { exchanges } of player.end()) exchanges();
  return player.result();
}

const base = 'https://hs.example/_matrix/client/api/v1';
const json = [{ name: 'content-type', value: 'application/json' }];

/** A session that touches much: a login, a room, a message that is sent twice, pages, a refusal, no answer. */
const session = [
  harEntry({
    request: request({
      method: 'POST',
      url: `${base}/login`,
      headers: json,
      postData: { mimeType: 'application/json', text: '{"user":"a","password":"b"}' },
    }),
    response: response({
      content: { text: '{"access_token":"s3cr3t-token","user_id":"@a:hs"}' },
    }),
  }),
  harEntry({
    request: request({
      method: 'POST',
      url: `${base}/createRoom?access_token=s3cr3t-token`,
      headers: json,
      postData: { text: '{"visibility":"public"}', encoding: '' },
    }),
    response: response({ content: { text: '{"room_id":"!r:hs"}' } }),
  }),
  ...[1, 2].map(() =>
    harEntry({
      request: request({
        method: 'PUT',
        url: `${base}/rooms/!r%3Ahs/send/m.room.message/1?access_token=s3cr3t-token`,
        headers: json,
        postData: { text: '{"msgtype":"m.text","body":"hi"}' },
      }),
      response: response({ content: { text: '{"event_id":"$1"}' } }),
    }),
  ),
  harEntry({
    request: request({ url: `${base}/rooms/!r%3Ahs/messages?access_token=s3cr3t-token` }),
    response: response({ content: { text: '{"chunk":[],"start":"s","end":"e"}' } }),
  }),
  harEntry({
    response: response({ status: 404, content: { text: '{"errcode":"M_NOT_FOUND","error":"x"}' } }),
  }),
  harEntry({ response: response({ status: 0, _error: 'x' }) }),
  harEntry({ request: request({ url: `${base}/rooms/x/mesages` }) }),
].map((entry, i) => ({ ...entry, startedDateTime: new Date(i * 1000).toISOString() }));

/** Every place in a value, as the keys that lead there. */
const placesIn = (value: unknown): readonly (readonly (string | number)[])[] =>
  typeof value !== 'object' || value === null
    ? [[]]
    : [
        [],
        ...Object.entries(value).flatMap(([key, one]) =>
          placesIn(one).map((rest) => [key, ...rest]),
        ),
      ];

/** A copy in which something else stands at a place; undefined removes what stands there. */
function replaced(
  value: unknown,
  [key, ...rest]: readonly (string | number)[],
  by: unknown,
): unknown {
  if (key === undefined) return by;
  if (typeof value !== 'object' || value === null) return value;
  const inner = replaced((value as Record<string, unknown>)[key], rest, by);
  if (Array.isArray(value))
    return value.map((one: unknown, i) => (String(i) === String(key) ? inner : one));
  return { ...value, [key]: inner };
}

const odd = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  fc.constantFrom(
    undefined,
    -1,
    0,
    1e308,
    2 ** 53,
    '',
    ' ',
    '\u0000',
    '\ud800',
    '__proto__',
    'NaN',
  ),
  fc.constantFrom('%', '%zz', '/', '//', '?', '#', 'http://[', 'ws://x', '😀', 'x'.repeat(5000)),
  fc.constantFrom(200, 204, 304, 400, 403, 404, 429, 500, 599, '200', [[]], { name: 1, value: [] }),
  fc.constantFrom(
    '[]',
    '{}',
    'null',
    '{"chunk":null}',
    '{"chunk":[null,1]}',
    '{"event_id":5}',
    '['.repeat(1000),
  ),
);

const places = placesIn(session);

describe('a recording that is damaged', () => {
  it('in any field is judged as far as it can be read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...places), odd), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          let damaged: unknown = session;
          for (const [place, by] of changes) damaged = replaced(damaged, place, by);
          const text = JSON.stringify({ log: { entries: damaged } });
          expect(JSON.stringify((await judge(text))?.requirements.size)).toBeDefined();
        },
      ),
      { numRuns: 250, seed: 3 },
    );
  });

  it('in any byte is judged as far as it can be read, or is none', async () => {
    const bytes = Buffer.from(harOf(session));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 })), {
          maxLength: 5,
        }),
        fc.nat({ max: bytes.length }),
        async (flips, end) => {
          const damaged = Buffer.from(bytes.subarray(0, end));
          for (const [at, byte] of flips) if (at < end) damaged[at] = byte;
          await judge(damaged.subarray(0, 700), damaged.subarray(700));
        },
      ),
      { numRuns: 150, seed: 4 },
    );
  });

  it('of any JSON at all has nothing to judge', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        expect((await judge(JSON.stringify(value)))?.requests ?? 0).toBe(0);
      }),
      { numRuns: 100, seed: 5 },
    );
  });
});

describe('a recording without damage', () => {
  it('is judged right', async () => {
    const played = await judge(harOf(session));
    expect(played).toMatchObject({ requests: 7, answered: 6, companions: 1 });
    const violated = [...(played?.requirements ?? [])].filter(([, one]) => one.violated > 0);
    expect(violated.map(([id]) => id)).toEqual(['CLIENT-01']);
  });
});
