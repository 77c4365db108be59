import type { Case } from '../harness/run/case.ts';
import { conventions } from './conventions/index.ts';
import { ban } from './operations/ban/index.ts';
import { createRoom } from './operations/create-room/index.ts';
import { getMembers } from './operations/get-members/index.ts';
import { getMembership } from './operations/get-membership/index.ts';
import { getMessages } from './operations/get-messages/index.ts';
import { getRoomSyncData } from './operations/get-room-sync-data/index.ts';
import { getStateEvents } from './operations/get-state-events/index.ts';
import { getTopic } from './operations/get-topic/index.ts';
import { invite } from './operations/invite/index.ts';
import { joinRoom } from './operations/join-room/index.ts';
import { join } from './operations/join/index.ts';
import { leave } from './operations/leave/index.ts';
import { sendFeedback } from './operations/send-feedback/index.ts';
import { sendMessage } from './operations/send-message/index.ts';
import { sendNonStateEvent } from './operations/send-non-state-event/index.ts';
import { sendStateEvent } from './operations/send-state-event/index.ts';
import { setMembership } from './operations/set-membership/index.ts';
import { setTopic } from './operations/set-topic/index.ts';
import { properties } from './properties/index.ts';

/** Every case: those of the conventions, of each operation in alphabetical order, and of the properties. */
export const cases: readonly Case[] = [
  ...conventions,
  ...ban,
  ...createRoom,
  ...getMembers,
  ...getMembership,
  ...getMessages,
  ...getRoomSyncData,
  ...getStateEvents,
  ...getTopic,
  ...invite,
  ...joinRoom,
  ...join,
  ...leave,
  ...sendFeedback,
  ...sendMessage,
  ...sendNonStateEvent,
  ...sendStateEvent,
  ...setMembership,
  ...setTopic,
  ...properties,
];
