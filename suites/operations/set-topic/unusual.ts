import { privateRoom, topicOf } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { unusualTextCase } from '../shared/unusual-texts.ts';

/** Topics that are legal and rarely seen. */
export const unusual: Readonly<Record<string, CaseBody>> = {
  'unusual-topics-come-back': unusualTextCase({
    thing: 'A topic',
    requirement: 'TOPIC-03',
    room: privateRoom,
    async set(user, topic, roomId) {
      const reply = await user.call('set_topic', { roomId, body: { topic } });
      return { reply, read: () => topicOf(user, roomId) };
    },
  }),
};
