import type { RecordedExchange } from '../recorded.ts';

/** A login, or what differs from it. */
export const exchange = (more: Partial<RecordedExchange> = {}): RecordedExchange => ({
  at: Date.UTC(2014, 8, 3),
  ms: 1.23456,
  method: 'GET',
  base: 'http://localhost:8008',
  url: '/_matrix/client/api/v1/rooms/!a:b/state/m.room.topic',
  httpVersion: '1.1',
  headers: [['Host', 'localhost:8008']],
  body: bodyOf(''),
  answer: {
    status: 200,
    message: 'OK',
    headers: [['Content-Type', 'application/json']],
    body: bodyOf('{}'),
  },
  comment: null,
  ...more,
});

export const bodyOf = (text: string | Uint8Array): RecordedExchange['body'] => {
  const bytes = Buffer.from(text);
  return { length: bytes.length, bytes };
};

/** What a target answered, in place of the answer of an exchange. */
export const answered = (text: string | Uint8Array): Partial<RecordedExchange> => ({
  answer: {
    status: 200,
    message: 'OK',
    headers: [['Content-Type', 'application/json']],
    body: bodyOf(text),
  },
});
