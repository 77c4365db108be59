import {
  isJoined,
  membershipIn,
  type Request,
  type RoomModel,
} from '../../../harness/model/index.ts';
import { oneOf, type Source } from '../shared/random.ts';

/** A turn in the membership of one user; `uninvited` is its own join from outside, `reinvite` a second invite. */
type Turn =
  | ('uninvited' | 'invite' | 'reinvite' | 'decline' | 'withdraw')
  | ('join' | 'leave' | 'kick' | 'ban' | 'idle');

/** A series about one user, and how likely each turn is in it. */
export interface OneUser {
  readonly user: string;
  readonly weights: ReadonlyMap<Turn, number>;
}

/** Weights of turns that a series may be without, or full of. */
const either = [0.14, 0.14, 8, 24] as const;

/**
 * Each series does without some turns, so that the others follow each other more often: a certain sequence of five
 * turns is hardly ever drawn from eight (Groce and others, "Swarm Testing", 2012).
 */
export const drawOneUser = (source: Source, user: string): OneUser => ({
  user,
  weights: new Map<Turn, number>([
    ...(['decline', 'withdraw', 'kick', 'ban'] as const).map(
      (turn) => [turn, oneOf(source, either)] as const,
    ),
    ['reinvite', oneOf(source, [8, 16])],
    ['invite', 8],
    ['join', 16],
    ['leave', 8],
    ['idle', 0.14],
  ]),
});

/**
 * How likely a request is in such a series. A user who comes to be outside tries to join, mostly once.
 * @param predict tells the room after the request
 * @param tried whether the user tried to join since a membership changed
 */
export function weightOf(
  { user, weights }: OneUser,
  room: RoomModel,
  request: Request,
  predict: () => RoomModel,
  tried: boolean,
): number {
  if (request.target !== user) return 0.04;
  const turn = turnOf(room, request, predict());
  return turn === 'uninvited' ? (tried ? 2 : 48) : (weights.get(turn) ?? 0);
}

/** Whether a user who is outside asks to join without an invite. */
export const isUninvitedJoin = (room: RoomModel, { actor, target, requested }: Request): boolean =>
  actor === target &&
  requested === 'join' &&
  !isJoined(room, target) &&
  membershipIn(room, target) !== 'invite';

function turnOf(room: RoomModel, request: Request, after: RoomModel): Turn {
  const { actor, target, requested } = request;
  const now = membershipIn(room, target);
  const isOwn = actor === target;
  if (isUninvitedJoin(room, request)) return 'uninvited';
  if (membershipIn(after, target) === now) {
    const repeats = requested === 'invite' && now === 'invite' && isJoined(room, actor);
    return repeats ? 'reinvite' : 'idle';
  }
  if (requested !== 'leave') return requested;
  if (now === 'invite') return isOwn ? 'decline' : 'withdraw';
  return isOwn ? 'leave' : 'kick';
}
