import { assert, property, sample } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { among, asDrawn, between, defineSteps, listOf } from './steps.ts';

const steps = defineSteps({
  send: { who: among('alice', 'bob'), times: between(1, 9) },
  together: { acts: listOf({ client: asDrawn(among('a 1', 'a 2', null)) }) },
});

describe('the steps of a property', () => {
  it('can be read back, whatever is drawn', () => {
    assert(
      property(steps.any, (step) => {
        expect(steps.read(JSON.parse(JSON.stringify(step)))).toEqual(step);
      }),
    );
  });

  it.each([
    ['send', /^must be object, received "send"/],
    [{}, /expected a key do/],
    [{ do: 'sing' }, /do: expected one of \["send","together"\], received "sing"/],
    [{ do: 'send', who: 'eve', times: 1 }, /who: expected one of .*, received "eve"/],
    [{ do: 'send', who: 'bob' }, /times: expected a key times/],
    [{ do: 'send', who: 'bob', times: 10 }, /times: must be <= 9, received 10/],
    [{ do: 'together', acts: [] }, /acts: must NOT have fewer than 1 items/],
    [{ do: 'together', acts: [{ client: 'b' }] }, /acts\/0\/client: expected one of/],
  ])('are refused with the place and the reason: %j', (value, words) => {
    expect(() => steps.read(value)).toThrow(words);
  });

  it('shrink to the first value of a part, unless it is to stay as it was drawn', () => {
    const shrunk = (value: unknown): readonly unknown[] => {
      if (!steps.any.canShrinkWithoutContext(value)) return [];
      return [...steps.any.shrink(value, undefined)].map((smaller) => smaller.value);
    };
    expect(shrunk({ do: 'send', who: 'bob', times: 1 })).toEqual([
      { do: 'send', who: 'alice', times: 1 },
    ]);
    expect(shrunk({ do: 'together', acts: [{ client: 'a 2' }] })).toEqual([]);
  });

  it('are drawn with other arbitraries where that is asked', () => {
    const drawn = sample(steps.draw('send', { who: among('bob').arbitrary }), { numRuns: 20 });
    expect(new Set(drawn.map(({ who }) => who))).toEqual(new Set(['bob']));
  });
});
