import { sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Unmet } from '../judge/verdict.ts';
import { racePlayer, races, sentenceOf, type Together, userOf } from './race.ts';

const act = (client: string, does = 'writes') => ({ client, does });
type Step = Together<ReturnType<typeof act>>;
const step = (...acts: Step['acts']): Step => ({ do: 'together', acts });

describe('a race', () => {
  it('is told lane by lane', () => {
    const acts = [act('bob 1', 'reads'), act('alice 2'), act('alice 1'), act('alice 2', 'reads')];
    expect(sentenceOf(acts, ({ does }) => does)).toBe(
      'at once: alice 1 writes | alice 2 writes, then reads | bob 1 reads',
    );
    expect(sentenceOf([act('bob 1')], ({ does }) => does)).toBe('bob 1 writes');
    expect(userOf('alice 2')).toBe('alice');
  });

  it('is run once, and again and again once one was lost', async () => {
    const luck = { lost: false };
    let left = 3;
    let runs = 0;
    const open = () =>
      racePlayer<Step>({
        luck,
        tell: () => 'a race',
        race(_, draw) {
          runs += 1;
          draw([`run ${runs}`]);
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
    const lost = open();
    await expect(lost.step(step())).rejects.toThrow(Unmet);
    expect(lost.timeline?.()).toEqual(['run 3']);
    await open().step(step());
    expect(runs).toBe(9);
  });

  it('gets smaller by acts that are left out, never empty', () => {
    const big = step(act('a 1'), act('a 2'), act('b 1'));
    const arbitrary = races<Step>(() => big);
    expect(sample(arbitrary, { numRuns: 1, seed: 1 })).toEqual([[big]]);
    const smaller = [...arbitrary.shrink([big], undefined)].map(({ value: [only] }) =>
      only?.acts.map(({ client }) => client).join(),
    );
    expect(smaller).toEqual(['a 2,b 1', 'a 1,b 1', 'a 1,a 2']);
    const alone = arbitrary.shrink([step(act('a 1'))], undefined);
    expect([...alone]).toEqual([]);
  });
});
