import { describe, expect, it } from 'vitest';
import { replyOf, userOf } from '../judge/testing/user.ts';
import type { User } from '../judge/user.ts';
import { plainDirection } from './pages.ts';

const event = { event_id: '$a', room_id: '!a', type: 'm.room.message', content: {} };

/** A reader whose target has this answer to pages without a direction. */
function readerOf(status: number, json: unknown): User {
  return userOf('@a:h', () => Promise.resolve(replyOf('get_messages', status, json)));
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
