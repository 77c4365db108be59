import { at } from '../../../harness/world/answers.ts';
import { eventWhere, newest } from '../../../harness/world/pages.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { listingViews } from '../shared/listing-views.ts';
import { eventType } from './sending.ts';

/** The content of an event may be any JSON object. */
export const contents: Readonly<Record<string, CaseBody>> = {
  'object-is-a-body': {
    title: 'The content of an event may be any JSON object, including an empty or nested one',
    requires: ['SEND-09', 'SEND-10', 'SEND-04'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const nested = { a: [1, { b: null }], c: { d: { e: [[], {}] } }, f: null };
      const emptyType = 'com.example.empty';

      const full = await owner.call('send_non_state_event', { roomId, eventType, body: nested });
      must.on('SEND-09').succeed(full);
      const empty = { roomId, eventType: emptyType, body: {} };
      must.on('SEND-10').succeed(await owner.call('send_non_state_event', empty));

      const { content } = await eventWhere(owner, roomId, (e) => e.type === eventType);
      must.on('SEND-10').include(content, nested, 'content of the event');
      const listed = await newest(owner, roomId);
      const types = listed.map((e) => e.type);
      must.on('SEND-10').that(types.includes(emptyType), 'types listed', `${emptyType} too`, types);
      const keys = listed.filter((e) => e.type === emptyType).map((e) => e['state_key']);
      const keyless = keys.every((key) => typeof key !== 'string');
      must.on('SEND-04').that(keyless, 'state_key of an event without content', 'none', keys);
    },
  },
  'values-keep-their-kind': {
    title: 'The values of a content come back as the JSON that was sent, and no key is required',
    requires: ['MODEL-29'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = {
        mark: fresh(),
        text: '5',
        empty: '',
        number: 5,
        zero: 0,
        negative: -3,
        large: 9007199254740991,
        yes: true,
        no: false,
        nothing: null,
        list: ['5', 5, null],
        object: {},
        'key.of.parts': { 'and.more': 'of them' },
        markup: '<b>Tea</b> & "cake" &amp; \\n',
      };
      await owner.need('send_non_state_event', { roomId, eventType, body: { v: 1 } });

      must.succeed(await owner.call('send_non_state_event', { roomId, eventType, body }));
      const event = await eventWhere(owner, roomId, (e) => e.content['mark'] === body.mark);
      must.include(event.content, body, 'content of the event');

      await owner.need('send_state_event', { roomId, eventType, body });
      for (const [view, events] of await listingViews(owner, roomId)) {
        const shown = events
          .map((one) => one['content'])
          .filter((c) => at(c, 'mark') === body.mark);
        for (const content of shown) must.include(content, body, `content in ${view}`);
      }
    },
  },
};
