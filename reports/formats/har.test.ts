import { expect, it } from 'vitest';
import { exchange, failed, sampleReport } from '../testing/sample.ts';
import { har } from './har.ts';

interface Entry {
  readonly pageref: string;
  readonly startedDateTime: string;
  readonly comment: string;
  readonly request: Record<string, unknown>;
  readonly response: Record<string, unknown>;
}

const entriesOf = (exchanges: ReturnType<typeof exchange>[]): readonly Entry[] =>
  JSON.parse(har(sampleReport([failed('leave/a', { exchanges })]))).log.entries;

it('names the case, the step and the user, and how the token was sent', () => {
  const [entry] = entriesOf([exchange(3, { actor: 'guest', token: 'unknown', at: 12.5 })]);
  expect(entry).toMatchObject({
    pageref: 'leave/a',
    startedDateTime: '1970-01-01T00:00:00.012Z',
    comment: 'leave/a, step 3, guest, create_room, with a token that the server never issued',
  });
});
it('splits a query into its parameters', () => {
  const [entry] = entriesOf([exchange(0, { path: '/x?from=a%20b&limit=1' })]);
  expect(entry?.request).toMatchObject({
    url: 'http://hs:8008/x?from=a%20b&limit=1',
    queryString: [
      { name: 'from', value: 'a b' },
      { name: 'limit', value: '1' },
    ],
  });
});
it('says that a text was cut, and does not give its size in bytes', () => {
  const [entry] = entriesOf([exchange(0, { body: 'x… (9000 characters)', answer: 'ä' })]);
  expect(entry?.request).toMatchObject({
    bodySize: -1,
    postData: { comment: 'cut in the report; it had 9000 characters' },
  });
  expect(entry?.response).toMatchObject({ bodySize: 2, content: { size: 2, text: 'ä' } });
});
it('a missing answer has status 0, with the reason', () => {
  const [entry] = entriesOf([
    exchange(0, { status: null, detail: 'nothing came', answer: null, answerType: null }),
  ]);
  expect(entry?.response).toMatchObject({
    status: 0,
    comment: 'no complete answer: nothing came',
  });
});
