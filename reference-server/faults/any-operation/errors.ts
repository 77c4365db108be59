import type { JsonObject } from '../../domain/event.ts';
import { isObject } from '../../domain/json.ts';
import { ApiError } from '../../errors.ts';
import type { WireAnswer } from '../../parts.ts';
import { perRow, type Faults, type Requirements, type Spoil } from '../fault.ts';
import { before, changeAnswers, changeWire, omit, withContentType } from '../vocabulary/index.ts';

/** Changes the error objects of one status, or all. The answer to an unknown endpoint is exempt (CONV-05). */
const changeErrors = (status: number | 'any', change: (body: JsonObject) => unknown): Spoil =>
  changeAnswers(({ error }) => ({
    error: (given) => {
      const answer = error(given);
      const chosen =
        given.errcode !== 'M_UNRECOGNIZED' && (status === 'any' || status === given.status);
      return chosen && isObject(answer.body) ? { ...answer, body: change(answer.body) } : answer;
    },
  }));

/** Changes the bytes of the errors of one status, or of all. */
const changeErrorBytes = (
  status: number | 'any',
  change: (answer: WireAnswer) => WireAnswer,
): Spoil =>
  changeWire(
    (operation, answer) =>
      operation !== undefined &&
      answer.status >= 400 &&
      (status === 'any' || status === answer.status),
    change,
  );

const inHtml = (answer: WireAnswer): WireAnswer => ({
  ...withContentType('text/html')(answer),
  body: '<html><body><h1>Forbidden</h1></body></html>',
});

const inText = (answer: WireAnswer): WireAnswer => ({
  ...withContentType('text/plain')(answer),
  body: 'That did not work.',
});

const empty = (answer: WireAnswer): WireAnswer => ({ ...answer, headers: {}, body: '' });

/** Error objects that are wrong, and what is wrong with them. */
const objects: readonly (readonly [
  id: string,
  summary: string,
  violates: Requirements,
  change: (body: JsonObject) => unknown,
])[] = [
  [
    'errors-without-errcode',
    'Error objects have no errcode.',
    ['CONV-05', 'CONV-06'],
    (body) => omit(body, 'errcode'),
  ],
  [
    'errors-without-error',
    'Error objects have no error.',
    ['CONV-05'],
    (body) => omit(body, 'error'),
  ],
  [
    'errcode-null',
    'The errcode of errors is null.',
    ['CONV-05', 'CONV-06'],
    (body) => ({ ...body, errcode: null }),
  ],
  [
    'errcode-number',
    'The errcode of errors is a number.',
    ['CONV-05', 'CONV-06'],
    (body) => ({ ...body, errcode: 403 }),
  ],
  [
    'error-is-an-object',
    'The error of error objects is an object.',
    ['CONV-05'],
    (body) => ({ ...body, error: { message: body['error'] } }),
  ],
  [
    'error-null',
    'The error of error objects is null.',
    ['CONV-05'],
    (body) => ({ ...body, error: null }),
  ],
  [
    'errors-wrapped',
    'The error object is nested in another object.',
    ['CONV-05', 'CONV-06'],
    (body) => ({ error_object: body }),
  ],
  ['errors-in-a-list', 'The error object is in a list.', ['CONV-05', 'CONV-06'], (body) => [body]],
  [
    'errors-are-strings',
    'An error is a JSON string.',
    ['CONV-05', 'CONV-06'],
    (body) => body['error'],
  ],
  [
    'errors-in-camel-case',
    'The key errcode is called errCode.',
    ['CONV-05', 'CONV-06'],
    (body) => ({ error: body['error'], errCode: body['errcode'] }),
  ],
  [
    'errcode-lower-case',
    'The errcode of errors is in lower case.',
    ['CONV-06'],
    (body) => ({ ...body, errcode: String(body['errcode']).toLowerCase() }),
  ],
  [
    'errcode-with-spaces',
    'The errcode of errors is a sentence.',
    ['CONV-06'],
    (body) => ({ ...body, errcode: String(body['error']) }),
  ],
  [
    'errcode-empty',
    'The errcode of errors is empty.',
    ['CONV-06'],
    (body) => ({ ...body, errcode: '' }),
  ],
];

/** What errors look like, and what a rate limit answers. */
export const errorFaults: Faults = {
  ...perRow(objects, ([id, summary, violates, change]) => ({
    [id]: { summary, violates, spoil: changeErrors('any', change) },
  })),
  ...perRow(
    [
      ['bad-requests', 400],
      ['forbidden', 403],
      ['not-found', 404],
    ],
    ([name, status]) => ({
      [`${name}-without-errcode`]: {
        summary: `The error objects of ${status} have no errcode.`,
        violates: ['CONV-05', 'CONV-06'],
        spoil: changeErrors(status, (body) => omit(body, 'errcode')),
      },
    }),
  ),
  'not-found-with-another-errcode': {
    summary: 'A missing topic or member is answered with the errcode M_UNKNOWN.',
    violates: ['CONV-06'],
    spoil: changeErrors(404, (body) => ({ ...body, errcode: 'M_UNKNOWN' })),
  },
  'forbidden-with-another-errcode': {
    summary: 'A forbidden request is answered with the errcode M_BAD_JSON.',
    violates: ['CONV-06'],
    spoil: changeErrors(403, (body) => ({ ...body, errcode: 'M_BAD_JSON' })),
  },
  ...perRow(
    [
      ['errors-in-html', 'Every error is an HTML page.', 'any', inHtml],
      ['forbidden-in-html', 'A 403 is an HTML page.', 403, inHtml],
      ['not-found-in-html', 'A 404 is an HTML page.', 404, inHtml],
      ['errors-in-text', 'Every error is a sentence in plain text.', 'any', inText],
      ['errors-are-empty', 'No error has a body.', 'any', empty],
      ['bad-requests-are-empty', 'A 400 has no body.', 400, empty],
    ],
    ([id, summary, status, change]) => ({
      [id]: {
        summary,
        violates: ['META-06', 'CONV-05', 'CONV-06'],
        spoil: changeErrorBytes(status, change),
      },
    }),
  ),
  ...perRow(
    [
      ['errors-typed-as-text', 'Error objects', 'any', 'text/plain'],
      ['bad-requests-typed-as-html', 'The error objects of 400', 400, 'text/html'],
      ['errors-as-problems', 'Error objects', 'any', 'application/problem+json'],
    ],
    ([id, what, status, type]) => ({
      [id]: {
        summary: `${what} have the content type ${type}.`,
        violates: ['META-06'],
        spoil: changeErrorBytes(status, withContentType(type)),
      },
    }),
  ),
  'errors-untyped': {
    summary: 'Error objects have no content type.',
    violates: ['META-06'],
    spoil: changeErrorBytes('any', (answer) => ({ ...answer, headers: {} })),
  },
  'limits-without-their-name': {
    summary:
      'Every seventh message is answered with 429 and an errcode other than M_LIMIT_EXCEEDED.',
    violates: ['CONV-12'],
    spoil: (right) => {
      let asked = 0;
      return before(['send_message'], () => {
        asked += 1;
        if (asked % 7 === 0)
          throw new ApiError(429, 'M_SLOW_DOWN', 'Not so fast.', { retry_after_ms: 1 });
      })(right);
    },
  },
  'rate-limit-without-errcode': {
    summary:
      'One request in fifty is answered with 429, the errcode M_FORBIDDEN and a retry_after_ms that is a string.',
    violates: ['CONV-12'],
    spoil: (right) => {
      let count = 0;
      return {
        authenticate: (accounts, credentials) => {
          const caller = right.authenticate(accounts, credentials);
          count += 1;
          if (count % 50 !== 0) return caller;
          throw new ApiError(429, 'M_FORBIDDEN', 'Slow down.', { retry_after_ms: '15' });
        },
      };
    },
  },
};
