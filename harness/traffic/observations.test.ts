import { describe, expect, it } from 'vitest';
import type { ClientRequirementId } from '../document/ids.ts';
import { loadSpec } from '../document/load.ts';
import { createObserver, type Observed } from './observations.ts';

const { declaration, clients } = loadSpec();

const request = (more: Partial<Observed> = {}): Observed => ({
  operation: 'send_message',
  met: [],
  findings: [],
  status: 200,
  asked: () => undefined,
  answer: () => undefined,
  exchanges: () => [],
  ...more,
});

const finding = (requirement: ClientRequirementId, what: string): Observed['findings'][number] => ({
  requirement,
  grade: 'documented',
  what,
});

const observe = (...requests: readonly Observed[]) => {
  const observer = createObserver(declaration, clients);
  for (const one of requests) observer.add(one);
  return observer.result();
};

describe('an observer', () => {
  it('that saw nothing knows every requirement that requests can show, and none that takes a driver', () => {
    const { requirements, requests, operations, errors } = observe();
    const shown = [...clients.values()].filter(({ shownBy }) => shownBy !== 'driver');
    expect([...requirements.keys()]).toEqual(shown.map(({ id }) => id));
    expect(new Set([...requirements.values()].map(({ met, violated }) => met + violated))).toEqual(
      new Set([0]),
    );
    expect([requests, operations.length, errors.length]).toEqual([0, 18, 12]);
  });

  it('counts what was met, and a request once however often it violates', () => {
    const { requirements } = observe(
      request({ met: ['CLIENT-01', 'CLIENT-06'] }),
      request({ met: ['CLIENT-01'] }),
      request({ findings: [finding('CLIENT-04', 'a is 1.'), finding('CLIENT-04', 'b is gone.')] }),
    );
    expect(requirements.get('CLIENT-01')).toMatchObject({ met: 2, violated: 0 });
    expect(requirements.get('CLIENT-04')).toMatchObject({ met: 0, violated: 1 });
    expect(requirements.get('CLIENT-04')?.violations.map(({ what }) => what)).toEqual([
      'a is 1.',
      'b is gone.',
    ]);
  });

  it('counts how the requests of an operation ended', () => {
    const { operations, requests } = observe(
      request(),
      request({ status: 403 }),
      request({ status: null }),
      request({ operation: null, status: 404 }),
    );
    expect(requests).toBe(4);
    expect(operations.find(({ operation }) => operation === 'send_message')).toEqual({
      operation: 'send_message',
      requests: 3,
      succeeded: 1,
      refused: 1,
      unanswered: 1,
    });
  });

  it('counts documented errors, and reads no body of an answer that can be none', () => {
    const never = (): never => {
      throw new Error('read in vain');
    };
    const { errors } = observe(
      request({ operation: 'get_topic', asked: never, answer: never }),
      request({ operation: 'leave', status: 403, asked: never, answer: never }),
      request({
        operation: 'get_topic',
        status: 404,
        answer: () => ({ error: 'Topic not found.' }),
      }),
    );
    expect(errors.filter(({ times }) => times > 0)).toMatchObject([
      { operation: 'get_topic', code: 404, times: 1 },
    ]);
  });

  it('asks for the requests before only where a requirement is about history', () => {
    const asked: boolean[] = [];
    const exchanges = (led: boolean): readonly [] => {
      asked.push(led);
      return [];
    };
    observe(
      request({ findings: [finding('CLIENT-04', 'x')], exchanges }),
      request({ findings: [finding('CLIENT-10', 'x')], exchanges }),
    );
    expect(asked).toEqual([false, true]);
  });

  it('keeps few examples of many requests, one of each kind', () => {
    let made = 0;
    const observer = createObserver(declaration, clients);
    const wrong = (what: string): void =>
      observer.add(
        request({
          findings: [finding('CLIENT-04', what)],
          exchanges: () => {
            made += 1;
            return [];
          },
        }),
      );
    for (let i = 0; i < 10_000; i += 1) wrong(`limit of "room ${i}" is ${i} for @user${i}:hs.`);
    expect(made).toBe(1);
    for (const kind of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) wrong(`${kind} is wrong.`);
    expect(made).toBe(5);
    expect(observer.result().requirements.get('CLIENT-04')).toMatchObject({ violated: 10_007 });
  });
});
