import { ban } from './operations/ban.ts';
import { createRoom } from './operations/create-room.ts';
import { getMembers } from './operations/get-members.ts';
import { getMembership } from './operations/get-membership.ts';
import { getMessages } from './operations/get-messages.ts';
import { getRoomSyncData } from './operations/get-room-sync-data.ts';
import { getStateEvents } from './operations/get-state-events.ts';
import { getTopic } from './operations/get-topic.ts';
import { invite } from './operations/invite.ts';
import { join } from './operations/join.ts';
import { joinRoom } from './operations/join-room.ts';
import { leave } from './operations/leave.ts';
import { sendFeedback } from './operations/send-feedback.ts';
import { sendMessage } from './operations/send-message.ts';
import { sendNonStateEvent } from './operations/send-non-state-event.ts';
import { sendStateEvent } from './operations/send-state-event.ts';
import { setMembership } from './operations/set-membership.ts';
import { setTopic } from './operations/set-topic.ts';
import { companionOperations } from './companions/operations.ts';
import type { Parts } from './parts.ts';

export const referenceOperations: Parts['operations'] = {
  send_non_state_event: sendNonStateEvent,
  send_state_event: sendStateEvent,
  send_message: sendMessage,
  set_topic: setTopic,
  get_topic: getTopic,
  send_feedback: sendFeedback,
  invite,
  join_room: joinRoom,
  leave,
  ban,
  set_membership: setMembership,
  get_membership: getMembership,
  join,
  create_room: createRoom,
  get_messages: getMessages,
  get_members: getMembers,
  get_state_events: getStateEvents,
  get_room_sync_data: getRoomSyncData,
  ...companionOperations,
};
