import { type Cells, createCells } from '../../../harness/model/cells.ts';
import { type Property, propertyCase } from '../../../harness/model/property.ts';
import { series } from '../../../harness/model/series.ts';
import { type Case, suite, type World } from '../../../harness/run/case.ts';
import { drawing } from './drawing.ts';
import { createPlayer } from './play.ts';
import { cast, readStep, type Step } from './steps.ts';
import { getToKnow, type Known } from './target.ts';

interface Context {
  readonly known: Known;
  readonly cells: Cells;
  readonly world: World;
}

const property: Property<Step, Context> = {
  title: 'Whatever users ask in whatever order, each answer and each view is as the table has it',
  requires: [
    ...(['SMEM-03', 'SMEM-07', 'SMEM-08', 'SMEM-11', 'SMEM-12', 'SMEM-13', 'SMEM-14'] as const),
    ...(['SMEM-19', 'SMEM-20', 'SMEM-21'] as const),
    ...(['INV-03', 'INV-04', 'INV-11', 'INV-12', 'INV-13', 'CONV-23'] as const),
    ...(['JOIN-03', 'JOIN-04', 'JOIN-08', 'JOIN-09', 'JOIN-10', 'JOIN-11'] as const),
    ...(['LEAVE-03', 'LEAVE-04', 'LEAVE-08', 'INV-07', 'JOIN-07', 'LEAVE-07', 'BAN-08'] as const),
    ...(['BAN-03', 'BAN-04', 'BAN-05', 'BAN-06', 'BAN-14'] as const),
    ...(['GMEM-01', 'GMEM-03', 'GMEM-07', 'GMEM-08', 'MEMB-04', 'MEMB-11'] as const),
    ...(['GST-04', 'GST-05', 'SYNC-10', 'MSGS-16'] as const),
  ],
  users: cast,
  budget: { runs: 80, milliseconds: 6000 },
  prepare: async (world, leased) => ({
    known: await getToKnow(world, leased),
    cells: createCells(),
    world,
  }),
  steps: ({ cells, known }) => series(drawing(cells, known.offers)),
  readStep,
  open: ({ known, cells, world }) => createPlayer(known, cells, world.must),
  coverage: ({ cells }, share) => cells.coverage(share),
};

export const membershipModel = suite('membership-model', {
  'any-series-of-moves': propertyCase(property),
});

/** The same, with a look at whom each request was about, right after it: for who need not save requests. */
export const watchedModel: readonly Case[] = suite('membership-model', {
  'any-series-of-moves': propertyCase({
    ...property,
    steps: ({ cells, known }) => {
      const { draw, ...rest } = drawing(cells, known.offers);
      return series({ ...rest, draw: (chance) => draw(chance).map(watched) });
    },
  }),
});

const watched = (step: Step): Step =>
  step.do === 'move' && step.watcher === 'nobody' ? { ...step, watcher: 'alice' } : step;
