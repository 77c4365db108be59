import { wordOf } from '../../../harness/document/json.ts';
import { eventWhere, feedbackOn, newest } from '../../../harness/world/pages.ts';
import { privateRoom, openRoomWith } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { eventType } from './sending.ts';

/** Feedback that was sent is listed as it was sent. */
export const success: Readonly<Record<string, CaseBody>> = {
  'sent-feedback-is-listed': {
    title: 'Feedback is listed once in messages, for its sender and for another member',
    requires: ['FEED-03'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const body = await feedbackOn(owner, roomId);

      await member.need('send_feedback', { roomId, body });
      await owner.need('send_feedback', { roomId, body: { ...body, type: 'delivered' } });

      for (const reader of [owner, member]) {
        const events = await newest(reader, roomId);
        const listed = events.filter((e) => e.type === eventType);
        const types = listed.map((e) => wordOf(e.content['type'])).toSorted();
        must.equal(types, ['delivered', 'read'], `types of the feedback that ${reader.name} reads`);
      }
    },
  },
  'delivered-and-read-are-types': {
    title:
      'Feedback may have the type delivered or read, in any order, and is listed with that type',
    requires: ['FEED-09'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const good = await feedbackOn(owner, roomId);

      for (const type of ['read', 'delivered', 'read']) {
        const body = { ...good, type };
        must.succeed(await owner.call('send_feedback', { roomId, body }));
        await eventWhere(owner, roomId, (e) => e.type === eventType && e.content['type'] === type);
      }
    },
  },
  'target-comes-back': {
    title: 'Listed feedback names the event that it is about',
    requires: ['FEED-12'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = await feedbackOn(owner, roomId);
      await feedbackOn(owner, roomId);

      await owner.need('send_feedback', { roomId, body });

      const { target_event_id } = body;
      const { content } = await eventWhere(owner, roomId, (e) => e.type === eventType);
      must.include(content, { target_event_id }, 'content of the feedback');
    },
  },
};
