import { propertyCase, series } from '../../../harness/model/index.ts';
import { suite } from '../../../harness/run/case.ts';
import { createPlayer } from './player.ts';
import { probe } from './probe.ts';
import { drawSteps, names, steps } from './steps.ts';

export const viewsAgree = suite('views-agree', {
  'every-view-shows-the-same': propertyCase({
    title: 'All views of a room agree with each other, for every user and whatever happened',
    requires: [
      ...(['GMEM-03', 'GMEM-07', 'GMEM-08', 'MEMB-04', 'MEMB-11', 'GTOPIC-03'] as const),
      ...(['STATE-03', 'GST-04', 'GST-05', 'SYNC-09', 'SYNC-10'] as const),
      ...(['MSGS-03', 'MSGS-16', 'MODEL-22'] as const),
    ],
    users: names,
    budget: { runs: 12 },
    probe,
    series: () => series({ draw: drawSteps, step: steps.any }),
    readStep: steps.read,
    open: (known, { must }) => createPlayer(known, must),
  }),
});
