import { isSuccess } from '../../../harness/world/answers.ts';
import { eventWhere, newest } from '../../../harness/world/pages.ts';
import { privateRoom, privateRoomWith } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { textOf } from './sending.ts';

/** The keys that a message may have. */
export const contents: Readonly<Record<string, CaseBody>> = {
  'msgtype-suffices': {
    title: 'A message needs nothing but a msgtype',
    requires: ['MSG-12'],
    async run({ users, must, reading }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = { msgtype: 'com.example.ping' };
      await owner.need('send_message', { roomId, body: { ...body, body: 'with a body' } });

      const plain = await owner.call('send_message', { roomId, body: { msgtype: 'm.text' } });
      if (isSuccess(plain)) reading('message-without-body', 'accepted');
      else if (plain.status === 400) reading('message-without-body', 'refused');
      must.succeed(await owner.call('send_message', { roomId, body }));
      await eventWhere(owner, roomId, (e) => e.content['body'] === 'with a body');
      const events = await newest(owner, roomId);
      const listed = events.filter((e) => e.content['msgtype'] === body.msgtype);
      must.equal(listed.length, 2, 'number of messages of that msgtype');
    },
  },
  'any-msgtype-is-legal': {
    title: 'A message of any msgtype is sent and listed as it is, for other members too',
    requires: ['MSG-13'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoomWith(owner, member);
      const text = textOf('Hello');
      await owner.need('send_message', { roomId, body: text });

      const types = ['com.example.x', 'Poem', 'm.emote', 'm.notice'];
      const bodies = types.map((msgtype) => ({ msgtype, body: 'Tea', mark: fresh() }));
      for (const body of bodies) must.succeed(await owner.call('send_message', { roomId, body }));

      await eventWhere(owner, roomId, (e) => e.content['body'] === text.body);
      for (const reader of [owner, member]) {
        const events = await newest(reader, roomId);
        for (const body of bodies) {
          const listed = events.find((e) => e.content['mark'] === body.mark);
          must.include(listed?.content, body, `content of the message that ${reader.name} reads`);
        }
      }
    },
  },
  'further-keys-survive': {
    title: 'The other keys of a message come back as they were sent',
    requires: ['MODEL-03'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = {
        ...textOf(fresh()),
        url: 'mxc://example.org/cat',
        info: { w: 3, h: 4, mimetype: 'image/png', 'com.example.list': [1, 'two', null] },
        'com.example.flag': false,
      };
      await owner.need('send_message', { roomId, body: textOf('Hello') });

      must.succeed(await owner.call('send_message', { roomId, body }));
      const event = await eventWhere(owner, roomId, (e) => e.content['body'] === body.body);
      must.include(event.content, body, 'content of the message');
    },
  },
};
