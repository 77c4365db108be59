import { constant, sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unmet } from '../judge/verdict.ts';
import { racePlayer, sentenceOf, type Together, userOf } from './race.ts';
import { series } from './series.ts';
import { among, defineSteps, listOf } from './steps.ts';

const act = (client: string, does = 'writes') => ({ client, does });
type Step = Together<ReturnType<typeof act>>;
const step = (...acts: Step['acts']): Step => ({ do: 'together', acts });

describe('a race', () => {
  it('is described client by client', () => {
    const acts = [act('bob 1', 'reads'), act('alice 2'), act('alice 1'), act('alice 2', 'reads')];
    expect(sentenceOf(acts, ({ does }) => does)).toBe(
      'at once: alice 1 writes | alice 2 writes, then reads | bob 1 reads',
    );
    expect(sentenceOf([act('bob 1')], ({ does }) => does)).toBe('bob 1 writes');
    expect(userOf('alice 2')).toBe('alice');
  });

  it('is run once, and repeatedly after one was a violation', async () => {
    const memory = { violated: false };
    let left = 3;
    let runs = 0;
    const open = () =>
      racePlayer<Step>({
        memory,
        describe: () => 'a race',
        race(_, show) {
          runs += 1;
          show([`run ${runs}`]);
          left -= 1;
          return left === 0
            ? Promise.reject(
                new Unmet({
                  requirement: 'CONV-22',
                  what: '',
                  expected: '',
                  received: '',
                  step: null,
                }),
              )
            : Promise.resolve();
        },
      });
    await open().step(step());
    expect(runs).toBe(1);
    await open().step(step());
    const violated = open();
    await expect(violated.step(step())).rejects.toThrow(Unmet);
    expect(violated.timeline?.()).toEqual(['run 3']);
    await open().step(step());
    expect(runs).toBe(9);
  });

  it('gets smaller by acts that are left out, never empty', () => {
    const client = among('a 1', 'a 2', 'b 1');
    const steps = defineSteps({ together: { acts: listOf({ client }) } });
    const acts = (['a 1', 'a 2', 'b 1'] as const).map((one) => ({ client: one }));
    const big = { do: 'together' as const, acts };
    const arbitrary = series({ draw: constant([big]), step: steps.any });
    expect(sample(arbitrary, { numRuns: 1, seed: 1 })).toEqual([[big]]);
    const smaller = [...arbitrary.shrink([big], undefined)].map(({ value: [only] }) =>
      only?.acts.map((one) => one.client).join(),
    );
    expect(smaller).toEqual(expect.arrayContaining(['a 2,b 1', 'a 1,b 1', 'a 1,a 2']));
    expect(smaller).not.toContain('');
  });
});
