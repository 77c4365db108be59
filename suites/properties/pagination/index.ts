import { propertyCase } from '../../../harness/model/property.ts';
import { series } from '../../../harness/model/series.ts';
import { suite, type World } from '../../../harness/run/case.ts';
import { walks, walksAmongWriters } from './drawing.ts';
import { createPlayer } from './play.ts';
import { cast, readStep, type Step } from './steps.ts';
import { getToKnow, type Known } from './target.ts';

interface Context {
  readonly known: Known;
  readonly world: World;
}

const common = {
  users: cast,
  budget: { runs: 40, milliseconds: 2000 },
  readStep,
  open: ({ known, world }: Context) => createPlayer(known, world.must),
} as const;

const prepare: Parameters<typeof propertyCase<Step, Context>>[0]['prepare'] = async (
  world,
  leased,
) => ({ known: await getToKnow(world, leased), world });

export const paginationWalk = suite('pagination-walk', {
  'every-event-is-met-once': propertyCase<Step, Context>({
    ...common,
    title: 'Whatever a room holds and however long its pages are, a walk meets every event once',
    requires: [
      ...([
        'MSGS-13',
        'MSGS-03',
        'MSGS-05',
        'MSGS-06',
        'MSGS-08',
        'MSGS-12',
        'MSGS-14',
        'MSGS-16',
      ] as const),
      ...(['MODEL-17', 'MODEL-18', 'MODEL-20', 'MEMB-04', 'MEMB-11'] as const),
      ...(['SYNC-05', 'SYNC-08', 'SYNC-09', 'SYNC-11'] as const),
    ],
    prepare,
    steps: ({ known }) => series(walks(known)),
  }),
  'nothing-shifts-when-others-write': propertyCase<Step, Context>({
    ...common,
    title: 'A walk meets what was there when it began, once, whatever is written meanwhile',
    requires: [
      ...(['MSGS-13', 'MSGS-03', 'MSGS-06', 'MSGS-07', 'MSGS-08', 'MSGS-12'] as const),
      ...(['MSGS-14', 'MSGS-16', 'MODEL-17', 'MODEL-18', 'MODEL-20'] as const),
    ],
    prepare,
    steps: ({ known }) => series(walksAmongWriters(known)),
  }),
});
