import { expect, it } from 'vitest';
import { type Exchange, readBody } from '../wire/exchange.ts';
import { createKeep } from './keep.ts';

const exchange = (body: string, path = '/'): Exchange => ({
  request: {
    method: 'GET',
    path,
    query: [['from', path]],
    token: null,
    body: null,
    contentType: null,
    agent: '',
  },
  answer: { kind: 'answer', status: 200, headers: {}, body: readBody(Buffer.from(body)) },
  at: 0,
  ms: 1,
  waits: 0,
  retries: 0,
  gateways: 0,
  limited: [],
});
const long = JSON.stringify('x'.repeat(100_000));

it('answers are kept whole until those of a list are large together', () => {
  const keep = createKeep();
  const list: object = [];
  for (let i = 0; i < 5; i += 1) {
    const one = exchange(long);
    expect(keep(list, one)).toBe(one);
  }
  const { answer } = keep(list, exchange(long));
  if (answer.kind === 'none') throw new Error('the answer is gone');
  expect(answer.body).toMatchObject({ bytes: 100_002, json: { ok: false }, cut: true });
  expect(answer.body.text).toMatch(/^"x{8191}… \(100002 characters\)$/);
  expect(keep(list, exchange('{}')).answer).toMatchObject({ body: { json: { ok: true } } });
  const other: object = [];
  const one = exchange(long);
  expect(keep(other, one)).toBe(one);
});

it('requests that hold what a target sent are cut as well', () => {
  const { request } = createKeep()([], exchange('{}', `/${'r'.repeat(1_000_000)}`));
  expect(request.path).toHaveLength(8192);
  expect(request.query[0]?.[1]).toHaveLength(8192);
});
