import { describe, expect, it } from 'vitest';
import { judge, weighty } from '../testing/check.ts';
import { printers, type Step, type StepName, stepsWith } from '../testing/guide.ts';

const formats = Object.keys(printers);
const documentOf = (format: string, changes: Partial<Record<StepName, Partial<Step>>>): string =>
  printers[format]?.(stepsWith(changes)) ?? '';

describe('a right guide', () => {
  it.each(formats)(
    'has nothing wrong in the format %s, and every request of this API is judged',
    (format) => {
      const judged = judge(`guide.${format}`, documentOf(format, {}));
      expect(weighty(judged)).toEqual([]);
      expect(judged.examples.flatMap(({ of }) => of ?? [])).toEqual([
        'create_room',
        'send_message',
        'set_topic',
        'invite',
        'send_feedback',
        'get_membership',
        'join',
        'get_messages',
        'get_state_events',
      ]);
      expect(judged.document.loose).toEqual([]);
    },
  );
});

const room = '%21asfLdzLnOdGRkdPZWu:localhost';

/** What is wrong, the rule that says so, the text at its place, and the correction. */
interface Wrong {
  readonly changes: Partial<Record<StepName, Partial<Step>>>;
  readonly rule: string;
  /** The document has this text at the place of the finding. */
  readonly at: string;
  readonly suggestion?: string;
  readonly pointer?: string;
  /** Formats that cannot show it. */
  readonly not?: readonly string[];
}

const wrong: Readonly<Record<string, Wrong>> = {
  'a misspelt path': {
    changes: { messages: { path: `/rooms/${room}/mesages` } },
    rule: 'wrong-path',
    at: `/rooms/${room}/mesages`,
    suggestion: 'messages',
  },
  'a path that ends too early': {
    changes: { send: { path: `/rooms/${room}/send` } },
    rule: 'wrong-path',
    at: `/rooms/${room}/send`,
  },
  'a path that goes on': {
    changes: { state: { path: `/rooms/${room}/initialSync/now` } },
    rule: 'wrong-path',
    at: `/rooms/${room}/initialSync/now`,
  },
  'a slash at the end': {
    changes: { state: { path: `/rooms/${room}/state/` } },
    rule: 'wrong-path',
    at: `/rooms/${room}/state/`,
    suggestion: '',
  },
  'another base path': {
    changes: { create: { path: '/_matrix/client/api/v2/createRoom' } },
    rule: 'wrong-base-path',
    at: '/_matrix/client/api/v2',
    suggestion: '/_matrix/client/api/v1',
  },
  'a method that is not declared': {
    changes: { topic: { method: 'POST' } },
    rule: 'wrong-method',
    at: 'POST',
  },
  'a GET in the place of a POST': {
    changes: { create: { method: 'GET' } },
    rule: 'wrong-method',
    at: 'GET',
    suggestion: 'POST',
  },
  'a txnId with POST': {
    changes: { invite: { path: `/rooms/${room}/invite/txn2` } },
    rule: 'wrong-method',
    at: 'POST',
    suggestion: 'PUT',
  },
  'a value that is encoded twice': {
    changes: { messages: { path: '/rooms/%2521asfLdzLnOdGRkdPZWu:localhost/messages' } },
    rule: 'wrong-encoding',
    at: 'http',
    not: ['http.md', 'code.rst'],
  },
  'a # that ends the path': {
    changes: { join: { path: '/join/#workshop:localhost' } },
    rule: 'wrong-encoding',
    at: '#',
    suggestion: '%23',
  },
  'a limit that is not a number': {
    changes: { messages: { query: 'limit=ten' } },
    rule: 'wrong-query',
    at: 'ten',
  },
  'a body without a required key': {
    changes: { send: { body: '{"body":"hello"}' } },
    rule: 'body-key',
    at: '{',
    pointer: '/msgtype',
  },
  'a body with a misspelt key': {
    changes: { invite: { body: '{"userid":"@friend:localhost"}' } },
    rule: 'body-key',
    at: '"userid"',
    suggestion: '"user_id"',
  },
  'a body without what the operation is about': {
    changes: { topic: { body: '{"text":"Tools"}' } },
    rule: 'body-key',
    at: '{',
    pointer: '/topic',
  },
  'a body of another type': {
    changes: { topic: { body: '["Tools"]' } },
    rule: 'body-value',
    at: '[',
    pointer: '',
  },
  'a key of another type': {
    changes: { send: { body: '{"msgtype":5, "body":"hello"}' } },
    rule: 'body-value',
    at: '5',
    suggestion: '"5"',
    pointer: '/msgtype',
  },
  'a value that is not listed': {
    changes: { create: { body: '{"visibility":"publc"}' } },
    rule: 'body-value',
    at: '"publc"',
    suggestion: '"public"',
    pointer: '/visibility',
  },
  'a value that only prose lists': {
    changes: { feedback: { body: '{"target_event_id":"YUwRidLecu", "type":"seen"}' } },
    rule: 'body-value',
    at: '"seen"',
  },
  'a key that only stands for others': {
    changes: { send: { body: '{"msgtype":"m.text", "_msgtype_defined_keys_":"hello"}' } },
    rule: 'placeholder-key',
    at: '"_msgtype_defined_keys_"',
  },
  'a key that is nearly another': {
    changes: { create: { body: '{"visiblity":"public"}' } },
    rule: 'near-key',
    at: '"visiblity"',
    suggestion: '"visibility"',
  },
  'a body that is not JSON': {
    changes: { send: { body: '{msgtype:"m.text", body:"hello"}' } },
    rule: 'body-not-json',
    at: 'msgtype',
    not: ['json'],
  },
  'a body with a comma too few': {
    changes: { send: { body: '{"msgtype":"m.text" "body":"hello"}' } },
    rule: 'body-not-json',
    at: '"body"',
    not: ['json'],
  },
  'a body that is a form': {
    changes: { send: { body: 'msgtype=m.text&body=hello' } },
    rule: 'body-not-json',
    at: 'msgtype',
    not: ['json'],
  },
  'a response without a key': {
    changes: { messages: { response: '{"chunk": [], "end": "s39"}' } },
    rule: 'response-shape',
    at: '{',
    pointer: '/start',
  },
  'a response without a key, deep in it': {
    changes: { state: { response: '[\n  {"event_id": "a", "type": "m.room.name"}\n]' } },
    rule: 'response-shape',
    at: '{',
    pointer: '/0/room_id',
  },
  'a response with a key of another type': {
    changes: { messages: { response: '{"chunk": [], "end": 39, "start": "t1"}' } },
    rule: 'response-shape',
    at: '39',
    suggestion: '"39"',
    pointer: '/end',
  },
  'a response with a value that is not listed': {
    changes: { member: { response: '{"membership": "invited"}' } },
    rule: 'response-shape',
    at: '"invited"',
    suggestion: '"invite"',
  },
  'a response of another model': {
    changes: { create: { response: '{"event_id": "YUwRidLecu"}' } },
    rule: 'response-model',
    at: '{',
  },
  'a page in the place of a list': {
    changes: { state: { response: '{"chunk": [], "end": "a", "start": "b"}' } },
    rule: 'response-model',
    at: '{',
  },
  'a list in the place of a page': {
    changes: { messages: { response: '[]' } },
    rule: 'response-model',
    at: '[',
  },
  'a response that is not JSON': {
    changes: { send: { response: "{'event_id': 'YUwRidLecu'}" } },
    rule: 'response-not-json',
    at: "'",
    not: ['json'],
  },
  'events of another room': {
    changes: {
      state: {
        response: '[{"event_id": "a", "type": "m.room.name", "room_id": "!other:localhost"}]',
      },
    },
    rule: 'other-room',
    at: '"!other:localhost"',
    pointer: '/0/room_id',
  },
  'a success with another status': {
    changes: { create: { status: 201 } },
    rule: 'response-status',
    at: '201',
    suggestion: '200',
  },
  'a documented error with another status': {
    changes: {
      create: {
        status: 409,
        response: '{"errcode": "M_ROOM_IN_USE", "error": "Room alias already taken."}',
      },
    },
    rule: 'error-status',
    at: '409',
    suggestion: '400',
  },
  'an error that is not documented': {
    changes: { create: { status: 410, response: '{"errcode": "M_GONE", "error": "Gone."}' } },
    rule: 'error-undocumented',
    at: '410',
  },
  'an error without its code': {
    changes: { create: { status: 400, response: '{"error": "Body must be JSON."}' } },
    rule: 'error-shape',
    at: '{',
    pointer: '/errcode',
  },
  'an error code in lower case': {
    changes: { create: { status: 400, response: '{"errcode": "m_bad", "error": "Bad."}' } },
    rule: 'error-shape',
    at: '"m_bad"',
  },
};

const cases = Object.entries(wrong).flatMap(([name, one]) =>
  formats
    .filter((format) => !(one.not ?? []).includes(format))
    .map((format) => ({ name, format, ...one })),
);

describe('a guide with one thing wrong', () => {
  it.each(cases)(
    '$name: $format, and right again with its correction',
    ({ format, changes, rule, at, suggestion, pointer }) => {
      const text = documentOf(format, changes);
      const found = weighty(judge(`guide.${format}`, text));
      expect(found.map((one) => one.rule)).toEqual([rule]);
      const [one] = found;
      const inString =
        format === 'har'
          ? (words: string): string => JSON.stringify(words).slice(1, -1)
          : (words: string): string => words;
      expect(text.slice(one?.span.start).startsWith(inString(at))).toBe(true);
      if (pointer !== undefined) expect(one?.pointer).toBe(pointer);
      // Within strings of JSON a correction would lose the escapes.
      if (suggestion !== undefined && one?.suggestion !== null)
        expect(one?.suggestion?.text).toBe(suggestion);
      if (suggestion !== undefined && format !== 'har') expect(one?.suggestion).not.toBeNull();
      if (one?.suggestion == null) return;
      const { span, text: words } = one.suggestion;
      const mended = text.slice(0, span.start) + words + text.slice(span.end);
      expect(weighty(judge(`guide.${format}`, mended))).toEqual([]);
    },
  );
});
