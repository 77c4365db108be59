import { describe, expect, it } from 'vitest';
import { nothingKnown } from '../judge/known.ts';
import type { Reply, User } from '../judge/user.ts';
import { plainDirection } from './pages.ts';

const event = { event_id: '$a', room_id: '!a', type: 'm.room.message', content: {} };

/** A reader whose target has this answer to pages without a direction. */
function readerOf(status: number, json: unknown): User {
  const answer = { kind: 'none', why: 'reset', detail: '' } as const;
  const request = { method: 'GET', path: '', query: [], token: null, body: null };
  const exchange = {
    request: { ...request, contentType: null, agent: '' },
    answer,
    at: 0,
    ms: 0,
    waits: 0,
    retries: 0,
    limited: [],
    gateways: 0,
  };
  const reply: Reply = { operation: 'get_messages', exchange, step: 0, status, json };
  const never = (): never => {
    throw new Error('not used here');
  };
  return {
    id: '@a:h',
    known: nothingKnown,
    name: 'reader',
    call: () => Promise.resolve(reply),
    need: never,
    send: never,
    setups: { expect: never, overtake: never },
  };
}

describe('the direction of pages where none is assumed', () => {
  it('is left out where a page without it shows events', async () => {
    expect(await plainDirection(readerOf(200, { chunk: [event] }), '!a')).toBeNull();
  });
  it('is backwards where such a page is empty, or refused', async () => {
    expect(await plainDirection(readerOf(200, { chunk: [] }), '!a')).toBe('b');
    expect(await plainDirection(readerOf(400, {}), '!a')).toBe('b');
  });
  it('is not known where the target fails', async () => {
    await expect(plainDirection(readerOf(500, {}), '!a')).rejects.toThrow('status 500');
  });
});
