import type { Case } from '../harness/run/case.ts';
import { answers } from './conventions/answers.ts';
import { encoding } from './conventions/encoding.ts';
import { identifiers } from './conventions/identifiers.ts';
import { transactions } from './conventions/transactions.ts';
import { ban } from './operations/ban.ts';
import { createRoom } from './operations/create-room.ts';
import { getMembers } from './operations/get-members.ts';
import { getMembership } from './operations/get-membership.ts';
import { getMessages } from './operations/get-messages.ts';
import { getRoomSyncData } from './operations/get-room-sync-data.ts';
import { getStateEvents } from './operations/get-state-events.ts';
import { getTopic } from './operations/get-topic.ts';
import { invite } from './operations/invite.ts';
import { joinRoom } from './operations/join-room.ts';
import { join } from './operations/join.ts';
import { leave } from './operations/leave.ts';
import { sendFeedback } from './operations/send-feedback.ts';
import { sendMessage } from './operations/send-message.ts';
import { sendNonStateEvent } from './operations/send-non-state-event.ts';
import { sendStateEvent } from './operations/send-state-event.ts';
import { setMembershipTable } from './operations/set-membership-transitions.ts';
import { setMembership } from './operations/set-membership.ts';
import { setTopic } from './operations/set-topic.ts';
import { properties } from './properties/index.ts';

/** Every case, suite by suite, in alphabetical order; those that search come last. */
export const cases: readonly Case[] = [
  ...answers,
  ...encoding,
  ...identifiers,
  ...transactions,
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
  ...setMembershipTable,
  ...setMembership,
  ...setTopic,
  ...properties,
];
