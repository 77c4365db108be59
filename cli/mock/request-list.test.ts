import { describe, expect, it } from 'vitest';
import { createRequestList } from './request-list.ts';

/** A screen that takes its time to write, and a clock that goes on only when a test says so. */
function screen(takes = 0) {
  let now = 0;
  let calls: { readonly at: number; readonly call: () => void }[] = [];
  const written: string[] = [];
  const list = createRequestList<string>({
    write(text) {
      written.push(text);
      now += takes;
    },
    linesOf: (request) => [request],
    now: () => now,
    later(call, milliseconds) {
      const one = { at: now + milliseconds, call };
      calls.push(one);
      return () => {
        calls = calls.filter((other) => other !== one);
      };
    },
  });
  const pass = (milliseconds: number): void => {
    const until = now + milliseconds;
    for (let due = next(until); due !== undefined; due = next(until)) {
      calls = calls.filter((other) => other !== due);
      now = Math.max(now, due.at);
      due.call();
    }
    now = Math.max(now, until);
  };
  const next = (until: number) => calls.find(({ at }) => at <= until);
  return { list, written, pass, now: () => now, pending: () => calls.length };
}

describe('the list of requests', () => {
  it('writes a request at once where none came before', () => {
    const { list, written, pass } = screen();
    list.add('a');
    pass(0);
    expect(written).toEqual(['a\n']);
  });

  it('writes together what comes within a tenth of a second', () => {
    const { list, written, pass } = screen();
    list.add('a');
    pass(1);
    list.add('b');
    list.add('c');
    pass(50);
    expect(written).toEqual(['a\n']);
    pass(100);
    expect(written).toEqual(['a\n', 'b\nc\n']);
  });

  it('counts the requests that are too many to read', () => {
    const { list, written, pass } = screen();
    for (let i = 0; i < 332; i += 1) list.add(`request ${i}`);
    pass(0);
    expect(written[0]?.split('\n')).toHaveLength(20 + 1 + 1);
    expect(written[0]).toMatch(/request 19\n… 312 more\n$/);
    list.add('later');
    pass(100);
    expect(written[1]).toBe('later\n');
  });

  it('waits longer where the terminal is slow, so that it takes a tenth of the time', () => {
    const { list, written, pass, now } = screen(400);
    list.add('a');
    pass(0);
    list.add('b');
    pass(3500);
    expect(written).toEqual(['a\n']);
    pass(200);
    expect(written).toEqual(['a\n', 'b\n']);
    expect(now()).toBeGreaterThanOrEqual(4000);
  });

  it('makes no lines of requests that it does not show', () => {
    let made = 0;
    const list = createRequestList<number>({
      write: () => {},
      linesOf: () => {
        made += 1;
        return [];
      },
      now: () => 0,
      later: () => () => {},
    });
    for (let i = 0; i < 100_000; i += 1) list.add(i);
    list.end();
    expect(made).toBe(20);
  });

  it('writes at its end what is left, and nothing after it', () => {
    const { list, written, pass, pending } = screen();
    list.add('a');
    pass(0);
    list.add('b');
    list.end();
    expect(written).toEqual(['a\n', 'b\n']);
    expect(pending()).toBe(0);
    list.end();
    expect(written).toHaveLength(2);
  });
});
