import { propertyCase } from '../../../harness/model/property.ts';
import { growing } from '../../../harness/model/growing.ts';
import { series } from '../../../harness/model/series.ts';
import { suite, type World } from '../../../harness/run/case.ts';
import { createPlayer } from './play.ts';
import { cast, drawSteps, readStep, simpler, type Step } from './steps.ts';
import { getToKnow, type Known } from './target.ts';

interface Context {
  readonly known: Known;
  readonly world: World;
}

export const stateSlots = suite('state-slots', {
  'the-last-write-wins': propertyCase<Step, Context>({
    title: 'State is a map of type and key: the last write wins, and touches no other slot',
    requires: [
      ...(['STATE-07', 'STATE-03', 'STATE-04', 'STATE-05', 'STATE-08', 'STATE-09'] as const),
      ...(['STATE-12', 'SEND-10'] as const),
      ...(['STATE-13', 'STATE-14', 'GST-04', 'GST-05', 'MODEL-29', 'CONV-16'] as const),
    ],
    users: cast,
    budget: { runs: 40, milliseconds: 600 },
    prepare: async (world, leased) => ({ known: await getToKnow(world.must, leased), world }),
    steps: ({ known }) =>
      series({ draw: growing(12, (chance, most) => drawSteps(known, chance, most)), simpler }),
    readStep,
    open: ({ known, world }) => createPlayer(known, world.must),
  }),
});
