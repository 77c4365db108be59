import type { Reply } from '../../../harness/judge/user.ts';
import type { Form, NamedUsers, Request } from '../../../harness/model/index.ts';

export const names = ['alice', 'bob', 'carol', 'dave'] as const;
export type Name = (typeof names)[number];
export type Users = NamedUsers<Name>;

/**
 * How a change of a membership is requested: by set_membership, or in its short form (`invite`, `join_room`, `leave`
 * or `ban`), which is a POST, or a PUT with a txnId.
 */
export const ways = ['set_membership', 'post', 'txn'] as const;
export type Way = (typeof ways)[number];

export const formOf = (way: Way): Form => (way === 'set_membership' ? way : 'short');

export interface NamedRequest extends Request {
  readonly actor: Name;
  readonly target: Name;
}

/** Whether a change can be requested in a way: in the short form users join and leave only for themselves. */
export const hasForm = ({ actor, target, requested }: Request, way: Way): boolean =>
  way === 'set_membership' || actor === target || requested === 'invite' || requested === 'ban';

/** Whether the target carries out a request that is made in a way, as far as a probe found out. */
export type Offers = (requested: Request['requested'], way: Way) => boolean;

/** Requests a change. The declared enum of set_membership has no ban, so that request is wrong on purpose (DEF-01). */
export function requestChange(
  users: Users,
  roomId: string,
  { actor, target, requested }: NamedRequest,
  way: Way,
  txnId: string,
): Promise<Reply> {
  const [user, other] = [users[actor], users[target]];
  if (way === 'set_membership') {
    const change = { roomId, userId: other.id, body: { membership: requested } };
    return user.call('set_membership', change, requested === 'ban' ? { wrong: true } : {});
  }
  const txn = way === 'txn' ? { txnId } : {};
  switch (requested) {
    case 'invite':
    case 'ban':
      return user.call(requested, { roomId, body: { user_id: other.id }, ...txn });
    case 'join':
      return user.call('join_room', { roomId, ...txn });
    case 'leave':
      return user.call('leave', { roomId, ...txn });
  }
}
