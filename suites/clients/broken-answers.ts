import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { Action } from '../../mock/rules/document.ts';

/** An answer that is not what the declaration promises. */
export interface BrokenAnswer {
  readonly name: string;
  /** What it is, to end a sentence with "meets …". */
  readonly title: string;
  readonly action: Action;
  readonly requirement: ClientRequirementId;
  /** Whether a client might take it for an answer of the right form with nothing in it, which is free. */
  readonly isObject?: true;
  /** Whether it costs a client its patience: it is tried with few operations. */
  readonly slow?: true;
}

const json = (text: string, status = 200): Action => ({
  respond: { status, headers: { 'content-type': 'application/json' }, text },
});

const html = '<!doctype html><h1>Bad Gateway</h1>';

const page = (status: number): Action => ({
  respond: { status, headers: { 'content-type': 'text/html' }, text: html },
});

/** Answers of a server, or of something before it, that went wrong. */
const statuses: readonly (readonly [string, string, Action])[] = [
  ['a-server-error', 'a server error', { error: { status: 500, errcode: 'M_UNKNOWN' } }],
  ['a-gateway', 'a gateway in trouble', page(502)],
  ['an-unavailable-server', 'a server that is not available', json('', 503)],
  ['a-gateway-timeout', 'a gateway that gave up', page(504)],
  ['an-error-in-a-list', 'a server error in a list', json('[{"errcode":"M_UNKNOWN"}]', 500)],
  ['an-error-of-null', 'a server error that is null', json('null', 500)],
  ['an-error-in-text', 'a server error that is no JSON', json('Internal Server Error', 500)],
];

/** Bodies that are not the object that was promised. */
const bodies: readonly (readonly [string, string, Action])[] = [
  ['cut-json', 'JSON that is cut', { malformed: 'json' }],
  ['html', 'a page of HTML', { malformed: 'html' }],
  ['an-empty-body', 'an empty body', { malformed: 'empty' }],
  ['a-list', 'a list', json('[]')],
  ['a-text', 'a text', json('"hello"')],
  ['a-number', 'a number', json('42')],
  ['null', 'null', json('null')],
  ['true', 'true', json('true')],
  ['two-objects', 'two objects', json('{"chunk":[]}{"chunk":[]}')],
  ['deep-nesting', 'twenty thousand brackets', json('['.repeat(20_000))],
];

/** Objects with something else in them: whoever shows nothing of them is right as well. */
const objects: readonly (readonly [string, string, Action])[] = [
  ['broken-utf-8', 'bytes that are not UTF-8', { malformed: 'utf8' }],
  ['an-empty-object', 'an empty object', json('{}')],
  ['null-for-a-list', 'null where a list should be', json('{"chunk":null,"start":"a","end":"a"}')],
  ['a-list-of-nulls', 'a list of nulls', json('{"chunk":[null],"start":"a","end":"a"}')],
  [
    'an-event-without-content',
    'an event without content',
    json('{"chunk":[{"type":"m.room.message","event_id":"$a"}],"start":"a","end":"a"}'),
  ],
  [
    'an-event-of-numbers',
    'an event whose keys are numbers',
    json('{"chunk":[{"type":1,"event_id":2,"state_key":3,"content":4}],"start":"a","end":"a"}'),
  ],
];

/** Connections that end before the answer does. */
const connections: readonly (readonly [string, string, Action])[] = [
  ['a-truncated-body', 'a body that is cut', { truncate: 7 }],
  ['a-body-cut-at-once', 'a body of which nothing comes', { truncate: 0 }],
  ['a-reset-connection', 'a connection that is reset', 'reset'],
  ['a-closed-connection', 'a connection that is closed', 'closeBefore'],
  ['a-length-too-small', 'a Content-Length that is too small', { contentLength: 1 }],
];

/** Answers that do not come to an end. */
const endless: readonly (readonly [string, string, Action, ClientRequirementId])[] = [
  ['an-endless-body', 'a body that never ends', 'endless', 'CLIENT-21'],
  ['no-answer', 'a server that never answers', 'never', 'CLIENT-22'],
  ['a-body-that-stops', 'a body that comes no further', { trickle: 1 }, 'CLIENT-22'],
  [
    'a-length-too-large',
    'a Content-Length that is too large',
    { contentLength: 50_000 },
    'CLIENT-22',
  ],
];

const broken =
  (requirement: ClientRequirementId, more: Pick<BrokenAnswer, 'isObject'> = {}) =>
  ([name, title, action]: readonly [string, string, Action]): BrokenAnswer => ({
    name,
    title,
    action,
    requirement,
    ...more,
  });

/** Every broken answer. */
export const brokenAnswers: readonly BrokenAnswer[] = [
  ...[...statuses, ...bodies, ...connections].map(broken('CLIENT-21')),
  ...objects.map(broken('CLIENT-21', { isObject: true })),
  ...endless.map(([name, title, action, requirement]): BrokenAnswer => ({
    name,
    title,
    action,
    requirement,
    slow: true,
  })),
];
