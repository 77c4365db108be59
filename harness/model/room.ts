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

/** A room as the model knows it; users are named, not identified. */
export interface RoomModel {
  readonly visibility: Visibility;
  readonly creator: string;
  /** The membership of every user who has a record. */
  readonly members: ReadonlyMap<string, Membership>;
}

/** A request in a room: the actor asks for a membership of the target. */
export interface Request {
  readonly actor: string;
  readonly target: string;
  readonly requested: Exclude<Requested, 'knock'>;
}

/** The actor in the words of the table; an outsider is told apart by the reason why it is not a member. */
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

/** What a server must do with a request in a room. */
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
 * Whether a case may make a request at all: the creator never leaves, because a room that everybody left is dead on
 * some servers (semantics, M12), and is never banned, because nothing says what happens then.
 */
export const isProper = (room: RoomModel, { actor, target, requested }: Request): boolean =>
  !(actor === room.creator && target === actor && (requested === 'leave' || requested === 'ban'));
