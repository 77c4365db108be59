import type { Visibility } from '../world/rooms.ts';
import type { CellCoverage, ReachedCell } from '../run/search.ts';
import { type Membership, type Rule, ruleOf } from './membership.ts';
import { type Actor, actorIn, membershipIn, type Request, type RoomModel } from './room.ts';

/** A cell of the table of transitions: its place in `allCells`. */
export type Cell = number;

/** A cell, what it is called, and what is owed there. */
export interface CellEntry {
  readonly name: string;
  readonly owed: Rule['kind'];
  readonly visibility: Visibility;
  readonly actor: Actor;
  readonly requested: Request['requested'];
  readonly prior: Membership;
}

/** What a search remembers of the table from run to run. */
export interface Cells {
  /** How often a cell was reached. */
  visits(cell: Cell): number;
  /** Tells that a cell was reached, and by which exchange. */
  reach(cell: Cell, exchange: ReachedCell['exchange']): void;
  /** What the target did when last asked in a free cell; it is said to refuse where it was never asked. */
  accepts(cell: Cell): boolean;
  adopt(cell: Cell, accepted: boolean): void;
  /** Whether every cell was reached. */
  full(): boolean;
  /** @param share of the budget that the search used, from 0 to 1 */
  ledger(share: number): CellCoverage;
}

const visibilities: readonly Visibility[] = ['private', 'public'];
const actors: readonly Actor[] = [
  ...(['self', 'creator', 'member'] as const),
  ...(['stranger', 'invited', 'left', 'banned'] as const),
];
const requests: readonly Request['requested'][] = ['invite', 'join', 'leave', 'ban'];
const priors: readonly Membership[] = ['none', 'invite', 'join', 'left', 'kicked', 'ban'];

/** Every cell without knock, the outsiders told apart. */
export const allCells: readonly CellEntry[] = visibilities.flatMap((visibility) =>
  actors.flatMap((actor) =>
    requests.flatMap((requested) =>
      priors.map((prior) => {
        const inside = actor === 'self' || actor === 'creator' || actor === 'member';
        const relation = inside ? actor : 'outsider';
        const { kind } = ruleOf({ visibility, relation, requested, prior, form: 'set_membership' });
        const name = `${visibility} · ${actor} · ${requested} · ${prior}`;
        return { name, owed: kind, visibility, actor, requested, prior };
      }),
    ),
  ),
);

/** The cell that a request is in. */
export function cellOf(room: RoomModel, request: Request): Cell {
  const visibility = visibilities.indexOf(room.visibility);
  const actor = actors.indexOf(actorIn(room, request));
  const requested = requests.indexOf(request.requested);
  const prior = priors.indexOf(membershipIn(room, request.target));
  return (
    ((visibility * actors.length + actor) * requests.length + requested) * priors.length + prior
  );
}

/** A memory of the table in which no cell was reached yet. */
export function createCells(): Cells {
  const reached = new Map<Cell, { visits: number; exchange: ReachedCell['exchange'] }>();
  const free = new Map<Cell, boolean>();
  let [all, last] = [0, 0];
  return {
    visits: (cell) => reached.get(cell)?.visits ?? 0,
    reach(cell, exchange) {
      all += 1;
      const entry = reached.get(cell);
      if (entry !== undefined) entry.visits += 1;
      else {
        last = all;
        reached.set(cell, { visits: 1, exchange });
      }
    },
    accepts: (cell) => free.get(cell) ?? false,
    adopt: (cell, accepted) => void free.set(cell, accepted),
    full: () => reached.size === allCells.length,
    ledger: (share) => ({
      reached: allCells.flatMap(({ name, owed }, cell) => {
        const entry = reached.get(cell);
        return entry === undefined ? [] : [{ cell: name, owed, ...entry }];
      }),
      missed: allCells.filter((_, cell) => !reached.has(cell)).map(({ name }) => name),
      lastNewAt: all === 0 ? 0 : Math.round((last / all) * share * 1000) / 1000,
    }),
  };
}
