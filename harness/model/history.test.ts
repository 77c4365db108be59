import { describe, expect, it } from 'vitest';
import { replyOf } from '../judge/testing/user.ts';
import { Broken } from '../judge/verdict.ts';
import { exchangeOf } from '../wire/testing/exchange.ts';
import { actTogether, type Heard, hear, concatenated } from './history.ts';

/** A clock that tells the next whole number. */
const clock = () => {
  let time = 0;
  return () => (time += 1);
};
const turn = (client: string, input: string) => ({ client, input });
const answered = (output: string): Heard<string> => ({ heard: 'answer', output });

describe('clients that act at once', () => {
  it('begin together, and each waits for its own answers only', async () => {
    const log: string[] = [];
    const { operations, ambiguous } = await actTogether<string, string>(
      [turn('a', '1'), turn('b', '2'), turn('a', '3')],
      async (client, input) => {
        log.push(`${client} calls ${input}`);
        await Promise.resolve();
        log.push(`${client} has ${input}`);
        return answered(input);
      },
      clock(),
    );
    expect(log.slice(0, 2)).toEqual(['a calls 1', 'b calls 2']);
    expect(log.indexOf('a has 1')).toBeLessThan(log.indexOf('a calls 3'));
    expect(ambiguous).toBe(false);
    const [first, second, third] = ['1', '2', '3'].map((each) =>
      operations.find(({ input }) => input === each),
    );
    expect(second?.called).toBeLessThan(first?.returned ?? 0);
    expect(third?.called).toBeGreaterThan(first?.returned ?? Infinity);
  });

  it('stop when they hear nothing, which stays open for ever', async () => {
    const { operations } = await actTogether<string, string>(
      [turn('a', 'lost'), turn('a', 'never made'), turn('b', 'good')],
      (_, input) =>
        Promise.resolve(input === 'lost' ? { heard: 'nothing' as const } : answered(input)),
    );
    expect(operations.map(({ input }) => input).toSorted()).toEqual(['good', 'lost']);
    const lost = operations.find(({ input }) => input === 'lost');
    expect(lost).toMatchObject({ output: null, returned: Infinity });
  });

  it('leave out answers that say nothing, and doubt what may have happened twice', async () => {
    const turns = [turn('a', '1'), turn('a', '2')];
    const perform = (_: string, input: string): Promise<Heard<string>> =>
      Promise.resolve(input === '1' ? { heard: 'irrelevant' } : { heard: 'sent-twice' });
    const history = await actTogether(turns, perform);
    expect(history).toEqual({ operations: [], ambiguous: true });
    expect(concatenated({ operations: [], ambiguous: false }, history).ambiguous).toBe(true);
  });
});

describe('what is heard', () => {
  const reply = (status: number, retries = 0) => ({
    ...replyOf(null, status),
    exchange: exchangeOf({ retries }),
  });
  const heard = (status: number, retries = 0) =>
    hear(
      () => Promise.resolve(reply(status, retries)),
      (r) => (r.status === 418 ? undefined : r.status),
    );

  it.each([
    [200, { heard: 'answer', output: 200 }],
    [403, { heard: 'answer', output: 403 }],
    [418, { heard: 'irrelevant' }],
    [500, { heard: 'nothing' }],
    [0, { heard: 'nothing' }],
  ])('status %i', async (status, expected) => {
    expect(await heard(status)).toEqual(expected);
  });

  it('a request that went out again may have happened twice', async () => {
    expect(await heard(200, 1)).toEqual({ heard: 'sent-twice' });
  });

  it('no answer in time is nothing heard, and a defect of ours is one', async () => {
    const failing = (error: Error) =>
      hear(
        () => Promise.reject(error),
        () => 1,
      );
    expect(await failing(new Broken('no answer'))).toEqual({ heard: 'nothing' });
    await expect(failing(new TypeError('ours'))).rejects.toThrow('ours');
  });
});
