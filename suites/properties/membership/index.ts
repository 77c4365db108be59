import type { Arbitrary } from 'fast-check';
import {
  type Cells,
  createCells,
  type Property,
  propertyCase,
  series,
} from '../../../harness/model/index.ts';
import { suite } from '../../../harness/run/case.ts';
import { type Name, names } from '../shared/membership-requests.ts';
import { type Known, probeMemberships } from '../shared/probe.ts';
import { createDraw } from './drawing.ts';
import { createPlayer } from './player.ts';
import { type Step, steps } from './steps.ts';

interface Context extends Known {
  readonly cells: Cells;
}

const property: Property<Step, Context, Name> = {
  title:
    'Every membership request is answered, and shows in every view, as the table of memberships says',
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
  users: names,
  budget: { runs: 52 },
  probe: async (world, users) => ({
    ...(await probeMemberships(world, users)),
    cells: createCells(),
  }),
  series: (context) => drawn(context),
  readStep: steps.read,
  open: ({ cells, ...known }, world) => createPlayer(known, cells, world),
  coverage: ({ cells }, share) => cells.coverage(share),
};

const drawn = (
  { cells, offers, users }: Context,
  change = (step: Step) => step,
): Arbitrary<readonly Step[]> => {
  const draw = createDraw(cells, offers, users.alice.known.publicRoomsOpen);
  return series({ draw: (random) => draw(random).map(change), step: steps.any });
};

export const membershipModel = suite('membership-model', {
  'any-series-of-moves': propertyCase(property),
});

/** The same property, with a check after every request: for measurements that need not save requests. */
export const watchedModel = suite('membership-model', {
  'any-series-of-moves': propertyCase({
    ...property,
    series: (context) =>
      drawn(context, (step) =>
        step.do === 'move' && step.watcher === 'nobody' ? { ...step, watcher: 'alice' } : step,
      ),
  }),
});
