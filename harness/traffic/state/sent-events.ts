import type { Nickname, RequirementId } from '../../document/ids.ts';
import type { JsonObject } from '../../document/json.ts';
import type { Outcome, Span } from './happened.ts';

/** An event that somebody sent, or a piece of state that somebody set. */
export interface Sent {
  readonly ticket: number;
  readonly nickname: Nickname;
  readonly type: string;
  /** Null for an event that is not state. */
  readonly key: string | null;
  /** Everything that is known of what was sent. */
  readonly content: JsonObject;
  /** Null where it is not known who sent it. */
  readonly sender: string | null;
  span: Span;
  outcome: Outcome | 'open';
  eventId: string | null;
  refusedFor: RequirementId | null;
  /** Whether some view has shown what was set. */
  isShown?: boolean;
  /** Whether a list lacked it, so that nothing more is said of it. */
  isDoubtful?: boolean;
  /** Whether it may stand in the room more than once, or not at all, for it repeats another request. */
  isRepeat: boolean;
  /** Whether it had a txnId, by which it may repeat a request that nobody was told of. */
  readonly hasTxnId: boolean;
}

/** What says that an event which was sent is there, by the operation that sent it. */
export const effectOf: Readonly<Record<Nickname, RequirementId>> = {
  send_non_state_event: 'SEND-03',
  send_message: 'MSG-03',
  send_feedback: 'FEED-03',
  send_state_event: 'STATE-03',
  set_topic: 'TOPIC-03',
  invite: 'INV-03',
  join_room: 'JOIN-03',
  join: 'JID-03',
  leave: 'LEAVE-03',
  ban: 'BAN-03',
  set_membership: 'SMEM-03',
  create_room: 'CREATE-03',
  get_topic: 'GTOPIC-03',
  get_membership: 'GMEM-03',
  get_messages: 'MSGS-03',
  get_members: 'MEMB-04',
  get_state_events: 'GST-04',
  get_room_sync_data: 'SYNC-07',
};
