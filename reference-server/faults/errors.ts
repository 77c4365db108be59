import type { JsonObject } from '../domain/event.ts';
import { isObject } from '../domain/json.ts';
import type { ApiError } from '../errors.ts';
import type { OperationName, WireAnswer } from '../parts.ts';
import { convention, documented, implied, type Fault, type Spoil } from './fault.ts';
import { omit, onWire, wording } from './spoiling.ts';

// The answer to an unknown endpoint is exempt (CONV-05).
const matters = (error: ApiError): boolean => error.errcode !== 'M_UNRECOGNIZED';

/** Error objects of another form, where it applies. */
const objects = (
  applies: (error: ApiError) => boolean,
  change: (body: JsonObject) => unknown,
): Spoil =>
  wording(({ error }) => ({
    error: (given) => {
      const answer = error(given);
      const ours = matters(given) && applies(given) && isObject(answer.body);
      return ours && isObject(answer.body) ? { ...answer, body: change(answer.body) } : answer;
    },
  }));

const always = (): boolean => true;
const statusIs =
  (status: number) =>
  (error: ApiError): boolean =>
    error.status === status;

/** Errors of another form on the wire. */
const bytes = (
  chosen: (answer: WireAnswer, operation: OperationName) => boolean,
  change: (answer: WireAnswer) => WireAnswer,
): Spoil =>
  onWire(
    (operation, answer) =>
      operation !== undefined && answer.status >= 400 && chosen(answer, operation),
    change,
  );

const page =
  (type: string, body: string) =>
  (answer: WireAnswer): WireAnswer => ({
    ...answer,
    headers: { ...answer.headers, 'content-type': type },
    body,
  });

const typed =
  (type: string) =>
  (answer: WireAnswer): WireAnswer => ({
    ...answer,
    headers: { ...answer.headers, 'content-type': type },
  });

const html = page('text/html', '<html><body><h1>Forbidden</h1></body></html>');

const errorBodies = ['META-06', 'CONV-05'] as const;

/** What errors look like. */
export const errorFaults: readonly Fault[] = [
  convention(
    'errors-without-errcode',
    'Error objects have no errcode.',
    ['CONV-05', 'CONV-06'],
    objects(always, (body) => omit(body, 'errcode')),
  ),
  convention(
    'errors-without-error',
    'Error objects have no error.',
    ['CONV-05'],
    objects(always, (body) => omit(body, 'error')),
  ),
  convention(
    'errcode-null',
    'errcode is null.',
    ['CONV-05', 'CONV-06'],
    objects(always, (body) => ({ ...body, errcode: null })),
  ),
  convention(
    'errcode-number',
    'errcode is a number.',
    ['CONV-05', 'CONV-06'],
    objects(always, (body) => ({ ...body, errcode: 403 })),
  ),
  convention(
    'error-is-an-object',
    'error is an object.',
    ['CONV-05'],
    objects(always, (body) => ({ ...body, error: { message: body['error'] } })),
  ),
  convention(
    'error-null',
    'error is null.',
    ['CONV-05'],
    objects(always, (body) => ({ ...body, error: null })),
  ),
  convention(
    'errors-wrapped',
    'The error object lies within another one.',
    ['CONV-05', 'CONV-06'],
    objects(always, (body) => ({ error_object: body })),
  ),
  convention(
    'errors-in-a-list',
    'The error object lies in a list.',
    ['CONV-05', 'CONV-06'],
    objects(always, (body) => [body]),
  ),
  convention(
    'errors-are-strings',
    'An error is a JSON string.',
    ['CONV-05', 'CONV-06'],
    objects(always, (body) => body['error']),
  ),
  convention(
    'errors-in-camel-case',
    'errcode is called errCode.',
    ['CONV-05', 'CONV-06'],
    objects(always, (body) => ({ error: body['error'], errCode: body['errcode'] })),
  ),
  convention(
    'errcode-lower-case',
    'errcode is in lower case.',
    ['CONV-06'],
    objects(always, (body) => ({ ...body, errcode: String(body['errcode']).toLowerCase() })),
  ),
  convention(
    'errcode-with-spaces',
    'errcode is a sentence.',
    ['CONV-06'],
    objects(always, (body) => ({ ...body, errcode: String(body['error']) })),
  ),
  convention(
    'errcode-empty',
    'errcode is empty.',
    ['CONV-06'],
    objects(always, (body) => ({ ...body, errcode: '' })),
  ),
  convention(
    'bad-requests-without-errcode',
    'Only 400s have no errcode.',
    ['CONV-05', 'CONV-06'],
    objects(statusIs(400), (body) => omit(body, 'errcode')),
  ),
  convention(
    'forbidden-without-errcode',
    'Only 403s have no errcode.',
    ['CONV-05', 'CONV-06'],
    objects(statusIs(403), (body) => omit(body, 'errcode')),
  ),
  convention(
    'not-found-without-errcode',
    'Only 404s have no errcode.',
    ['CONV-05', 'CONV-06'],
    objects(statusIs(404), (body) => omit(body, 'errcode')),
  ),
  convention(
    'not-found-with-another-errcode',
    'A missing topic or member is M_UNKNOWN.',
    ['CONV-06'],
    objects(statusIs(404), (body) => ({ ...body, errcode: 'M_UNKNOWN' })),
  ),
  convention(
    'forbidden-with-another-errcode',
    'Who may not write is told M_BAD_JSON.',
    ['CONV-06'],
    objects(statusIs(403), (body) => ({ ...body, errcode: 'M_BAD_JSON' })),
  ),
  implied(
    'errors-in-html',
    'Errors are pages of HTML.',
    [...errorBodies, 'CONV-06'],
    bytes(always, html),
  ),
  implied(
    'forbidden-in-html',
    'Only 403s are pages of HTML.',
    [...errorBodies, 'CONV-06'],
    bytes(({ status }) => status === 403, html),
  ),
  implied(
    'not-found-in-html',
    'Only 404s are pages of HTML.',
    [...errorBodies, 'CONV-06'],
    bytes(({ status }) => status === 404, html),
  ),
  implied(
    'errors-in-text',
    'Errors are sentences in plain text.',
    [...errorBodies, 'CONV-06'],
    bytes(always, page('text/plain', 'That did not work.')),
  ),
  implied(
    'errors-are-empty',
    'Errors have no body.',
    [...errorBodies, 'CONV-06'],
    bytes(always, (answer) => ({ ...answer, headers: {}, body: '' })),
  ),
  implied(
    'bad-requests-are-empty',
    'Only 400s have no body.',
    [...errorBodies, 'CONV-06'],
    bytes(
      ({ status }) => status === 400,
      (answer) => ({ ...answer, headers: {}, body: '' }),
    ),
  ),
  implied(
    'errors-typed-as-text',
    'Error objects are sent as plain text.',
    ['META-06'],
    bytes(always, typed('text/plain')),
  ),
  implied(
    'bad-requests-typed-as-html',
    'The error objects of 400s are sent as HTML.',
    ['META-06'],
    bytes(({ status }) => status === 400, typed('text/html')),
  ),
  implied(
    'errors-as-problems',
    'Error objects are sent as application/problem+json.',
    ['META-06'],
    bytes(always, typed('application/problem+json')),
  ),
  implied(
    'errors-untyped',
    'Error objects are sent without a content type.',
    ['META-06'],
    bytes(always, (answer) => ({ ...answer, headers: {} })),
  ),
  documented(
    'not-found-topic-null',
    'The 404 of a missing topic is answered null.',
    ['GTOPIC-06', 'CONV-05', 'CONV-06'],
    onWire(
      (operation, { status }) => operation === 'get_topic' && status === 404,
      (answer) => ({ ...answer, body: 'null' }),
    ),
  ),
  documented(
    'not-found-member-null',
    'The 404 of a missing member is answered null.',
    ['GMEM-07', 'CONV-05', 'CONV-06'],
    onWire(
      (operation, { status }) => operation === 'get_membership' && status === 404,
      (answer) => ({ ...answer, body: 'null' }),
    ),
  ),
];
