import { absentPut, type Known as KnownTarget } from '../../../harness/judge/known.ts';
import type { Reply, User } from '../../../harness/judge/user.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import type { JsonObject } from '../../../harness/document/json.ts';
import type { Profile } from '../../../harness/document/profile.ts';
import { joinBy } from '../../../harness/world/joining.ts';
import type { Move, Name } from './steps.ts';

/** Whether the target has a form of a request, as far as that is known without asking. */
export type Offers = (move: Move['move'], form: Move['form']) => boolean;

const operations = {
  invite: 'invite',
  join: 'join_room',
  leave: 'leave',
  kick: null,
  ban: 'ban',
} as const;

/** The forms that there are. In the short form nobody is removed by another user. */
export const offersOf =
  (profile: Profile, known: KnownTarget): Offers =>
  (move, form) => {
    const operation = operations[move];
    if (form === 'set_membership') return !known.unserved.has('set_membership');
    if (form === 'by id') return move === 'join' && !known.unserved.has('join');
    if (operation === null || known.unserved.has(operation)) return false;
    return form === 'post' || absentPut(profile, known, operation) === undefined;
  };

/** A room as far as it decides what users may do. */
export interface Standing {
  readonly isPublic: boolean;
  readonly memberships: ReadonlyMap<Name, string>;
  /** Whether the target lets every member of a private room invite others. */
  readonly membersInvite: boolean;
}

/** Only what every server must grant; the membership model judges everything else. */
export function isAllowed(
  { isPublic, memberships, membersInvite }: Standing,
  { move, form, who, by }: Pick<Move, 'move' | 'form' | 'who' | 'by'>,
): boolean {
  const now = memberships.get(who);
  const isOwn = move === 'join' || move === 'leave';
  if ((form === 'by id' && move !== 'join') || (move === 'kick' && form !== 'set_membership'))
    return false;
  const mayAsk = isOwn
    ? by === who
    : by === 'alice' ||
      (move === 'invite' && membersInvite && !isPublic && memberships.get(by) === 'join');
  if (!mayAsk) return false;
  switch (move) {
    case 'invite':
      return now === undefined || now === 'leave';
    case 'join':
      return now === 'invite';
    case 'leave':
    case 'kick':
      return now === 'join';
    case 'ban':
      return now === 'join' || now === 'invite';
  }
}

/** The requirement that an accepted change has its effect. */
export function effectOf({ move, form }: Pick<Move, 'move' | 'form'>): RequirementId {
  if (form === 'set_membership') return 'SMEM-03';
  if (form === 'by id') return 'JID-03';
  const effects = { invite: 'INV-03', join: 'JOIN-03', leave: 'LEAVE-03', ban: 'BAN-03' } as const;
  return move === 'kick' ? 'SMEM-03' : effects[move];
}

/** What a change sends of its content. */
export const membershipContent = (
  { move, form }: Pick<Move, 'move' | 'form'>,
  more: JsonObject,
): JsonObject => {
  const membership = move === 'kick' ? 'leave' : move;
  return form === 'set_membership' ? { ...more, membership } : { membership };
};

/** Requests a change of `who` by `by`. */
export async function requestMove(
  { move, form }: Pick<Move, 'move' | 'form'>,
  roomId: string,
  by: User,
  who: User,
  more: JsonObject,
  txnId: string,
): Promise<Reply> {
  if (form === 'set_membership') {
    const body = membershipContent({ move, form }, more);
    // The declared enum has no ban, so that request is wrong on purpose (DEF-01).
    const options = move === 'ban' ? ({ wrong: true } as const) : {};
    return by.call('set_membership', { roomId, userId: who.id, body }, options);
  }
  if (form === 'by id') return (await joinBy(by, roomId)).reply;
  const args = { roomId, ...(form === 'txn' ? { txnId } : {}) };
  const body = { user_id: who.id };
  switch (move) {
    case 'invite':
    case 'ban':
      return by.call(move, { ...args, body });
    case 'join':
      return by.call('join_room', args);
    case 'leave':
      return by.call('leave', args);
    case 'kick':
      throw new RangeError('nobody is removed in the short form');
  }
}
