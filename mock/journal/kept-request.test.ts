import { expect, it } from 'vitest';
import { KeptRequest, KnownHeaders } from './kept-request.ts';

const kept = (
  {
    target = '/a',
    body = Buffer.alloc(0),
    headers = {},
  }: Partial<{ target: string; body: Buffer; headers: Record<string, string> }>,
  known = new KnownHeaders(),
): KeptRequest => new KeptRequest({ method: 'PUT', headers }, body, target, known);

it('gives back every byte of a body, whether it is text or not', () => {
  const body = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  expect(Buffer.from(kept({ body }).body)).toEqual(body);
  expect(kept({}).body).toHaveLength(0);
});

it('reads path and query of its target', () => {
  const request = kept({ target: '/a%2Fb?x=1&y=%40&x=2' });
  expect(request.path).toBe('/a%2Fb');
  expect([...request.query]).toEqual([
    ['x', ['1', '2']],
    ['y', ['@']],
  ]);
  expect(kept({ target: '/a' }).query.size).toBe(0);
});

it('keeps equal headers once, and counts them once', () => {
  const known = new KnownHeaders();
  const first = kept({ headers: { host: 'a', accept: '*/*' } }, known);
  const second = kept({ headers: { host: 'a', accept: '*/*' } }, known);
  expect(second.headers).toBe(first.headers);
  expect([first.cost, second.cost]).toEqual([2 + 'hostaaccept*/*'.length, 2]);
});

it.each([{ host: 'b' }, { host: 'a', accept: '*/*' }, {}])(
  'keeps %j beside other headers',
  (headers) => {
    const known = new KnownHeaders();
    kept({ headers: { host: 'a' } }, known);
    expect(kept({ headers }, known).headers).toEqual(headers);
  },
);
