import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { RecordingItem } from './read.ts';
import { harEntry, harOf, pieces, readAll, request } from './testing/har.ts';

const two = harOf([harEntry(), harEntry({ time: 15 })], 2);

const kindsOf = (items: readonly RecordingItem[]): readonly string[] =>
  items.map((item) => (item.kind === 'end' ? (item.broken ?? 'whole') : item.kind));

const exchangesIn = (items: readonly RecordingItem[]) =>
  items.flatMap((item) => (item.kind === 'exchange' ? [item.exchange] : []));

describe('a recording', () => {
  const bytes = Buffer.from(two);
  const utf16 = Buffer.from(`\ufeff${two}`, 'utf16le');

  it.each<[what: string, bytes: Uint8Array]>([
    ['in UTF-8', bytes],
    ['with a byte order mark', Buffer.from(`\ufeff${two}`)],
    ['in UTF-16, little end first', utf16],
    ['in UTF-16, big end first', Buffer.from(utf16).swap16()],
    ['in UTF-16 without a mark', Buffer.from(two, 'utf16le')],
    ['packed by gzip', gzipSync(bytes)],
    ['packed by gzip, in UTF-16', gzipSync(utf16)],
  ])('%s is read', async (_, text) => {
    const halves = [text.subarray(0, 1), text.subarray(1, 500), text.subarray(500)];
    const items = await readAll(pieces(...halves));
    expect(kindsOf(items)).toEqual(['exchange', 'exchange', 'whole']);
    expect(exchangesIn(items).map(({ place, ms }) => ({ ...place, ms }))).toMatchObject([
      { file: 0, entry: 1, ms: 12 },
      { file: 0, entry: 2, ms: 15 },
    ]);
    expect(exchangesIn(items)[0]?.place.line).toBe(9);
  });

  it('in Latin-1 is read as such, and told', async () => {
    const text = harOf([harEntry({ request: request({ url: 'http://hs/ä' }) })]);
    const items = await readAll(pieces(Buffer.from(text, 'latin1')));
    expect(exchangesIn(items)[0]?.request.target).toBe('/ä');
    expect(items.at(-1)).toMatchObject({ latin1: 1 });
  });

  it.each([
    ['an array of entries', `[${JSON.stringify(harEntry())},${JSON.stringify(harEntry())}]`],
    ['an entry on each line', `${JSON.stringify(harEntry())}\n${JSON.stringify(harEntry())}\n`],
    ['a document on each line', `${harOf([harEntry()])}\n${harOf([harEntry()])}\n`],
    ['a key before the log', two.replace('{', '{"_note":"x",')],
  ])('may be %s', async (_, text) => {
    expect(kindsOf(await readAll(pieces(text)))).toEqual(['exchange', 'exchange', 'whole']);
  });

  it('goes on behind entries that cannot be read, which it tells', async () => {
    const odd = [null, 5, 'text', [], {}, { request: {} }, { ...harEntry(), request: [] }];
    const text = harOf([...odd, harEntry(), '{}'.repeat(50)]).replace('"text"', '{"a":tru}');
    const items = await readAll(pieces(text));
    expect(kindsOf(items).filter((kind) => kind === 'exchange')).toHaveLength(1);
    const unread = items.flatMap((item) => (item.kind === 'unreadable' ? [item] : []));
    expect(unread.map(({ entry, count, why }) => [entry, count, why])).toEqual([
      [1, 6, 'is no entry'],
      [7, 1, 'has no request'],
      [9, 1, 'is not an object'],
    ]);
  });

  it('that is cut off is read to its last whole entry', async () => {
    const items = await readAll(pieces(two.slice(0, -100)));
    expect(kindsOf(items)).toEqual(['exchange', 'ends in the middle']);
    expect(items.at(-1)).toMatchObject({ entries: 1 });
  });

  it('that is damaged gzip is read as far as it goes', async () => {
    const many = harOf(
      Array.from({ length: 2000 }, (_, i) =>
        harEntry({ time: i + 1, comment: String(Math.sin(i)) }),
      ),
    );
    const packed = gzipSync(many);
    const items = await readAll(pieces(packed.subarray(0, packed.length / 2)));
    expect(exchangesIn(items).length).toBeGreaterThan(100);
    expect(kindsOf(items).at(-1)).toMatch(/^cannot be read on: unexpected end of file/);
  });

  it.each<[text: string | Uint8Array, message: string]>([
    ['', 'is empty'],
    [' \n\t', 'is empty'],
    ['<html>', 'is markup; recordings are HAR, NDJSON or JSON'],
    ['GET / HTTP/1.1', 'is not JSON; recordings are HAR, NDJSON or JSON'],
    ['"text"', 'is not JSON; recordings are HAR, NDJSON or JSON'],
    [
      Buffer.from([0x50, 0x4b, 3, 4, 0, 0]),
      'is a ZIP archive; unpack it first, and give the files in it',
    ],
    [gzipSync(''), 'is empty'],
    [gzipSync(two).subarray(0, 14), 'is damaged gzip'],
    [Buffer.from([0x1f, 0x8b, 9, 9, 9, 9]), 'is damaged gzip'],
  ])('is none: %j', async (text, message) => {
    await expect(readAll(pieces(text))).rejects.toThrow(message);
  });

  it('of another format than the one that is asked for has no entries', async () => {
    expect(kindsOf(await readAll(pieces(two), 'journal'))).toEqual(['whole']);
  });

  it('of very many entries of nothing holds nothing of them', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield* pieces('{"log":{"entries":[{}');
      const many = ',{},0,[]'.repeat(10_000);
      for (let i = 0; i < 4; i += 1) yield* pieces(many);
      yield* pieces(']}}');
    }
    const items = await readAll(endless());
    expect(items.at(-1)).toMatchObject({ entries: 120_001, broken: null });
  });
});

describe('an export of the mock', () => {
  const entry = {
    id: 1,
    time: '2014-09-03T12:00:00.000Z',
    operation: 'set_topic',
    user: '@alice:localhost',
    room: '!r:localhost',
    request: {
      method: 'PUT',
      path: '/_matrix/client/api/v1/rooms/!r:localhost/state/m.room.topic',
      query: [['access_token', '‹secret›']],
      headers: { 'content-type': 'application/json' },
      body: { topic: 'tea' },
    },
    ending: 'answered',
    response: { status: 200, headers: { 'content-type': 'application/json' }, body: {} },
    ms: 1.5,
    rule: null,
    findings: [],
    unmatched: null,
  };

  it('names the users, whose tokens it hides', async () => {
    const [exchange] = exchangesIn(
      await readAll(pieces(JSON.stringify({ total: 1, entries: [entry] }))),
    );
    expect(exchange).toMatchObject({
      request: { user: '@alice:localhost', token: 'own' },
      ms: 1.5,
    });
    expect(Buffer.from(exchange?.request.body ?? []).toString()).toBe('{"topic":"tea"}');
  });

  it('has no answer of a request that got none', async () => {
    const open = { ...entry, ending: 'broken off', ms: null };
    const [exchange] = exchangesIn(await readAll(pieces(JSON.stringify([open]))));
    expect(exchange).toMatchObject({ answer: null, ms: null });
  });
});

describe('a report', () => {
  const exchange = (more: object): object => ({
    step: 0,
    actor: 'owner',
    operation: 'get_topic',
    method: 'GET',
    path: '/_matrix/client/api/v1/rooms/!r%3Ahs/state/m.room.topic',
    token: 'own',
    contentType: null,
    body: null,
    status: 200,
    detail: null,
    answerType: 'application/json',
    answer: '{"topic":"tea"}',
    at: 3,
    ms: 2,
    ...more,
  });
  const report = {
    schema: 'rooms-conformance-report/2',
    target: { origin: 'http://hs:8008', prefix: '', basePath: '/_matrix/client/api/v1' },
    outcomes: [
      { case: 'a/b', exchanges: [exchange({}), exchange({ at: 9, token: 'none' })] },
      { case: 'a/c', exchanges: [exchange({ at: 0, answer: '{"topi… (9000 characters)' })] },
    ],
  };
  const lines = [
    { event: 'header', target: report.target },
    ...report.outcomes.map((outcome) => ({ event: 'outcome', outcome })),
  ];

  it.each([
    ['in JSON', JSON.stringify(report)],
    ['in lines', lines.map((line) => `${JSON.stringify(line)}\n`).join('')],
  ])('%s holds cases one behind the other, with users of their own', async (_, text) => {
    const [first, second, third] = exchangesIn(await readAll(pieces(text)));
    expect([first, second, third].map((one) => one?.request.origin)).toEqual(
      Array.from({ length: 3 }, () => 'http://hs:8008'),
    );
    expect(first?.request.user).not.toBeNull();
    expect(first?.request.user).not.toBe(third?.request.user);
    expect(second?.request).toMatchObject({ user: null, token: 'none' });
    expect(third?.answer?.body).toBeNull();
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBe(6);
    expect(third?.at ?? 0).toBeGreaterThan((second?.at ?? 0) + 2);
  });
});
