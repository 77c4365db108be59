import { describe, expect, it } from 'vitest';
import { harEntry } from './har-entry.ts';
import type { RecordedExchange } from './recorded.ts';
import { createStandIns } from './stand-ins.ts';
import { answered, bodyOf, exchange } from './testing/exchange.ts';

const token = 'MDAxYWxvY2F0aW9uIGxvY2FsaG9zdA/+=x';
const password = 'correct horse "battery"';

/** Entries of one recording. */
function record(...exchanges: readonly Partial<RecordedExchange>[]) {
  const standIns = createStandIns();
  const text = JSON.stringify(exchanges.map((one) => harEntry(exchange(one), standIns)));
  return { entries: JSON.parse(text), text };
}

const login = {
  method: 'POST',
  url: '/_matrix/client/api/v1/login',
  headers: [['Content-Type', 'application/json']],
  body: bodyOf(JSON.stringify({ type: 'm.login.password', user: '@a:b', password })),
  ...answered(JSON.stringify({ user_id: '@a:b', access_token: token, home_server: 'b' })),
} as const;

describe('secrets', () => {
  it('are replaced wherever they stand, the same one by the same stand-in', () => {
    const encoded = encodeURIComponent(token);
    const { entries, text } = record(
      login,
      { url: `/a?x=1&access_token=${encoded}&limit=%20y` },
      {
        headers: [['authorization', `Bearer ${token}`]],
        url: `/${encoded}/${encodeURIComponent(encoded)}/%41`,
      },
      { body: bodyOf(`{"body":"my token is ${token}"}`), ...answered(`"${token}…"`) },
    );
    for (const secret of [token, encoded, 'battery']) expect(text).not.toContain(secret);
    const [first, query, header, said] = entries;
    expect(JSON.parse(first.request.postData.text)).toEqual({
      type: 'm.login.password',
      user: '@a:b',
      password: 'stand-in-1',
    });
    expect(JSON.parse(first.response.content.text)).toEqual({
      user_id: '@a:b',
      access_token: 'stand-in-2',
      home_server: 'b',
    });
    expect(query.request.url).toBe(
      'http://localhost:8008/a?x=1&access_token=stand-in-2&limit=%20y',
    );
    expect(query.request.queryString[1]).toEqual({ name: 'access_token', value: 'stand-in-2' });
    expect(header.request.headers).toEqual([{ name: 'authorization', value: 'Bearer stand-in-2' }]);
    expect(header.request.url).toBe('http://localhost:8008/stand-in-2/stand-in-2/%41');
    expect(said.request.postData.text).toBe('{"body":"my token is stand-in-2"}');
  });

  it('are told apart, and short ones do not take letters out of other words', () => {
    const { entries } = record(
      { url: '/a?access_token=abc' },
      { url: '/abc?access_token=abd' },
      {
        headers: [
          ['Cookie', 'sid=1'],
          ['Authorization', 'Bearer abc, Bearer abd'],
        ],
      },
      {
        headers: [
          ['Authorization', 'Basic YTpi'],
          ['Authorization', 'Bearer'],
        ],
      },
    );
    expect(
      entries.slice(0, 2).map((one: { request: { url: string } }) => one.request.url.slice(21)),
    ).toEqual(['/a?access_token=stand-in-1', '/abc?access_token=stand-in-2']);
    const values = (i: number): unknown =>
      entries[i].request.headers.map(({ value }: { value: string }) => value);
    expect(values(2)).toEqual(['stand-in-3', 'Bearer stand-in-1, Bearer stand-in-2']);
    expect(values(3)).toEqual(['Basic stand-in-4', 'Bearer']);
  });

  it('leave JSON what it was, and what only looks like a secret', () => {
    const body =
      '{"token":5,"password":null,"secret":{"a":[1]},"access_token":"","start":"t1","x":"token: y"}';
    const { entries } = record(answered(body));
    expect(entries[0].response.content.text).toBe(body.replace('token: y', 'token: stand-in-1'));
  });

  it('of a form, of JSON that is cut, and in bytes that are no text', () => {
    const { entries, text } = record(
      { body: bodyOf(`user=a&password=wonderland&x=y`) },
      answered(`{"access_token":"${token.slice(0, -4)}`),
      answered(Buffer.from(`\xff{"access_token":"${token}"}`, 'latin1')),
    );
    expect(entries[0].request.postData.text).toBe('user=a&password=stand-in-1&x=y');
    expect(text).not.toContain(token.slice(0, 16));
    const { content } = entries[2].response;
    expect(content.encoding).toBe('base64');
    expect(Buffer.from(content.text, 'base64').toString('latin1')).toBe(
      '\xff{"access_token":"stand-in-3"}',
    );
  });
});

describe('what is not secret', () => {
  it('stays, though it shares letters with a secret, or stands where a token should', () => {
    const room = '!room-of-tests:localhost.example';
    const { entries } = record(
      { url: `/a?access_token=nobody@localhost.example.org`, ...answered(`{"room_id":"${room}"}`) },
      { url: `/a?access_token=${encodeURIComponent(room)}`, ...answered(`{"room_id":"${room}"}`) },
      { url: `/rooms/${encodeURIComponent(room)}`, ...answered(`{"room_id":"${room}"}`) },
    );
    for (const { response } of entries) expect(response.content.text).toBe(`{"room_id":"${room}"}`);
    expect(entries[1].request.url).toBe('http://localhost:8008/a?access_token=stand-in-2');
    expect(entries[2].request.url).toContain(encodeURIComponent(room));
  });

  it('may go with parts of secrets in an error, which a target may have cut', () => {
    const { entries } = record(
      { url: `/a?access_token=${encodeURIComponent(token)}` },
      { ...answered(`{"error":"${token.slice(2, 20)}"}`) },
      {
        answer: {
          ...exchange().answer,
          status: 403,
          message: '',
          headers: [],
          body: bodyOf(`{"error":"${token.slice(2, 20)}"}`),
        },
      },
    );
    expect(entries[1].response.content.text).toContain(token.slice(2, 20));
    expect(entries[2].response.content.text).toBe('{"error":"‹secret›"}');
  });
});

describe('an entry', () => {
  it('of a request without an answer, with what was not kept', () => {
    const { entries } = record({
      answer: null,
      body: { length: 5_000_000, bytes: null },
      comment: 'the client went away',
    });
    expect(entries[0]).toMatchObject({
      time: 1.235,
      comment: 'the client went away',
      request: { bodySize: 5_000_000, postData: { comment: expect.stringContaining('too long') } },
      response: { status: 0, content: { size: 0 } },
    });
  });

  it('says where there was no access token, which other recorders leave out', () => {
    const { entries } = record(
      {},
      { url: '/a?access_token=abc' },
      { headers: [['Authorization', 'Bearer abc']] },
    );
    expect(entries.map((one: { _token?: string }) => one._token)).toEqual([
      'none',
      undefined,
      undefined,
    ]);
  });

  it('keeps headers in their order, with their names and repetitions', () => {
    const { entries } = record({
      headers: [
        ['X-a', '1'],
        ['x-A', '2'],
      ],
    });
    expect(entries[0].request.headers).toEqual([
      { name: 'X-a', value: '1' },
      { name: 'x-A', value: '2' },
    ]);
  });
});
