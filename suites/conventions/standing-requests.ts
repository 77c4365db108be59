import type { RequirementId } from '../../harness/document/ids.ts';
import type { Reply, User } from '../../harness/judge/user.ts';

/** What can be done in a room by its members, or by those with power. */
export type Kind = 'read' | 'look up' | 'send' | 'set';

/** A request that is made by users of every standing. */
export interface Request {
  readonly kind: Kind;
  /** The requirement that members may, and the one that others may not. */
  readonly may: RequirementId;
  readonly mayNot: RequirementId;
  /** The operation, where the request is its PUT with a txnId. */
  readonly put?: 'send_message' | 'send_non_state_event' | 'send_feedback';
  readonly send: (user: User, setup: Setup) => Promise<Reply>;
}

export interface Setup {
  readonly owner: User;
  readonly roomId: string;
  readonly feedback: { readonly type: string; readonly target_event_id: string };
  /** What is set: a value of its own for each user, since servers may answer 200 where nothing would change. */
  readonly value: string;
  readonly fresh: () => string;
}

const eventType = 'com.example.conf';

/** What users of every standing ask for. */
export const requests: readonly Request[] = [
  {
    kind: 'look up',
    may: 'GTOPIC-07',
    mayNot: 'GTOPIC-07',
    send: (user, { roomId }) => user.call('get_topic', { roomId }),
  },
  {
    kind: 'look up',
    may: 'GMEM-01',
    mayNot: 'GMEM-01',
    send: (user, { roomId, owner }) => user.call('get_membership', { roomId, userId: owner.id }),
  },
  {
    kind: 'read',
    may: 'MEMB-01',
    mayNot: 'MEMB-12',
    send: (user, { roomId }) => user.call('get_members', { roomId }),
  },
  {
    kind: 'read',
    may: 'MSGS-01',
    mayNot: 'MSGS-15',
    // Without dir a page may be refused (DEF-03).
    send: (user, { roomId }) =>
      user.call('get_messages', { roomId, limit: 5 }, { undeclared: { dir: 'b' } }),
  },
  {
    kind: 'read',
    may: 'GST-01',
    mayNot: 'GST-08',
    send: (user, { roomId }) => user.call('get_state_events', { roomId }),
  },
  {
    kind: 'read',
    may: 'SYNC-01',
    mayNot: 'SYNC-14',
    send: (user, { roomId }) => user.call('get_room_sync_data', { roomId }),
  },
  {
    kind: 'send',
    may: 'MSG-01',
    mayNot: 'SEND-15',
    send: (user, { roomId }) =>
      user.call('send_message', { roomId, body: { msgtype: 'm.text', body: 'Hello' } }),
  },
  {
    kind: 'send',
    may: 'SEND-01',
    mayNot: 'SEND-15',
    send: (user, { roomId }) =>
      user.call('send_non_state_event', { roomId, eventType, body: { v: 1 } }),
  },
  {
    kind: 'send',
    may: 'FEED-01',
    mayNot: 'SEND-15',
    send: (user, { roomId, feedback }) => user.call('send_feedback', { roomId, body: feedback }),
  },
  {
    kind: 'send',
    may: 'MSG-04',
    mayNot: 'SEND-15',
    put: 'send_message',
    send: (user, { roomId, fresh }) =>
      user.call('send_message', {
        roomId,
        body: { msgtype: 'm.text', body: 'Hello' },
        txnId: fresh(),
      }),
  },
  {
    kind: 'send',
    may: 'SEND-05',
    mayNot: 'SEND-15',
    put: 'send_non_state_event',
    send: (user, { roomId, fresh }) =>
      user.call('send_non_state_event', { roomId, eventType, body: { v: 1 }, txnId: fresh() }),
  },
  {
    kind: 'send',
    may: 'FEED-04',
    mayNot: 'SEND-15',
    put: 'send_feedback',
    send: (user, { roomId, feedback, fresh }) =>
      user.call('send_feedback', { roomId, body: feedback, txnId: fresh() }),
  },
  {
    kind: 'set',
    may: 'STATE-01',
    mayNot: 'STATE-17',
    send: (user, { roomId, value }) =>
      user.call('send_state_event', { roomId, eventType, stateKey: 'k', body: { v: value } }),
  },
  {
    kind: 'set',
    may: 'STATE-04',
    mayNot: 'STATE-17',
    send: (user, { roomId, value }) =>
      user.call('send_state_event', { roomId, eventType, body: { v: value } }),
  },
  {
    kind: 'set',
    may: 'STATE-01',
    mayNot: 'STATE-17',
    send: (user, { roomId, value }) =>
      user.call('send_state_event', { roomId, eventType: 'm.room.name', body: { name: value } }),
  },
  {
    kind: 'set',
    may: 'TOPIC-01',
    mayNot: 'TOPIC-11',
    send: (user, { roomId, value }) => user.call('set_topic', { roomId, body: { topic: value } }),
  },
];
