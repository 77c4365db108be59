import type { Visibility } from '../../../harness/world/rooms.ts';
import { approach, distance, mayAct, standingOf } from '../../../harness/model/approach.ts';
import { allCells, type Cell, type Cells, cellOf } from '../../../harness/model/cells.ts';
import {
  isJoined,
  isProper,
  membershipIn,
  newRoom,
  type Request,
  type RoomModel,
  ruleIn,
  took,
} from '../../../harness/model/room.ts';
import type { Chance, Drawing } from '../../../harness/model/series.ts';
import { churning, type Habits, habitsOf, isKnock } from './churn.ts';
import { cast, hasShortForm, type Move, type Name, type RoomNumber, type Step } from './steps.ts';

/** What a target offers: whether a request can be made in a way. */
export type Offers = (requested: Request['requested'], way: Move['way']) => boolean;

/** What leads a series: cells not yet reached, one user coming and going, or nothing. */
type Mood = 'explore' | 'churn' | 'roam';

/** Steps of a series; one that comes and goes needs many to be banned, come back twice and be banned again. */
const lengths: Readonly<Record<Mood, number>> = { explore: 26, churn: 36, roam: 26 };

type Candidate = Request & { readonly actor: Name; readonly target: Name };

/** A room of the series, as it is foreseen. */
interface Place {
  readonly number: RoomNumber;
  room: RoomModel;
  /** Whether somebody tried the door since a membership changed. */
  knocked: boolean;
}

/** What leads the choice of a move. */
interface Plan {
  readonly mood: Mood;
  readonly habits: Habits;
  readonly chance: Chance;
  readonly cells: Cells;
  /** The requests that the target offers a way for. */
  readonly requests: readonly Candidate[];
  /** Whether a cell was reached or is planned to be. */
  readonly known: (cell: Cell) => boolean;
}

/**
 * Draws series of moves that lean towards cells not yet reached. A series is drawn against the model, with what
 * the target was seen to do in free cells, so most of it happens as foreseen; where it does not, the moves are
 * moves all the same.
 */
export function drawing(cells: Cells, offers: Offers): Drawing<Step> {
  const requests = everyRequest.filter((request) => waysOf(request, offers).length > 0);
  return { draw: (chance) => draw(chance, cells, requests, offers), simpler };
}

const everyRequest: readonly Candidate[] = cast.flatMap((actor) =>
  cast.flatMap((target) =>
    (['invite', 'join', 'leave', 'ban'] as const).map((requested) => ({
      actor,
      target,
      requested,
    })),
  ),
);

function draw(
  chance: Chance,
  cells: Cells,
  requests: readonly Candidate[],
  offers: Offers,
): readonly Step[] {
  const steps: Step[] = [];
  const planned = new Set<Cell>();
  const again = new Set<Name>();
  const known = (cell: Cell): boolean => planned.has(cell) || cells.visits(cell) > 0;
  const mood = moodFor(chance, cells);
  const focus = chance.pick(['bob', 'carol', 'dave']);
  const plan: Plan = { mood, habits: habitsOf(chance, focus), chance, cells, requests, known };

  const open = (number: RoomNumber, visibility: Visibility, actor: Name): Place => {
    steps.push({ do: 'create', room: number, visibility, actor });
    return { number, room: newRoom(visibility, actor), knocked: false };
  };
  const visibility = visibilityFor(chance, known);
  const places: [Place, ...Place[]] = [open(1, visibility, 'alice')];
  if (mood !== 'churn' && chance.below(mood === 'explore' ? 4 : 1) === 0) {
    const other = visibility === 'private' ? 'public' : 'private';
    places.push(open(2, other, chance.pick(['alice', 'bob'])));
  }
  while (steps.length < lengths[mood]) {
    const luck = chance.below(24);
    if (luck === 0) steps.push(read(chance, places.length));
    const [first, ...more] = again;
    if (luck < 3 && first !== undefined) {
      steps.push({ do: 'again', actor: chance.pick([first, ...more]) });
    }
    const place = chance.pick(places);
    const move = moveIn(place, plan);
    if (move === null) break;
    const after = foreseen(place.room, move, cells);
    const way = wayOf(chance, move, offers);
    // What was refused before, and looked at then, is looked at less often: that is half of all requests.
    const boring = after === place.room && known(cellOf(place.room, move)) && chance.below(3) > 0;
    const watcher = boring ? 'nobody' : chance.pick(cast);
    steps.push({ do: 'move', room: place.number, ...move, way, watcher });
    if (way === 'txn') again.add(move.actor);
    planned.add(cellOf(place.room, move));
    place.knocked = after === place.room && (place.knocked || isKnock(place.room, move));
    place.room = after;
  }
  return steps;
}

function moodFor(chance: Chance, cells: Cells): Mood {
  const luck = chance.below(10);
  if (cells.full()) return luck < 9 ? 'churn' : 'roam';
  return luck < 8 ? 'explore' : 'churn';
}

/** The kind of room of which more is left to see is the likelier. */
function visibilityFor(chance: Chance, known: Plan['known']): Visibility {
  const left = { private: 1, public: 1 };
  for (const [cell, { visibility }] of allCells.entries()) left[visibility] += known(cell) ? 0 : 1;
  return chance.below(left.private + left.public) < left.private ? 'private' : 'public';
}

function moveIn({ room, knocked }: Place, plan: Plan): Candidate | null {
  const { chance, mood, habits, known } = plan;
  const proper = plan.requests.filter((request) => isProper(room, request));
  if (mood === 'explore') {
    const [first, ...more] = proper.filter((request) => !known(cellOf(room, request)));
    if (first !== undefined) return chance.pick([first, ...more]);
    const [way, ...ways] = waysToNew(room, plan);
    if (way !== undefined) return chance.pick([way, ...ways]);
  }
  return chance.weigh(proper, (request) => {
    const after = foreseen(room, request, plan.cells);
    if (mood !== 'roam') return churning(habits, room, request, after, knocked);
    const { target } = request;
    const moves = membershipIn(after, target) !== membershipIn(room, target);
    return !moves ? 0.3 : isJoined(after, target) ? 24 : 5;
  });
}

/** The first moves of the shortest ways to a cell that is not known yet. */
function waysToNew(room: RoomModel, { known, requests }: Plan): readonly Candidate[] {
  let shortest = Number.POSITIVE_INFINITY;
  const firsts = new Set<Candidate>();
  for (const [index, cell] of allCells.entries()) {
    if (cell.visibility !== room.visibility || known(index)) continue;
    for (const { actor, target, requested } of requests) {
      if (requested !== cell.requested || !mayAct(room, cell.actor, actor, target)) continue;
      const standing = standingOf(cell.actor);
      const ofActor = standing === null ? 0 : distance(room, actor, standing);
      const ofTarget = distance(room, target, cell.prior);
      if (ofActor === null || ofTarget === null || ofActor + ofTarget > shortest) continue;
      const next =
        (standing === null ? null : approach(room, actor, standing)) ??
        approach(room, target, cell.prior);
      const first = requests.find((request) => next !== null && same(request, next));
      if (first === undefined) continue;
      if (ofActor + ofTarget < shortest) firsts.clear();
      shortest = ofActor + ofTarget;
      firsts.add(first);
    }
  }
  return [...firsts];
}

const same = (a: Request, b: Request): boolean =>
  a.actor === b.actor && a.target === b.target && a.requested === b.requested;

/** The room after a move, as far as it can be foreseen. */
function foreseen(room: RoomModel, request: Request, cells: Cells): RoomModel {
  const { kind } = ruleIn(room, request, 'set_membership');
  const accepted = kind === 'free' ? cells.accepts(cellOf(room, request)) : kind === 'allowed';
  return accepted ? took(room, request) : room;
}

const waysOf = (request: Request, offers: Offers): readonly Move['way'][] =>
  (['put', 'post', 'txn'] as const).filter(
    (way) => offers(request.requested, way) && (way === 'put' || hasShortForm(request)),
  );

function wayOf(chance: Chance, request: Request, offers: Offers): Move['way'] {
  const [first = 'put', ...more] = waysOf(request, offers);
  return chance.pick([first, ...more]);
}

function read(chance: Chance, rooms: number): Step {
  const room = rooms === 1 ? 1 : chance.pick([1, 2]);
  const view = chance.pick(['member', 'members']);
  return { do: 'read', room, reader: chance.pick(cast), of: chance.pick(cast), view };
}

/** The long form by the creator's eye is the plainest move. */
function simpler(step: Step): readonly Step[] {
  if (step.do === 'create') {
    return step.actor === 'alice' ? [] : [{ ...step, actor: 'alice' }];
  }
  if (step.do !== 'move') return [];
  return [
    ...(step.way === 'put' ? [] : [{ ...step, way: 'put' as const }]),
    ...(step.way === 'txn' && hasShortForm(step) ? [{ ...step, way: 'post' as const }] : []),
    ...(step.watcher === 'alice' ? [] : [{ ...step, watcher: 'alice' as const }]),
  ];
}
