import type { Nickname, OperationName } from '../index.ts';

const page = { chunk: [], start: 'a', end: 'a' };
const sent = { event_id: '' };

/** For each operation of the declaration the emptiest answer that its declared type allows. */
const declared: Readonly<Record<Nickname, unknown>> = {
  create_room: { room_id: '' },
  join: { room_id: '' },
  send_message: sent,
  send_feedback: sent,
  send_non_state_event: sent,
  send_state_event: {},
  set_topic: {},
  set_membership: {},
  invite: {},
  join_room: {},
  leave: {},
  ban: {},
  get_topic: { topic: '' },
  get_membership: { membership: 'join' },
  get_messages: page,
  get_members: page,
  get_state_events: [],
  get_room_sync_data: {},
};

const answers: ReadonlyMap<string, unknown> = new Map(Object.entries(declared));

/** @returns the emptiest answer to an operation; that of a companion is an empty object. */
export function emptyAnswer(operation: OperationName): unknown {
  return answers.get(operation) ?? {};
}
