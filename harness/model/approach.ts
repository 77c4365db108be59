import type { Membership } from './membership.ts';
import { type Actor, isJoined, membershipIn, type Request, type RoomModel } from './room.ts';

/** How many moves lead from one membership to another at least; null where none do. */
export function distance(room: RoomModel, user: string, wanted: Membership): number | null {
  const now = membershipIn(room, user);
  if (now === wanted) return 0;
  if (wanted === 'none' || user === room.creator) return null;
  // Out of a ban by the creator's leave, which a target may refuse: only when nothing else is left to do.
  const toJoin = { none: 2, invite: 1, join: 0, left: 2, kicked: 2, ban: 6 }[now];
  switch (wanted) {
    case 'invite':
      return { none: 1, invite: 0, join: 2, left: 1, kicked: 1, ban: 5 }[now];
    case 'join':
      return toJoin;
    case 'left':
    case 'kicked':
      return toJoin + 1;
    case 'ban':
      return now === 'invite' || now === 'join' ? 1 : 2;
  }
}

/** The next move on the shortest way to a membership; null where it is there already, or out of reach. */
export function approach(room: RoomModel, user: string, wanted: Membership): Request | null {
  const now = membershipIn(room, user);
  if (now === wanted || distance(room, user, wanted) === null) return null;
  const own = (requested: Request['requested']): Request => ({
    actor: user,
    target: user,
    requested,
  });
  const creators = (requested: Request['requested']): Request => ({
    actor: room.creator,
    target: user,
    requested,
  });
  if (now === 'join' || now === 'ban') {
    if (wanted === 'left' && now === 'join') return own('leave');
    return creators(wanted === 'ban' ? 'ban' : 'leave');
  }
  if (now === 'invite') return wanted === 'ban' ? creators('ban') : own('join');
  return wanted !== 'invite' && wanted !== 'ban' && room.visibility === 'public'
    ? own('join')
    : creators('invite');
}

const standings: Readonly<Record<Actor, Membership | null>> = {
  ...({ self: null, creator: null, member: 'join', stranger: 'none' } as const),
  ...({ invited: 'invite', left: 'left', banned: 'ban' } as const),
};

/** What somebody must be to act as the table says; null for who acts on itself, and for the creator. */
export const standingOf = (actor: Actor): Membership | null => standings[actor];

/** Who may act so: the user itself, the creator, or anybody else. */
export function mayAct(room: RoomModel, actor: Actor, user: string, target: string): boolean {
  if (actor === 'self') return user === target && (user !== room.creator || isJoined(room, user));
  return user !== target && (actor === 'creator') === (user === room.creator);
}
