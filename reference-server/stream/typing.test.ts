import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStream } from './stream.ts';
import { setTyping, stopTyping, type Typing } from './typing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start() {
  const [typing, stream]: [Typing, ReturnType<typeof createStream>] = [new Map(), createStream()];
  return {
    typing,
    stream,
    set: (userId: string, timeout?: number) => setTyping(typing, stream, '!r', userId, timeout),
    users: () => [...(typing.get('!r')?.users.keys() ?? [])],
  };
}

describe('typing', () => {
  it('ends when the user says so, or does not say so again in time', () => {
    const { set, users } = start();
    set('a', 1000);
    set('b', 1000);
    set('a');
    expect(users()).toEqual(['b']);
    vi.advanceTimersByTime(999);
    expect(users()).toEqual(['b']);
    vi.advanceTimersByTime(1);
    expect(users()).toEqual([]);
  });

  it('goes on when the user says so again, which is no news', () => {
    const { set, users, stream } = start();
    set('a', 1000);
    const { position } = stream;
    vi.advanceTimersByTime(900);
    set('a', 1000);
    vi.advanceTimersByTime(900);
    expect(users()).toEqual(['a']);
    expect(stream.position).toBe(position);
    set('a');
    expect(stream.position).toBe(position + 1);
  });

  it('lasts for two minutes at most', () => {
    const { set, users } = start();
    set('a', Number.MAX_VALUE);
    vi.advanceTimersByTime(120_000);
    expect(users()).toEqual([]);
  });

  it('leaves no timer behind when it is stopped', () => {
    const { set, typing } = start();
    for (const user of ['a', 'b']) set(user, 1000);
    stopTyping(typing);
    expect(vi.getTimerCount()).toBe(0);
    expect(typing.size).toBe(0);
  });
});
