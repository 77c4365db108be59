import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  closeWaiting,
  createWaiting,
  type OnGone,
  waitFor,
  wake,
  type Waiting,
} from './waiting.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Notes who has stopped to wait. */
function watch(waiting: Waiting) {
  const ended: string[] = [];
  const start = (userId: string, name = userId, onGone?: OnGone) =>
    void waitFor(waiting, userId, 1000, onGone).then(() => ended.push(name));
  return { ended, start };
}

const turn = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then(() => {});

describe('waiting', () => {
  it('ends for those whom something concerns, and for no others', async () => {
    const waiting = createWaiting();
    const { ended, start } = watch(waiting);
    for (const user of ['a', 'b', 'a']) start(user);
    wake(waiting, (user) => user === 'a');
    await turn();
    expect(ended).toEqual(['a', 'a']);
    expect([...waiting.byUser.keys()]).toEqual(['b']);
    expect(waiting.all.size).toBe(1);
  });

  it('ends when its time is over, and not before', async () => {
    const { ended, start } = watch(createWaiting());
    start('a');
    await vi.advanceTimersByTimeAsync(999);
    expect(ended).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toEqual(['a']);
  });

  it('leaves no timer behind when it ends early', async () => {
    const waiting = createWaiting();
    watch(waiting).start('a');
    wake(waiting, () => true);
    await turn();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends when the client has gone away', async () => {
    const waiting = createWaiting();
    const { ended, start } = watch(waiting);
    const listeners = new Set<() => void>();
    start('a', 'a', (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    });
    for (const leave of listeners) leave();
    await turn();
    expect(listeners.size).toBe(0);
    expect(ended).toEqual(['a']);
    expect([waiting.all.size, waiting.byUser.size, vi.getTimerCount()]).toEqual([0, 0, 0]);
  });

  it('of one user is bounded: the oldest ends first', async () => {
    const waiting = createWaiting({ perUser: 2, total: 10 });
    const { ended, start } = watch(waiting);
    start('other');
    for (const name of ['first', 'second', 'third', 'fourth']) start('a', name);
    await turn();
    expect(ended).toEqual(['first', 'second']);
    expect(waiting.all.size).toBe(3);
  });

  it('of all users is bounded: the oldest ends first', async () => {
    const waiting = createWaiting({ perUser: 2, total: 3 });
    const { ended, start } = watch(waiting);
    for (const user of ['a', 'b', 'c', 'd', 'e']) start(user);
    await turn();
    expect(ended).toEqual(['a', 'b']);
    expect([...waiting.byUser.keys()]).toEqual(['c', 'd', 'e']);
  });

  it('ends for all when it is closed, and nobody waits afterwards', async () => {
    const waiting = createWaiting();
    const { ended, start } = watch(waiting);
    start('a');
    closeWaiting(waiting);
    start('b');
    await turn();
    expect(ended.toSorted()).toEqual(['a', 'b']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
