import { isSuccess } from '../../../harness/world/answers.ts';
import { eventWhere } from '../../../harness/world/pages.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { unusualContentCases, unusualNames } from '../shared/unusual-contents.ts';

const eventType = 'com.example.conf';

/** Contents, types and keys that are legal and rarely seen. */
export const unusual: Readonly<Record<string, CaseBody>> = {
  ...unusualContentCases({
    thing: 'state event',
    requirement: 'STATE-03',
    send: (user, roomId, content, stateKey) =>
      user.call('send_state_event', { roomId, eventType, stateKey, body: content }),
  }),
  'unusual-types-and-keys-are-kept': {
    title: 'A state event of an unusual type or key is listed with it, if it is accepted',
    requires: ['STATE-13', 'STATE-14'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const names = [['plain words', eventType], ...unusualNames(fresh())] as const;
      const entries = [
        ...names.map(([what, name]) => ({ what, eventType: name, stateKey: 'k' })),
        ...names.map(([what, name]) => ({ what, eventType, stateKey: name })),
      ];

      for (const { what, ...entry } of entries) {
        const mark = fresh();
        const request = { roomId, ...entry, body: { mark } };
        // A target may refuse a name; known servers answer 400, and 500 where a path is not ASCII.
        if (!isSuccess(await owner.call('send_state_event', request))) continue;
        const event = await eventWhere(owner, roomId, (e) => e.content['mark'] === mark);
        must.equal(event.type, entry.eventType, `type with ${what}`);
        // An event without a key is reported against MODEL-39.
        const key = event['state_key'] ?? entry.stateKey;
        must.on('STATE-14').equal(key, entry.stateKey, `state key with ${what}`);
      }
    },
  },
};
