import type { Visibility } from '../world/rooms.ts';
import type { Grade } from '../document/requirements.ts';
import type { RequirementId } from '../document/ids.ts';

/** What a user is to a room: `left` went by itself, `kicked` was made to go. Servers record both as `leave`. */
export type Membership = 'none' | 'invite' | 'join' | 'left' | 'kicked' | 'ban';

/** What the user who asks is to the user whom the change is about (`self`), or else to the room. */
export type Relation = 'self' | 'creator' | 'member' | 'outsider';

export type Requested = 'invite' | 'join' | 'leave' | 'ban' | 'knock';

/**
 * The operation that makes the request: set_membership, or the short form, which is the operation of its own that
 * invites, joins, leaves or bans (with or without a txnId).
 */
export type Form = 'set_membership' | 'short';

/** What a server must do with one request. */
export type Rule =
  | {
      readonly kind: 'allowed' | 'refused';
      readonly grade: Grade;
      /** An answer of the wrong kind is attributed to it. */
      readonly requirement: RequirementId;
      /** A refusal with another status than 403 is attributed to it. */
      readonly statusRequirement: RequirementId;
    }
  /** The server may decide, if its answer and the room agree; `requirement` is violated where they do not. */
  | { readonly kind: 'free'; readonly grade: null; readonly requirement: RequirementId };

/** One request, and how its users stand to each other and to the room when it is made. */
export interface Transition {
  readonly visibility: Visibility;
  readonly relation: Relation;
  readonly requested: Requested;
  /** The membership, before the request, of the user whom the change is about. */
  readonly prior: Membership;
  readonly form: Form;
}

/**
 * The table of transitions (docs/semantics.md 6.2). The creator of the room is joined throughout, and is never
 * `self`: nothing says what happens when the creator leaves or is banned.
 */
export function ruleOf(transition: Transition): Rule {
  switch (transition.requested) {
    case 'invite':
      return ruleOfInvite(transition);
    case 'join':
      return ruleOfJoin(transition);
    case 'leave':
      return ruleOfLeave(transition);
    case 'ban':
      return ruleOfBan(transition);
    case 'knock':
      return free('SMEM-18');
  }
}

/** Only a member can invite, and a member cannot be invited (semantics, M3). */
function ruleOfInvite({ relation, prior, visibility, form }: Transition): Rule {
  const isShort = form === 'short';
  // The declaration documents the errors on set_membership alone; for the short form they are implied (DEF-29).
  const grade = isShort ? 'implied' : 'documented';
  const byOutsider = (): Rule => refused(grade, isShort ? 'INV-11' : 'SMEM-11');
  const ofMember = (): Rule => refused(grade, isShort ? 'INV-12' : 'SMEM-12');
  switch (relation) {
    case 'self':
      if (prior === 'join') return ofMember();
      return prior === 'invite' ? free('SMEM-11') : byOutsider();
    case 'outsider':
      return prior === 'invite' ? free('SMEM-11') : byOutsider();
    case 'creator':
      if (prior === 'join') return ofMember();
      if (prior === 'ban') return free('SMEM-03');
      if (prior === 'invite') return allowed('implied', 'INV-13');
      return allowed('implied', isShort ? 'INV-03' : 'SMEM-03');
    case 'member':
      if (prior === 'join') return ofMember();
      // Builds differ on who may invite into public rooms (M11), and on inviting the banned (M8).
      return visibility === 'public' || prior === 'ban'
        ? free('SMEM-03')
        : allowed('convention', 'CONV-23');
  }
}

/** A user joins only itself; a private room takes an invite, and a banned user cannot join (M4). */
function ruleOfJoin({ relation, prior, visibility, form }: Transition): Rule {
  if (relation !== 'self') return refused('documented', 'SMEM-13');
  const isShort = form === 'short';
  switch (prior) {
    case 'invite':
      return allowed('implied', isShort ? 'JOIN-03' : 'SMEM-03');
    case 'join':
      return allowed('convention', 'JOIN-10');
    case 'ban':
      return refused('convention', isShort ? 'JOIN-11' : 'BAN-14');
    case 'none':
    case 'left':
    case 'kicked':
      return visibility === 'public'
        ? allowed('convention', 'JOIN-09')
        : refused(isShort ? 'implied' : 'documented', isShort ? 'JOIN-08' : 'SMEM-14');
  }
}

/** A member can leave, and the creator can kick (M5, M6). Declining an invite and leaving twice are free. */
function ruleOfLeave({ relation, prior, form }: Transition): Rule {
  switch (relation) {
    case 'self':
      if (prior === 'join') return allowed('implied', form === 'short' ? 'LEAVE-03' : 'SMEM-03');
      return prior === 'none' || prior === 'ban'
        ? refused('convention', 'LEAVE-08')
        : free('SMEM-03');
    case 'creator':
      return prior === 'join' ? allowed('convention', 'SMEM-20') : free('SMEM-20');
    case 'member':
    case 'outsider':
      return prior === 'left' || prior === 'kicked'
        ? free('SMEM-20')
        : refused('convention', 'SMEM-20');
  }
}

/**
 * A ban takes power, which only the creator has (M7). The refusal is documented. Its status is only implied where
 * the target is not a member, and for set_membership, whose enum lacks the value `ban` (DEF-01).
 */
function ruleOfBan({ relation, prior, form }: Transition): Rule {
  const isShort = form === 'short';
  if (relation === 'creator') {
    const isAsserted = prior === 'invite' || prior === 'join';
    const effect = isShort ? 'BAN-03' : 'SMEM-19';
    return isAsserted ? allowed('implied', effect) : free(isShort ? 'BAN-03' : 'SMEM-03');
  }
  if (prior === 'ban') return free('BAN-05');
  const isMember = relation === 'member' || (relation === 'self' && prior === 'join');
  const requirement = isMember ? 'BAN-05' : 'BAN-06';
  const grade = prior === 'join' ? 'documented' : 'implied';
  const shortStatus = isMember && prior !== 'join' ? 'SMEM-21' : requirement;
  return refused(grade, requirement, isShort ? shortStatus : 'SMEM-19');
}

const allowed = (grade: Grade, requirement: RequirementId): Rule => ({
  kind: 'allowed',
  grade,
  requirement,
  statusRequirement: requirement,
});

const refused = (
  grade: Grade,
  requirement: RequirementId,
  statusRequirement = requirement,
): Rule => ({
  kind: 'refused',
  grade,
  requirement,
  statusRequirement,
});

const free = (requirement: RequirementId): Rule => ({ kind: 'free', grade: null, requirement });

/** The membership as a server records it; null where there is no record. */
export function recordOf(membership: Membership): string | null {
  if (membership === 'none') return null;
  return membership === 'left' || membership === 'kicked' ? 'leave' : membership;
}

/** The membership after a request that took effect. */
export function afterwards(requested: Exclude<Requested, 'knock'>, relation: Relation): Membership {
  if (requested !== 'leave') return requested;
  return relation === 'self' ? 'left' : 'kicked';
}
