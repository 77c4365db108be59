import { describe, expect, it } from 'vitest';
import { type Answer, type Exchange, readBody } from '../wire/exchange.ts';
import type { Nickname } from '../document/ids.ts';
import { loadSpec } from '../document/load.ts';
import { createConform } from './conform.ts';
import { createShapes } from './shape.ts';

const { declaration, register } = loadSpec();
const conform = createConform(register, createShapes(declaration));

const answer = (status: number, body: unknown, type = 'application/json'): Answer => ({
  kind: 'answer',
  status,
  headers: type === '' ? {} : { 'content-type': type },
  body: readBody(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))),
});

const exchange = (given: Exchange['answer'], limited: readonly Answer[] = []): Exchange => ({
  request: {
    method: 'GET',
    path: '/',
    query: [],
    token: null,
    body: null,
    contentType: null,
    agent: '',
  },
  answer: given,
  at: 0,
  ms: 0,
  waits: 0,
  retries: 0,
  gateways: 0,
  limited,
});

/** The requirements that an answer to an operation is found to break. */
const blamed = (nickname: Nickname, given: Answer, unrouted = false): readonly string[] => {
  const operation = declaration.operations.find((o) => o.nickname === nickname) ?? null;
  return conform({ exchange: exchange(given), operation, roomId: '!r:h', unrouted }).map(
    (f) => f.requirement,
  );
};

const event = { event_id: 'e1', room_id: '!r:h', type: 't', content: {} };
const member = { ...event, type: 'm.room.member', content: { membership: 'join' } };
const page = { chunk: [event], start: 's', end: 'e' };

describe('a success', () => {
  it.each<readonly [string, Nickname, Answer, readonly string[]]>([
    ['of a model', 'send_message', answer(200, { event_id: 'x', extra: 1 }), []],
    [
      'with a charset',
      'send_message',
      answer(200, { event_id: 'x' }, 'application/json; charset=UTF-8'),
      [],
    ],
    ['that is 201', 'send_message', answer(201, { event_id: 'x' }), ['CONV-20']],
    [
      'of another media type',
      'send_message',
      answer(200, { event_id: 'x' }, 'text/plain'),
      ['META-05'],
    ],
    ['without a media type', 'send_message', answer(200, { event_id: 'x' }, ''), ['META-05']],
    ['that is no JSON', 'send_message', answer(200, '{"event_id":'), ['META-05']],
    ['without its required key', 'send_message', answer(200, {}), ['MODEL-28']],
    ['with a number for a string', 'send_message', answer(200, { event_id: 7 }), ['MODEL-28']],
    ['that is no object', 'send_message', answer(200, []), ['MSG-02']],
    ['that is no array', 'get_state_events', answer(200, {}), ['GST-02']],
    [
      'whose item lacks a key',
      'get_state_events',
      answer(200, [{ ...event, type: 1 }]),
      ['MODEL-25'],
    ],
    [
      'of another room',
      'get_state_events',
      answer(200, [{ ...event, room_id: '!x:h' }]),
      ['MODEL-24'],
    ],
    ['of a page', 'get_messages', answer(200, page), []],
    ['of a page without end', 'get_messages', answer(200, { chunk: [], start: 's' }), ['MODEL-18']],
    ['of a page without start', 'get_messages', answer(200, { chunk: [], end: 's' }), ['MODEL-17']],
    [
      'of a page without chunk',
      'get_messages',
      answer(200, { start: 's', end: 's' }),
      ['MODEL-20'],
    ],
    [
      'of a page whose event has no id',
      'get_messages',
      answer(200, { ...page, chunk: [{ ...event, event_id: null }] }),
      ['MODEL-22'],
    ],
    [
      'of a page with any other event',
      'get_messages',
      answer(200, { ...page, chunk: [member] }),
      [],
    ],
    [
      'of a page with a message without msgtype',
      'get_messages',
      answer(200, { ...page, chunk: [{ ...event, type: 'm.room.message' }] }),
      ['MODEL-02'],
    ],
    [
      'with a message whose content is text',
      'get_messages',
      answer(200, { ...page, chunk: [{ ...event, type: 'm.room.message', content: 'Tea' }] }),
      ['MODEL-30'],
    ],
    ['of members without start and end', 'get_members', answer(200, { chunk: [member] }), []],
    [
      'of members whose start is a number',
      'get_members',
      answer(200, { chunk: [member], start: 1 }),
      ['MEMB-03'],
    ],
    [
      'of a member without event_id',
      'get_members',
      answer(200, { chunk: [{ content: member.content }] }),
      ['MODEL-27'],
    ],
    [
      'of a member without membership',
      'get_members',
      answer(200, { chunk: [{ ...member, content: {} }] }),
      ['MODEL-06'],
    ],
    ['of a banned member', 'get_membership', answer(200, { membership: 'ban' }), []],
    [
      'of an unknown membership',
      'get_membership',
      answer(200, { membership: 'gone' }),
      ['MODEL-07'],
    ],
    ['of a topic without topic', 'get_topic', answer(200, {}), ['MODEL-01']],
    [
      'of initialSync with a bad state',
      'get_room_sync_data',
      answer(200, { membership: 'join', room_id: '!r:h', state: {} }),
      ['MODEL-38'],
    ],
  ])('%s', (_, nickname, given, owed) => {
    expect(blamed(nickname, given)).toEqual(owed);
  });

  it.each(['', '""', '{}', 'null', '{"event_id":"x"}'])('void may carry %j', (body) => {
    expect(blamed('leave', answer(200, body, body === '' ? '' : 'application/json'))).toEqual([]);
  });

  it('void with a body that is not JSON is a finding', () => {
    expect(blamed('leave', answer(200, 'OK', 'text/plain'))).toEqual(['META-05', 'META-05']);
  });
});

describe('an error', () => {
  const good = { errcode: 'M_FORBIDDEN', error: 'no' };
  it.each<readonly [string, Answer, readonly string[]]>([
    ['with errcode and error', answer(403, good), []],
    ['that is HTML', answer(403, '<p>no</p>', 'text/html'), ['META-06']],
    ['without errcode', answer(404, { error: 'no' }), ['CONV-05']],
    ['without error', answer(404, { errcode: 'M_X' }), ['CONV-05']],
    ['that is no object', answer(400, 'null'), ['CONV-05']],
    ['with a lower-case errcode', answer(400, { errcode: 'm_bad', error: '' }), ['CONV-06']],
    ['of the server itself', answer(500, 'oops', 'text/plain'), []],
  ])('%s', (_, given, owed) => {
    expect(blamed('invite', given)).toEqual(owed);
  });

  it('of an endpoint that may be unknown need not be an error object', () => {
    expect(blamed('join', answer(400, { error: 'Unrecognized request' }), true)).toEqual([]);
  });

  it('429 needs its own errcode, and a whole number of milliseconds if there is one', () => {
    const limit = { errcode: 'M_LIMIT_EXCEEDED', error: 'slow down' };
    expect(blamed('invite', answer(429, limit))).toEqual([]);
    expect(blamed('invite', answer(429, { ...limit, retry_after_ms: 10 }))).toEqual([]);
    expect(blamed('invite', answer(429, { ...limit, retry_after_ms: 'soon' }))).toEqual([
      'CONV-12',
    ]);
    const waited = exchange(answer(200, {}), [answer(429, {})]);
    const findings = conform({ exchange: waited, operation: null, roomId: null, unrouted: false });
    expect(findings.map((f) => f.requirement)).toEqual(['CONV-12']);
  });
});
