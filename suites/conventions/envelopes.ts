import { feedbackOn } from '../../harness/world/pages.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import { envelopeCase } from '../operations/shared/envelope-keys.ts';
import { noStrangers, strangerOf } from '../operations/shared/strangers.ts';

const eventType = 'com.example.conf';

/** Contents with keys that are called like those of an event, of every operation that takes a content. */
export const envelopes: Readonly<Record<string, CaseBody>> = {
  'content-of-a-message-is-not-its-event': envelopeCase({
    thing: 'A message',
    type: 'm.room.message',
    typed: 'MODEL-25',
    key: null,
    keyed: 'SEND-04',
    send: (user, roomId, content) =>
      user.call('send_message', { roomId, body: { ...content, msgtype: 'm.text', body: 'Hello' } }),
  }),
  'content-of-an-event-is-not-its-event': envelopeCase({
    thing: 'An event',
    type: eventType,
    typed: 'SEND-14',
    key: null,
    keyed: 'SEND-04',
    send: (user, roomId, content) =>
      user.call('send_non_state_event', { roomId, eventType, body: content }),
  }),
  'content-of-feedback-is-not-its-event': envelopeCase({
    thing: 'Feedback',
    type: 'm.room.message.feedback',
    typed: 'MODEL-25',
    key: null,
    keyed: 'SEND-04',
    reserved: 'type',
    send: async (user, roomId, content) =>
      user.call('send_feedback', {
        roomId,
        body: { ...content, ...(await feedbackOn(user, roomId)) },
      }),
  }),
  'content-of-state-is-not-its-event': envelopeCase({
    thing: 'A state event',
    type: eventType,
    typed: 'STATE-13',
    key: () => 'k',
    keyed: 'STATE-14',
    send: (user, roomId, content) =>
      user.call('send_state_event', { roomId, eventType, stateKey: 'k', body: content }),
  }),
  'content-of-a-topic-is-not-its-event': envelopeCase({
    thing: 'A topic',
    type: 'm.room.topic',
    typed: 'MODEL-25',
    key: () => '',
    keyed: 'MODEL-39',
    send: (user, roomId, content) =>
      user.call('set_topic', { roomId, body: { ...content, topic: 'Tea' } }),
  }),
  'content-of-a-membership-is-not-its-event': envelopeCase({
    thing: 'A membership',
    type: 'm.room.member',
    typed: 'MODEL-27',
    key: strangerOf,
    keyed: 'CONV-19',
    isMember: true,
    mayBeRefused: noStrangers,
    send: (user, roomId, content, mark) =>
      user.call('set_membership', {
        roomId,
        userId: strangerOf(user, mark),
        body: { ...content, membership: 'invite' },
      }),
  }),
};
