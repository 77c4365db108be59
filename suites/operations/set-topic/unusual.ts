import { privateRoom, topicOf } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { unusualTextCase } from '../shared/unusual-texts.ts';

/** Topics that are legal and rarely seen. */
export const unusual: Readonly<Record<string, CaseBody>> = {
  'unusual-topics-come-back': unusualTextCase({
    thing: 'A topic',
    requirement: 'TOPIC-03',
    async set(user, topic) {
      const roomId = await privateRoom(user);
      const reply = await user.call('set_topic', { roomId, body: { topic } });
      return { reply, read: () => topicOf(user, roomId) };
    },
  }),
};
