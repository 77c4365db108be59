import { type Answer, type Exchange, readBody, type WireRequest } from '../exchange.ts';

/** A request as a test needs one: GET / without a token or a body, but for what is given. */
export const requestOf = (more: Partial<WireRequest> = {}): WireRequest => ({
  method: 'GET',
  path: '/',
  query: [],
  token: null,
  body: null,
  contentType: null,
  agent: '',
  ...more,
});

/** An answer with this text as its body. */
export const answerOf = (
  status: number,
  text: string,
  headers: Answer['headers'] = {},
): Answer => ({ kind: 'answer', status, headers, body: readBody(Buffer.from(text)) });

/** An exchange in which nothing was waited for or repeated, but for what is given. Without an answer it was reset. */
export const exchangeOf = (more: Partial<Exchange> = {}): Exchange => ({
  request: requestOf(),
  answer: { kind: 'none', why: 'reset', detail: '' },
  at: 0,
  ms: 1,
  waits: 0,
  retries: 0,
  gateways: 0,
  limited: [],
  ...more,
});
