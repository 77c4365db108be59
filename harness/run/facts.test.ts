import { describe, expect, it } from 'vitest';
import { answerOf, exchangeOf, requestOf } from '../wire/testing/exchange.ts';
import type { Recorded } from '../world/create-user.ts';
import { factsOf } from './facts.ts';

/** An exchange of an operation, as the world records it. */
function recorded(
  operation: Recorded['operation'],
  answer: unknown,
  more: {
    readonly room?: string;
    readonly query?: readonly (readonly [string, string])[];
    readonly body?: string;
    readonly status?: number;
  } = {},
): Recorded {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return {
    userId: '@owner:h',
    actor: 'owner',
    operation,
    room: more.room ?? null,
    token: 'own',
    findings: [],
    exchange: exchangeOf({
      request: requestOf({ path: '/x', query: more.query ?? [], body: more.body ?? null }),
      answer: answerOf(more.status ?? 200, text),
    }),
  };
}

const chunk = [
  { event_id: '$b', type: 'm.room.message', content: { body: 'two' } },
  { event_id: '$a', type: 'm.room.member', content: { membership: 'join' } },
];

describe('the facts of an exchange', () => {
  it('name the room of the request, or the one that was made', () => {
    expect(factsOf(recorded('ban', {}, { room: '!r:hs' }))).toEqual({ room: '!r:hs' });
    expect(factsOf(recorded('create_room', { room_id: '!n:hs' }))).toEqual({ room: '!n:hs' });
    expect(factsOf(recorded('create_room', { room_id: '!n:hs' }, { status: 400 }))).toEqual({});
  });
  it('name the event that was sent, and the membership that was asked for', () => {
    expect(factsOf(recorded('send_message', { event_id: '$e' }, { room: '!r' }))).toEqual({
      room: '!r',
      event: '$e',
    });
    const body = '{"membership":"invite"}';
    expect(factsOf(recorded('set_membership', {}, { body, status: 403 }))).toEqual({
      membership: 'invite',
    });
    expect(factsOf(recorded('set_membership', {}, { body: '{"membership":7' }))).toEqual({});
  });
  it('hold the page of a listing with what was asked and both tokens', () => {
    const query = [['dir', 'b'] as const, ['limit', '2'] as const, ['from', 't9'] as const];
    expect(
      factsOf(recorded('get_messages', { chunk, start: 't9', end: 't7' }, { query })).page,
    ).toEqual({
      listing: 'get_messages',
      dir: 'b',
      limit: '2',
      from: 't9',
      start: 't9',
      end: 't7',
      events: [
        { id: '$b', type: 'm.room.message', label: 'two' },
        { id: '$a', type: 'm.room.member', label: 'join' },
      ],
    });
  });
  it('count the messages of a synchronization as a page that goes forward', () => {
    const { page } = factsOf(recorded('get_room_sync_data', { messages: { chunk } }));
    expect(page).toMatchObject({ listing: 'get_messages', dir: 'f', start: null });
  });
  it.each(['no JSON', '{"chunk":{}}', '[]', '{"chunk":[{"event_id":7}]}', 'null'])(
    'say that a page cannot be read where the answer is %j',
    (answer) => {
      expect(factsOf(recorded('get_messages', answer)).page).toBeNull();
    },
  );
  it('have no page where the listing was refused', () => {
    expect(factsOf(recorded('get_members', { chunk }, { status: 403 }))).not.toHaveProperty('page');
  });
  it('leave out texts so long that they would have to be cut', () => {
    const long = 'x'.repeat(1001);
    expect(factsOf(recorded('create_room', { room_id: long }))).toEqual({});
    expect(factsOf(recorded('get_messages', { chunk: [{ event_id: long }] })).page).toBeNull();
    const event = { event_id: '$a', type: 't', content: { body: long } };
    expect(factsOf(recorded('get_messages', { chunk: [event] })).page?.events).toEqual([
      { id: '$a', type: 't', label: '' },
    ]);
  });
});
