import { describe, expect, it } from 'vitest';
import type { Nickname } from '../document/ids.ts';
import { answerOf, exchangeOf, requestOf } from '../wire/testing/exchange.ts';
import type { Recorded } from '../world/create-user.ts';
import { recentRead } from './recent-read.ts';

const reader = { id: '@a:h' };

/** An answered request of the reader; get_members of the room unless something else is said. */
const row = (
  more: Partial<Omit<Recorded, 'exchange'>> & {
    readonly method?: string;
    readonly status?: number;
    readonly query?: readonly (readonly [string, string])[];
  } = {},
): Recorded => {
  const { method = 'GET', status = 200, query = [], ...rest } = more;
  const request = requestOf({ method, query, token: 't' });
  return {
    actor: 'owner',
    userId: reader.id,
    operation: 'get_members',
    room: '!r',
    token: 'own',
    findings: [],
    ...rest,
    exchange: exchangeOf({ request, answer: answerOf(status, '{"chunk":[]}') }),
  };
};

const found = (...rows: readonly (Recorded | null)[]): unknown =>
  recentRead(rows, reader, '!r', 'members')?.json;

describe('a view that was read recently', () => {
  it('is used while nothing but reads is sent', () => {
    expect(found(row())).toEqual({ chunk: [] });
    expect(found(row(), row({ operation: 'get_topic' }))).toEqual({ chunk: [] });
  });

  it('is not used after another request, whatever its answer, or while one has none', () => {
    expect(found(row(), row({ method: 'POST', operation: 'ban', status: 403 }))).toBeUndefined();
    expect(found(row(), null)).toBeUndefined();
  });

  it('counts only for its reader, room and view, as a whole and as a success', () => {
    expect(found(row({ userId: '@b:h' }))).toBeUndefined();
    expect(found(row({ room: '!other' }))).toBeUndefined();
    expect(found(row({ operation: 'get_state_events' }))).toBeUndefined();
    expect(found(row({ query: [['limit', '1']] }))).toBeUndefined();
    expect(found(row({ status: 403 }))).toBeUndefined();
    expect(found(row({ token: 'none' }))).toBeUndefined();
  });

  it('has the newest messages as they are read everywhere', () => {
    const messages = (limit: string): Recorded => {
      const query = [['limit', limit] as const, ['dir', 'b'] as const];
      return row({ operation: 'get_messages' satisfies Nickname, query });
    };
    expect(recentRead([messages('100')], reader, '!r', 'messages')).not.toBeNull();
    expect(recentRead([messages('5')], reader, '!r', 'messages')).toBeNull();
  });
});
