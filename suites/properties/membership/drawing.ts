import type { Visibility } from '../../../harness/world/rooms.ts';
import {
  allCells,
  approach,
  type Cell,
  cellOf,
  type Cells,
  distance,
  isJoined,
  isProper,
  mayAct,
  membershipIn,
  newRoom,
  type Request,
  type RoomModel,
  ruleIn,
  standingOf,
  took,
} from '../../../harness/model/index.ts';
import {
  hasForm,
  type Name,
  type NamedRequest,
  names,
  type Offers,
  type Way,
  ways,
} from '../shared/membership-requests.ts';
import type { RoomNumber } from '../shared/rooms.ts';
import { drawOneUser, isUninvitedJoin, type OneUser, weightOf } from './one-user.ts';
import { oneOf, onceIn, type Source, weighted } from '../shared/random.ts';
import type { Step } from './steps.ts';

/** What the moves of a series are chosen for: cells that were not reached yet, one user who comes and goes, or nothing. */
type Strategy = 'new-cells' | 'one-user' | 'any';

/** How many steps a series has; one user needs many to be banned, come back twice and be banned again. */
const lengths: Readonly<Record<Strategy, number>> = { 'new-cells': 26, 'one-user': 36, any: 26 };

/** A room of the series, as it is predicted to be. */
interface PredictedRoom {
  readonly number: RoomNumber;
  model: RoomModel;
  /** Whether somebody tried to join without an invite since a membership changed. */
  tried: boolean;
}

/** What the choice of a move depends on. */
interface Choice {
  readonly strategy: Strategy;
  readonly oneUser: OneUser;
  readonly source: Source;
  readonly cells: Cells;
  /** The requests that the target offers a way for. */
  readonly requests: readonly NamedRequest[];
  /** Whether a cell was reached, or will be by the steps drawn so far. */
  readonly isCovered: (cell: Cell) => boolean;
}

const everyRequest: readonly NamedRequest[] = names.flatMap((actor) =>
  names.flatMap((target) =>
    (['invite', 'join', 'leave', 'ban'] as const).map((requested) => ({
      actor,
      target,
      requested,
    })),
  ),
);

/**
 * Draws series of moves that tend to cells not yet reached. A series is drawn with the model and with what the target
 * was seen to do in free cells, so most moves happen as predicted. Those that do not are moves all the same.
 * @param hasOpenRooms whether anyone can join a public room; otherwise every room is private
 */
export function createDraw(
  cells: Cells,
  offers: Offers,
  hasOpenRooms: boolean,
): (source: Source) => readonly Step[] {
  const requests = everyRequest.filter((request) => waysOf(request, offers).length > 0);
  return (source) => {
    const steps: Step[] = [];
    const planned = new Set<Cell>();
    const withTxn = new Set<Name>();
    const isCovered = (cell: Cell): boolean => planned.has(cell) || cells.visits(cell) > 0;
    const strategy = drawStrategy(source, cells);
    const oneUser = drawOneUser(source, oneOf(source, ['bob', 'carol', 'dave']));
    const choice: Choice = { strategy, oneUser, source, cells, requests, isCovered };

    const create = (number: RoomNumber, visibility: Visibility, actor: Name): PredictedRoom => {
      steps.push({ do: 'create', room: number, visibility, actor });
      return { number, model: newRoom(visibility, actor), tried: false };
    };
    const visibility = hasOpenRooms ? drawVisibility(source, strategy, isCovered) : 'private';
    const rooms: [PredictedRoom, ...PredictedRoom[]] = [create(1, visibility, 'alice')];
    if (strategy === 'any' || (strategy === 'new-cells' && onceIn(source, 4))) {
      const other = hasOpenRooms && visibility === 'private' ? 'public' : 'private';
      rooms.push(create(2, other, oneOf(source, ['alice', 'bob'])));
    }
    while (steps.length < lengths[strategy]) {
      if (onceIn(source, 24)) steps.push(drawRead(source, rooms.length));
      const [first, ...more] = withTxn;
      if (first !== undefined && onceIn(source, 16)) {
        steps.push({ do: 'again', actor: oneOf(source, [first, ...more]) });
      }
      const room = oneOf(source, rooms);
      const request = drawRequest(room, choice);
      if (request === null) break;
      const after = predict(room.model, request, cells);
      const cell = cellOf(room.model, request);
      // What was checked before is seldom checked again: the answer to the next request about the user tells as well.
      const isWatched = onceIn(source, isCovered(cell) ? 12 : 2);
      const watcher = isWatched ? oneOf(source, names) : 'nobody';
      const [plain = 'set_membership', ...others] = waysOf(request, offers);
      const way = oneOf(source, [plain, ...others]);
      steps.push({ do: 'move', room: room.number, ...request, way, watcher });
      if (way === 'txn') withTxn.add(request.actor);
      planned.add(cell);
      room.tried = after === room.model && (room.tried || isUninvitedJoin(room.model, request));
      room.model = after;
    }
    return steps;
  };
}

function drawStrategy(source: Source, cells: Cells): Strategy {
  if (cells.full()) return onceIn(source, 10) ? 'any' : 'one-user';
  return onceIn(source, 5) ? 'one-user' : 'new-cells';
}

/** The kind of room that has more cells left is more likely. To come and go shows little where everybody may join. */
function drawVisibility(
  source: Source,
  strategy: Strategy,
  isCovered: Choice['isCovered'],
): Visibility {
  if (strategy === 'one-user')
    return oneOf(source, ['private', 'private', 'private', 'public', 'public']);
  const left = { private: 1, public: 1 };
  for (const [cell, { visibility }] of allCells.entries())
    left[visibility] += isCovered(cell) ? 0 : 1;
  return weighted(source, ['private', 'public'], (visibility) => left[visibility]) ?? 'private';
}

function drawRequest({ model, tried }: PredictedRoom, choice: Choice): NamedRequest | null {
  const { source, strategy, oneUser, isCovered, cells } = choice;
  const proper = choice.requests.filter((request) => isProper(model, request));
  if (strategy === 'new-cells') {
    const [first, ...more] = proper.filter((request) => !isCovered(cellOf(model, request)));
    if (first !== undefined) return oneOf(source, [first, ...more]);
    const [move, ...moves] = movesToNewCells(model, choice);
    if (move !== undefined) return oneOf(source, [move, ...moves]);
  }
  return weighted(source, proper, (request) => {
    const afterwards = (): RoomModel => predict(model, request, cells);
    if (strategy !== 'any') return weightOf(oneUser, model, request, afterwards, tried);
    const { target } = request;
    const after = afterwards();
    const changes = membershipIn(after, target) !== membershipIn(model, target);
    if (!changes) return 0.3;
    return isJoined(after, target) ? 24 : 5;
  });
}

/** The first moves of the shortest ways to cells that are not covered yet. */
function movesToNewCells(
  model: RoomModel,
  { isCovered, requests }: Choice,
): readonly NamedRequest[] {
  let shortest = Number.POSITIVE_INFINITY;
  const firsts = new Set<NamedRequest>();
  for (const [index, cell] of allCells.entries()) {
    if (cell.visibility !== model.visibility || isCovered(index)) continue;
    for (const { actor, target, requested } of requests) {
      if (requested !== cell.requested || !mayAct(model, cell.actor, actor, target)) continue;
      const standing = standingOf(cell.actor);
      const ofActor = standing === null ? 0 : distance(model, actor, standing);
      const ofTarget = distance(model, target, cell.prior);
      if (ofActor === null || ofTarget === null || ofActor + ofTarget > shortest) continue;
      const next =
        (standing === null ? null : approach(model, actor, standing)) ??
        approach(model, target, cell.prior);
      const first = requests.find((request) => next !== null && isSame(request, next));
      if (first === undefined) continue;
      if (ofActor + ofTarget < shortest) firsts.clear();
      shortest = ofActor + ofTarget;
      firsts.add(first);
    }
  }
  return [...firsts];
}

const isSame = (a: Request, b: Request): boolean =>
  a.actor === b.actor && a.target === b.target && a.requested === b.requested;

/** The room after a request: the same one where it is likely to be refused. */
function predict(room: RoomModel, request: Request, cells: Cells): RoomModel {
  const { kind } = ruleIn(room, request, 'set_membership');
  const accepted = kind === 'free' ? cells.accepts(cellOf(room, request)) : kind === 'allowed';
  return accepted ? took(room, request) : room;
}

const waysOf = (request: Request, offers: Offers): readonly Way[] =>
  ways.filter((way) => offers(request.requested, way) && hasForm(request, way));

function drawRead(source: Source, rooms: number): Step {
  const room = rooms === 1 ? 1 : oneOf(source, [1, 2]);
  const view = oneOf(source, ['member', 'members']);
  return { do: 'read', room, reader: oneOf(source, names), of: oneOf(source, names), view };
}
