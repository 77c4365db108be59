/** The memberships that a member event can hold. */
export type Membership = 'invite' | 'join' | 'leave' | 'ban';

/** What a client may ask for; `knock` is in the declaration's enum and is always refused (SMEM-18). */
export type MembershipRequest = Membership | 'knock';

export function isMembership(value: unknown): value is Membership {
  return value === 'invite' || value === 'join' || value === 'leave' || value === 'ban';
}

/** Everything the decision depends on: the memberships and powers of actor and target. */
export type MembershipQuestion = {
  readonly requested: MembershipRequest;
  /** Whether the actor asks for a change of the own membership. */
  readonly self: boolean;
  readonly actor: Membership | undefined;
  readonly target: Membership | undefined;
  readonly joinRule: 'public' | 'invite';
  readonly actorPower: number;
  readonly targetPower: number;
  /** The power that each change of somebody else's membership needs. */
  readonly needed: { readonly invite: number; readonly kick: number; readonly ban: number };
};

export type Ruling =
  | { readonly verdict: 'allowed' }
  | { readonly verdict: 'refused'; readonly reason: string };

const allowed: Ruling = { verdict: 'allowed' };

function refused(reason: string): Ruling {
  return { verdict: 'refused', reason };
}

/**
 * Decides one change of membership. The same decision serves the short forms (invite, join, leave, ban)
 * and the long one (set_membership), so that their outcomes cannot differ (SMEM-21).
 *
 * @returns allowed, or refused with the reason; every refusal is a 403 (SMEM-11..14, LEAVE-08, BAN-05).
 */
export function decideMembership(question: MembershipQuestion): Ruling {
  return deciders[question.requested](question);
}

const deciders: Readonly<Record<MembershipRequest, (question: MembershipQuestion) => Ruling>> = {
  invite: decideInvite,
  join: decideJoin,
  leave: (question) => (question.self ? decideLeave(question) : decideKick(question)),
  ban: decideBan,
  knock: () => refused('No room here takes knocks.'),
};

function decideInvite({ actor, target, actorPower, needed }: MembershipQuestion): Ruling {
  if (actor !== 'join') return refused('You are not in the room.');
  if (target === 'join') return refused('The user is already in the room.');
  // A ban is lifted by setting the user to leave; an invite does not lift it by accident.
  if (target === 'ban') return refused('The user is banned from the room.');
  if (actorPower < needed.invite) return refused('You may not invite.');
  return allowed;
}

function decideJoin({ self, target, joinRule }: MembershipQuestion): Ruling {
  if (!self) return refused('Cannot force another user to join.');
  if (target === 'ban') return refused('You are banned from this room.');
  if (target === 'join' || target === 'invite' || joinRule === 'public') return allowed;
  return refused('You are not invited to this room.');
}

function decideLeave({ target }: MembershipQuestion): Ruling {
  if (target === undefined) return refused('You are not in the room.');
  if (target === 'ban') return refused('You are banned from this room.');
  // Declining an invite is leaving; leaving twice changes nothing.
  return allowed;
}

function decideKick({
  actor,
  target,
  actorPower,
  targetPower,
  needed,
}: MembershipQuestion): Ruling {
  if (actor !== 'join') return refused('You are not in the room.');
  if (actorPower < needed.kick || actorPower <= targetPower) return refused('You may not kick.');
  if (target === 'ban' && actorPower < needed.ban) return refused('You may not lift a ban.');
  return allowed;
}

function decideBan({ actor, actorPower, targetPower, needed }: MembershipQuestion): Ruling {
  if (actor !== 'join') return refused('You are not in the room.');
  if (actorPower < needed.ban || actorPower <= targetPower) return refused('You may not ban.');
  return allowed;
}
