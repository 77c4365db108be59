import {
  isJoined,
  membershipIn,
  type Request,
  type RoomModel,
} from '../../../harness/model/room.ts';
import type { Chance } from '../../../harness/model/series.ts';

/** How one user comes and goes: `knock` is its own join from outside, `again` a second invite. */
type Turn =
  | ('knock' | 'invite' | 'again' | 'decline' | 'rescind')
  | ('join' | 'leave' | 'kick' | 'ban' | 'idle');

/** What a series about one user is made of, and how likely each turn is in it. */
export interface Habits {
  readonly focus: string;
  readonly likely: ReadonlyMap<Turn, number>;
}

/** Of turns that a series may do without, or may be full of. */
const likelihoods = [0.14, 0.14, 8, 24] as const;

/**
 * Each series does without some turns, so that the others follow upon each other: what takes a certain course of
 * five is not met where eight are mixed (Groce and others, "Swarm Testing", 2012).
 */
export const habitsOf = (chance: Chance, focus: string): Habits => ({
  focus,
  likely: new Map<Turn, number>([
    ...(['decline', 'rescind', 'kick', 'ban'] as const).map(
      (turn) => [turn, chance.pick(likelihoods)] as const,
    ),
    ['again', chance.pick([8, 16])],
    ['invite', 8],
    ['join', 16],
    ['leave', 8],
    ['idle', 0.14],
  ]),
});

/**
 * How likely a request is in such a series. Who has come to be outside tries the door, mostly once.
 * @param after the room after the request, as foreseen
 * @param knocked whether the user has tried the door since its membership changed
 */
export function churning(
  { focus, likely }: Habits,
  room: RoomModel,
  request: Request,
  after: RoomModel,
  knocked: boolean,
): number {
  if (request.target !== focus) return 0.04;
  const turn = turnOf(room, request, after);
  return turn === 'knock' ? (knocked ? 2 : 48) : (likely.get(turn) ?? 0);
}

/** Whether somebody who is outside asks to come in. */
export const isKnock = (room: RoomModel, { actor, target, requested }: Request): boolean =>
  actor === target &&
  requested === 'join' &&
  !isJoined(room, target) &&
  membershipIn(room, target) !== 'invite';

function turnOf(room: RoomModel, request: Request, after: RoomModel): Turn {
  const { actor, target, requested } = request;
  const now = membershipIn(room, target);
  const own = actor === target;
  if (isKnock(room, request)) return 'knock';
  if (membershipIn(after, target) === now) {
    const repeats = requested === 'invite' && now === 'invite' && isJoined(room, actor);
    return repeats ? 'again' : 'idle';
  }
  if (requested !== 'leave') return requested;
  if (now === 'invite') return own ? 'decline' : 'rescind';
  return own ? 'leave' : 'kick';
}
