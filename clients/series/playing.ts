import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { Player } from '../../harness/model/property.ts';
import type { Captured } from '../../harness/run/outcome.ts';
import type { Kept } from '../../harness/run/search.ts';
import type { Driver } from '../driver/driver.ts';
import { exchangesOf } from '../outcome.ts';
import type { OpenTheatre } from '../run.ts';
import { ClientUnmet, Unjudged } from '../stage/stage.ts';
import { createPlayer } from './player.ts';
import { probe } from './probe.ts';
import { instructionOf } from './orders.ts';
import type { Step, UserStep } from './steps.ts';
import { createTable, type Table } from './table.ts';

/** What the series of one search share: their world, one after the other, and what was seen in it. */
export interface Holder {
  readonly table: Table;
  /** Before each series: nothing of an earlier one counts. */
  readonly restart: () => void;
  /** The exchanges of the last series, or those that were put back. */
  readonly exchanges: () => readonly Captured[];
  readonly restore: (kept: Kept) => void;
  readonly requests: () => number;
  readonly held: () => readonly ClientRequirementId[];
  readonly hold: (requirement: ClientRequirementId) => void;
  readonly close: () => void;
}

/** Makes a holder, which must be closed. */
export function createHolder(theatre: OpenTheatre): Holder {
  const table = createTable(theatre);
  const held = new Set<ClientRequirementId>();
  let restored: readonly Captured[] | null = null;
  let requests = 0;
  const leave = (): void => {
    const world = table.world();
    if (world === null) return;
    requests += world.journal.total();
    for (const one of theatre.observed.get(world) ?? []) held.add(one);
    table.clear();
  };
  return {
    table,
    restart() {
      leave();
      restored = null;
    },
    exchanges() {
      const world = table.world();
      if (restored !== null) return restored;
      return world === null ? [] : exchangesOf({ entries: world.journal.entries(), world });
    },
    restore: (kept) => void (restored = kept.exchanges.filter(isCaptured)),
    requests: () => requests + (table.world()?.journal.total() ?? 0),
    held: () => [...held],
    hold: (requirement) => void held.add(requirement),
    close: leave,
  };
}

/** What was put aside here is what comes back. */
const isCaptured = (value: unknown): value is Captured =>
  typeof value === 'object' && value !== null && 'step' in value;

/** The series of a client that was tried out. */
export interface OpenSeries {
  /** Whether a client can take a step of this kind. */
  readonly canDo: (kind: UserStep['do']) => boolean;
  readonly open: () => Player<Step>;
  /** What the driver supports, and the client cannot do: series do without it. */
  readonly fails: readonly string[];
}

/**
 * Tries a client out, so that its series hold what it can do.
 * @throws Unjudged where the driver does not start, or supports nothing that series are made of
 */
export async function openSeries(
  driver: Driver,
  { mock }: OpenTheatre,
  { table, hold }: Holder,
): Promise<OpenSeries> {
  const { works, fails, violated } = await probe({ driver, mock, table });
  if (!Object.values(instructionOf).some((instruction) => works.has(instruction))) {
    throw fails.length === 0
      ? new Unjudged('skipped', 'the driver supports nothing that series are made of')
      : new Unjudged('broken', `nothing that series are made of works: ${fails.join('; ')}`);
  }
  return {
    canDo: (kind) => works.has(instructionOf[kind]),
    fails,
    open: () =>
      createPlayer({
        driver,
        mock,
        table,
        works,
        onHold: hold,
        onFinding({ requirement, what }) {
          // Where its plain requests are wrong already, the scenarios hold that against it.
          if (violated.has(requirement)) return;
          const expected = 'one that the register permits';
          throw new ClientUnmet(requirement, 'a request of the client', expected, what);
        },
      }),
  };
}

/** What ended a series, in words without ids. */
export const tellEnd = (error: unknown): string =>
  error instanceof ClientUnmet
    ? `${error.requirement} is not met: ${error.what}`
    : `the series could not be judged: ${error instanceof Error ? error.message : String(error)}`;
