import type { Visibility } from '../world/rooms.ts';
import type { Grade } from '../document/requirements.ts';
import type { RequirementId } from '../document/ids.ts';

/** What a user is to a room: `left` went by itself, `kicked` was made to go; no server tells them apart. */
export type Membership = 'none' | 'invite' | 'join' | 'left' | 'kicked' | 'ban';

/** How who asks stands to whom the change is about, and to the room. */
export type Relation = 'self' | 'creator' | 'member' | 'outsider';

export type Requested = 'invite' | 'join' | 'leave' | 'ban' | 'knock';

/**
 * The operation that makes the request: set_membership, or the short form, which is the operation of its own that
 * invites, joins, leaves or bans (with or without a txnId).
 */
export type Form = 'set_membership' | 'short';

/** Whom to blame: for an answer of the wrong kind, and for a refusal with another status than 403. */
export interface Blame {
  readonly requirement: RequirementId;
  readonly code: RequirementId;
}

/** What is owed for one request. */
export type Rule =
  | ({ readonly kind: 'allowed' | 'refused'; readonly grade: Grade } & Blame)
  /** Nothing is owed but consistency; `requirement` is to blame where even that is missing. */
  | { readonly kind: 'free'; readonly grade: null; readonly requirement: RequirementId };

/** One request in one state of things. */
export interface Move {
  readonly visibility: Visibility;
  readonly relation: Relation;
  readonly requested: Requested;
  /** Of the user whom the change is about, before it. */
  readonly prior: Membership;
  readonly form: Form;
}

/**
 * What a server owes for a move: the table of transitions (semantics, 6.2) as rules. The room's creator is
 * joined throughout. The creator's own leave and ban are not asked here: the table has no creator among those
 * who act on themselves.
 */
export function ruleOf(move: Move): Rule {
  switch (move.requested) {
    case 'invite':
      return inviting(move);
    case 'join':
      return joining(move);
    case 'leave':
      return leaving(move);
    case 'ban':
      return banning(move);
    case 'knock':
      return free('SMEM-18');
  }
}

/** An inviter is in the room and the invited is not (semantics, M3). */
function inviting({ relation, prior, visibility, form }: Move): Rule {
  const isShort = form === 'short';
  // The short form documents none of the errors; they are implied there (DEF-29).
  const grade = isShort ? 'implied' : 'documented';
  const outside = (): Rule => refused(grade, isShort ? 'INV-11' : 'SMEM-11');
  const already = (): Rule => refused(grade, isShort ? 'INV-12' : 'SMEM-12');
  switch (relation) {
    case 'self':
      if (prior === 'join') return already();
      return prior === 'invite' ? free('SMEM-11') : outside();
    case 'outsider':
      return prior === 'invite' ? free('SMEM-11') : outside();
    case 'creator':
      if (prior === 'join') return already();
      if (prior === 'ban') return free('SMEM-03');
      if (prior === 'invite') return allowed('implied', 'INV-13');
      return allowed('implied', isShort ? 'INV-03' : 'SMEM-03');
    case 'member':
      if (prior === 'join') return already();
      // Builds differ on who may invite into public rooms (M11), and on inviting the banned (M8).
      return visibility === 'public' || prior === 'ban'
        ? free('SMEM-03')
        : allowed('convention', 'CONV-23');
  }
}

/** Nobody joins anybody else; a private room needs an invite, and a ban keeps out (M4). */
function joining({ relation, prior, visibility, form }: Move): Rule {
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

/** Who is in may go, the creator may make others go (M5, M6); declining and going twice are free. */
function leaving({ relation, prior, form }: Move): Rule {
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
 * A ban needs power, which only the creator has (M7). That it is refused is documented; that the long form
 * understands the value at all, and so answers 403, is only implied (DEF-01), and so is the status for a target
 * who is not in.
 */
function banning({ relation, prior, form }: Move): Rule {
  const isShort = form === 'short';
  if (relation === 'creator') {
    const owed = prior === 'invite' || prior === 'join';
    return owed ? allowed('implied', isShort ? 'BAN-03' : 'SMEM-19') : free('SMEM-19');
  }
  if (prior === 'ban') return free('BAN-05');
  const inside = relation === 'member' || (relation === 'self' && prior === 'join');
  const requirement = inside ? 'BAN-05' : 'BAN-06';
  const grade = prior === 'join' ? 'documented' : 'implied';
  const elsewhere = inside && prior !== 'join' ? 'SMEM-21' : requirement;
  return refused(grade, requirement, isShort ? elsewhere : 'SMEM-19');
}

const allowed = (grade: Grade, requirement: RequirementId): Rule => ({
  kind: 'allowed',
  grade,
  requirement,
  code: requirement,
});

const refused = (grade: Grade, requirement: RequirementId, code = requirement): Rule => ({
  kind: 'refused',
  grade,
  requirement,
  code,
});

const free = (requirement: RequirementId): Rule => ({ kind: 'free', grade: null, requirement });

/** The membership as servers spell it; null where there is no record. */
export function recordOf(membership: Membership): string | null {
  if (membership === 'none') return null;
  return membership === 'left' || membership === 'kicked' ? 'leave' : membership;
}

/** What somebody is after a request that took effect. */
export function afterwards(requested: Exclude<Requested, 'knock'>, relation: Relation): Membership {
  if (requested !== 'leave') return requested;
  return relation === 'self' ? 'left' : 'kicked';
}
