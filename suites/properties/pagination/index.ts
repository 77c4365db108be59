import { propertyCase, series } from '../../../harness/model/index.ts';
import { suite, type World } from '../../../harness/run/case.ts';
import { drawWalks, drawWalksAmongWriters, mergeSends } from './drawing.ts';
import { createPlayer } from './player.ts';
import { type Known, probe } from './probe.ts';
import { names, steps } from './steps.ts';

const common = {
  users: names,
  probe,
  readStep: steps.read,
  open: (known: Known, { must }: World) => createPlayer(known, must),
} as const;

const walking = [
  ...(['MSGS-13', 'MSGS-03', 'MSGS-06', 'MSGS-08', 'MSGS-12', 'MSGS-14', 'MSGS-16'] as const),
  ...(['MODEL-17', 'MODEL-18', 'MODEL-20'] as const),
] as const;

export const paginationWalk = suite('pagination-walk', {
  'every-event-is-met-once': propertyCase({
    ...common,
    budget: { runs: 12 },
    title: 'Reading all pages of a room returns every event once, whatever the room and the limit',
    requires: [
      ...walking,
      ...(['MSGS-05', 'MEMB-04', 'MEMB-11', 'SYNC-05', 'SYNC-08', 'SYNC-09', 'SYNC-11'] as const),
    ],
    series: (known) => series({ draw: drawWalks(known), step: steps.any, merge: mergeSends }),
  }),
  'nothing-shifts-when-others-write': propertyCase({
    ...common,
    budget: { runs: 10 },
    title: 'Pages return what was in the room when reading began, once, even while others write',
    requires: [...walking, 'MSGS-07'],
    series: (known) =>
      series({ draw: drawWalksAmongWriters(known), step: steps.any, merge: mergeSends }),
  }),
});
