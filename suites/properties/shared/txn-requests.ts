import type { Reply, User } from '../../../harness/judge/user.ts';
import { at } from '../../../harness/world/answers.ts';

/** The operations that can also be called as a PUT with a txnId. */
export const txnOperations = [
  ...(['send_message', 'send_non_state_event', 'send_feedback'] as const),
  ...(['invite', 'join_room', 'leave', 'ban', 'create_room'] as const),
] as const;
export type TxnOperation = (typeof txnOperations)[number];

/** A request with a txnId. */
export interface TxnRequest {
  readonly operation: TxnOperation;
  readonly user: User;
  /** The room; `create_room` has none. */
  readonly roomId: string;
  /** Two bodies that differ, or one that is not JSON. */
  readonly body: 'one' | 'two' | 'broken';
  /** The user that an invite or a ban is about. */
  readonly whom: User;
}

export const eventType = 'com.example.note';

export function sendWithTxn(
  { operation, user, roomId, body, whom }: TxnRequest,
  txnId: string,
): Promise<Reply> {
  const options = body === 'broken' ? ({ wrong: true, raw: '{"a":' } as const) : {};
  const args = { roomId, txnId };
  switch (operation) {
    case 'send_message':
      return user.call(operation, { ...args, body: { msgtype: 'm.text', body } }, options);
    case 'send_non_state_event':
      return user.call(operation, { ...args, eventType, body: { body } }, options);
    case 'send_feedback': {
      // The message that feedback is about need not exist (FEED-12).
      const type = body === 'two' ? 'delivered' : 'read';
      const feedback = { type, target_event_id: '$some:event' };
      return user.call(operation, { ...args, body: feedback }, options);
    }
    case 'invite':
    case 'ban':
      return user.call(operation, { ...args, body: { user_id: whom.id } }, options);
    case 'join_room':
    case 'leave':
      return user.call(operation, args, options);
    case 'create_room': {
      const config = { visibility: 'private', ...(body === 'two' ? { topic: body } : {}) };
      return user.call(operation, { body: config, txnId }, options);
    }
  }
}

/** The key of an answer that names the event or room it allocated; null where the operation allocates nothing. */
const allocatedKey: Readonly<Record<TxnOperation, 'event_id' | 'room_id' | null>> = {
  send_message: 'event_id',
  send_non_state_event: 'event_id',
  send_feedback: 'event_id',
  create_room: 'room_id',
  invite: null,
  join_room: null,
  leave: null,
  ban: null,
};

export const allocates = (operation: TxnOperation): boolean => allocatedKey[operation] !== null;

/** The event or room that an answer allocated; null where it names none. */
export function allocatedBy(operation: TxnOperation, { json }: Reply): string | null {
  const key = allocatedKey[operation];
  const id = key === null ? null : at(json, key);
  return typeof id === 'string' && id !== '' ? id : null;
}
