import { propertyCase, series } from '../../../harness/model/index.ts';
import { suite } from '../../../harness/run/case.ts';
import { createPlayer } from './player.ts';
import { probe } from './probe.ts';
import { drawSteps, names, steps } from './steps.ts';

export const stateSlots = suite('state-slots', {
  'the-last-write-wins': propertyCase({
    title: 'The last write of a type and state key wins and leaves all other state as it was',
    requires: [
      ...(['STATE-07', 'STATE-03', 'STATE-04', 'STATE-05', 'STATE-08', 'STATE-09'] as const),
      ...(['STATE-12', 'STATE-13', 'STATE-14', 'SEND-10', 'GST-04', 'GST-05'] as const),
      ...(['MODEL-29', 'CONV-16'] as const),
    ],
    users: names,
    budget: { runs: 12 },
    probe,
    series: (known) => series({ draw: drawSteps(known), step: steps.any }),
    readStep: steps.read,
    open: (known, { must }) => createPlayer(known, must),
  }),
});
