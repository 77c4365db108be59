import type { OperationName } from '../index.ts';

const page = { chunk: [], start: 'a', end: 'a' };
const sent = { event_id: '' };

/** For each operation the emptiest answer that its declared type allows. */
export const emptyAnswers: Readonly<Record<OperationName, unknown>> = {
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
  get_state: {},
  get_alias: {},
  register: {},
  register_interactively: {},
  get_register_flows: {},
  login: {},
  get_login_flows: {},
};
