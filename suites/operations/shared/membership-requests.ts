import type { Arguments } from '../../../harness/document/ids.ts';
import type { Reply, User } from '../../../harness/judge/user.ts';

export type Change = 'invite' | 'join' | 'leave' | 'ban';

/** The operation that is the short form of setting a membership. */
export const shortForms = {
  invite: 'invite',
  join: 'join_room',
  leave: 'leave',
  ban: 'ban',
} as const satisfies Readonly<Record<Change, string>>;

/** The arguments of set_membership; the membership may be anything, because some cases send nonsense. */
export const change = (
  roomId: string,
  user: User,
  membership: unknown,
): Arguments['set_membership'] => ({ roomId, userId: user.id, body: { membership } });

/** The enum of set_membership lacks `ban` (DEF-01), so that a request for it is not what the declaration asks. */
export const optionsFor = (membership: string): { readonly wrong?: true } =>
  membership === 'ban' ? { wrong: true } : {};

/** Asks for a membership by set_membership. */
export const setMembership = (
  actor: User,
  roomId: string,
  user: User,
  membership: string,
): Promise<Reply> =>
  actor.call('set_membership', change(roomId, user, membership), optionsFor(membership));

/** A request that is ready to be sent: as the request under test, or as part of a setup. */
export interface ShortFormRequest {
  call(): Promise<Reply>;
  /** @throws Broken unless it succeeds */
  need(): Promise<unknown>;
}

/** The short form of a request for a membership; a join and a leave are always about the actor. */
export function shortForm(
  membership: Change,
  actor: User,
  roomId: string,
  user: User,
  txnId?: string,
): ShortFormRequest {
  const request = { roomId, ...(txnId === undefined ? {} : { txnId }) };
  switch (membership) {
    case 'invite':
    case 'ban': {
      const args = { ...request, body: { user_id: user.id } };
      return {
        call: () => actor.call(membership, args),
        need: () => actor.need(membership, args),
      };
    }
    case 'join':
      return {
        call: () => actor.call('join_room', request),
        need: () => actor.need('join_room', request),
      };
    case 'leave':
      return {
        call: () => actor.call('leave', request),
        need: () => actor.need('leave', request),
      };
  }
}
