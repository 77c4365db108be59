import type { Visibility } from '../world/rooms.ts';
import type { CellCoverage, ReachedCell } from '../run/search.ts';
import { type Form, type Membership, type Rule, ruleOf } from './membership.ts';
import { type Actor, actorIn, membershipIn, type Request, type RoomModel } from './room.ts';

/** A cell of the table of transitions: its place in `allCells`. */
export type Cell = number;

/** A cell, its name, and what a server must do there. */
export interface CellEntry {
  readonly name: string;
  readonly owed: Rule['kind'];
  readonly visibility: Visibility;
  readonly actor: Actor;
  readonly requested: Request['requested'];
  readonly prior: Membership;
}

/** What a search remembers about the table from one run to the next. */
export interface Cells {
  /** How often a cell was reached. */
  visits(cell: Cell): number;
  /** Records that an exchange reached a cell. */
  reach(cell: Cell, exchange: ReachedCell['exchange']): void;
  /** Whether the target accepted the last request in a free cell; false before the first one. */
  accepts(cell: Cell): boolean;
  adopt(cell: Cell, accepted: boolean): void;
  /** Whether every cell was reached. */
  full(): boolean;
  /** @param share of the budget that the search used, from 0 to 1 */
  coverage(share: number): CellCoverage;
}

const visibilities: readonly Visibility[] = ['private', 'public'];
const actors: readonly Actor[] = [
  ...(['self', 'creator', 'member'] as const),
  ...(['stranger', 'invited', 'left', 'banned'] as const),
];
const requests: readonly Request['requested'][] = ['invite', 'join', 'leave', 'ban'];
const priors: readonly Membership[] = ['none', 'invite', 'join', 'left', 'kicked', 'ban'];

/** Every cell of the table, without those of knock; each kind of outsider has cells of its own. */
export const allCells: readonly CellEntry[] = visibilities.flatMap((visibility) =>
  actors.flatMap((actor) =>
    requests.flatMap((requested) =>
      priors.map((prior) => {
        const name = `${visibility} · ${actor} · ${requested} · ${prior}`;
        const cell = { name, visibility, actor, requested, prior };
        return { ...cell, owed: ruleAt(cell, 'set_membership').kind };
      }),
    ),
  ),
);

/** The rule of a cell for one form of the request. */
export function ruleAt(
  { visibility, actor, requested, prior }: Omit<CellEntry, 'owed'>,
  form: Form,
): Rule {
  const isInside = actor === 'self' || actor === 'creator' || actor === 'member';
  const relation = isInside ? actor : 'outsider';
  return ruleOf({ visibility, relation, requested, prior, form });
}

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

/** A record in which no cell has been reached yet. */
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
    coverage: (share) => ({
      reached: allCells.flatMap(({ name, owed }, cell) => {
        const entry = reached.get(cell);
        return entry === undefined ? [] : [{ cell: name, owed, ...entry }];
      }),
      missed: allCells.filter((_, cell) => !reached.has(cell)).map(({ name }) => name),
      lastNewAt: all === 0 ? 0 : Math.round((last / all) * share * 1000) / 1000,
    }),
  };
}
