import { isSuccess } from '../../../harness/world/answers.ts';
import { eventWhere } from '../../../harness/world/pages.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { unusualContentCases, unusualNames } from '../shared/unusual-contents.ts';
import { eventType } from './sending.ts';

/** Contents and types that are legal and rarely seen. */
export const unusual: Readonly<Record<string, CaseBody>> = {
  ...unusualContentCases({
    thing: 'non-state event',
    requirement: 'SEND-10',
    send: (user, roomId, content) =>
      user.call('send_non_state_event', { roomId, eventType, body: content }),
  }),
  'unusual-types-are-kept': {
    title: 'An event of an unusual type is listed with that type, if it is accepted',
    requires: ['SEND-14'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      for (const [what, type] of [['plain words', eventType], ...unusualNames(fresh())] as const) {
        const mark = fresh();
        const request = { roomId, eventType: type, body: { mark } };
        // A target may refuse a type; known servers answer 400, and 500 where a path is not ASCII.
        if (!isSuccess(await owner.call('send_non_state_event', request))) continue;
        const event = await eventWhere(owner, roomId, (e) => e.content['mark'] === mark);
        must.equal(event.type, type, `type with ${what}`);
      }
    },
  },
  'types-that-begin-like-another-are-free': {
    title:
      'An event whose type begins with m.room.message needs no msgtype, if such a type is accepted',
    requires: ['SEND-10'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const mark = fresh();
      const request = { roomId, eventType: `m.room.message.conf${mark}`, body: { mark } };

      const reply = await owner.call('send_non_state_event', request);

      if (!isSuccess(reply)) {
        const asMessage = { ...request, body: { mark, msgtype: 'm.text', body: 'Hello' } };
        if (!isSuccess(await owner.call('send_non_state_event', asMessage)))
          return must.notApplicable('SEND-10', 'this target refuses such a type');
      }
      must.succeed(reply);
      const event = await eventWhere(owner, roomId, (e) => e.content['mark'] === mark);
      must.include(event.content, { mark }, 'content of the event');
    },
  },
};
