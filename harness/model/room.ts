import type { Visibility } from '../world/rooms.ts';
import {
  afterwards,
  type Form,
  type Membership,
  type Relation,
  type Requested,
  ruleOf,
  type Rule,
} from './membership.ts';

/** A room as the model knows it; names stand for users. */
export interface RoomModel {
  readonly visibility: Visibility;
  readonly creator: string;
  /** Everybody with a record; who has none is missing. */
  readonly members: ReadonlyMap<string, Membership>;
}

/** What is asked in a room: who wants whom to be what. */
export interface Request {
  readonly actor: string;
  readonly target: string;
  readonly requested: Exclude<Requested, 'knock'>;
}

/** Who acts, in the words of the table, whose fourth actor is told apart by what keeps it out. */
export type Actor = Exclude<Relation, 'outsider'> | 'stranger' | 'invited' | 'left' | 'banned';

export const newRoom = (visibility: Visibility, creator: string): RoomModel => ({
  visibility,
  creator,
  members: new Map([[creator, 'join']]),
});

export const membershipIn = ({ members }: RoomModel, user: string): Membership =>
  members.get(user) ?? 'none';

export const isJoined = (room: RoomModel, user: string): boolean =>
  membershipIn(room, user) === 'join';

/** The room after a user's membership changed. */
export const changed = (room: RoomModel, user: string, now: Membership): RoomModel => ({
  ...room,
  members: new Map([...room.members, [user, now]]),
});

export function relationIn(room: RoomModel, { actor, target }: Request): Relation {
  if (actor === target) return 'self';
  if (actor === room.creator) return 'creator';
  return isJoined(room, actor) ? 'member' : 'outsider';
}

export function actorIn(room: RoomModel, request: Request): Actor {
  const relation = relationIn(room, request);
  if (relation !== 'outsider') return relation;
  const kinds = { none: 'stranger', invite: 'invited', ban: 'banned' } as const;
  const membership = membershipIn(room, request.actor);
  return membership === 'none' || membership === 'invite' || membership === 'ban'
    ? kinds[membership]
    : 'left';
}

/** What is owed for a request in a room. */
export const ruleIn = (room: RoomModel, request: Request, form: Form): Rule =>
  ruleOf({
    visibility: room.visibility,
    relation: relationIn(room, request),
    requested: request.requested,
    prior: membershipIn(room, request.target),
    form,
  });

/** The room after a request that took effect. */
export const took = (room: RoomModel, request: Request): RoomModel => {
  const now = afterwards(request.requested, relationIn(room, request));
  return changed(room, request.target, now);
};

/**
 * Whether a request may be made at all: the creator stays, for a room that everybody left is dead on some
 * servers (semantics, M12), and nothing says what happens when the powerful turn on themselves.
 */
export const isProper = (room: RoomModel, { actor, target, requested }: Request): boolean =>
  !(actor === room.creator && target === actor && (requested === 'leave' || requested === 'ban'));
