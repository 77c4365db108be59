import { errcodeOf } from '../../../harness/world/answers.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { tokenCases } from '../shared/tokens.ts';

/** A room without a topic, and requests without a valid token. */
export const refusals: Readonly<Record<string, CaseBody>> = {
  'no-topic-is-not-found': {
    title: 'A room without a topic answers 404',
    requires: ['GTOPIC-06', 'CONV-06'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const reply = await must.refuse(404, owner, 'get_topic', { roomId }, { observer: owner });
      // An error without an errcode is CONV-05's business.
      const errcode = errcodeOf(reply) ?? 'M_NOT_FOUND';
      must.on('CONV-06').equal(errcode, 'M_NOT_FOUND', 'errcode of a topic that is not there');
      await owner.need('set_topic', { roomId, body: { topic: 'Now there is one' } });
      await owner.need('get_topic', { roomId });
    },
  },
  'topic-is-neither-a-name-nor-another-rooms': {
    title: 'A room with a name and no topic answers 404, whatever other rooms and other state hold',
    requires: ['GTOPIC-06'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const cellar = await privateRoom(owner);
      await owner.need('set_topic', { roomId: cellar, body: { topic: 'Wine' } });
      const roomId = await privateRoom(owner, { name: 'Kitchen' });
      const body = { topic: 'Cooking' };
      await owner.need('send_state_event', { roomId, eventType: 'com.example.topic', body });

      await must.refuse(404, owner, 'get_topic', { roomId }, { observer: owner });
      await owner.need('set_topic', { roomId, body });
      await owner.need('get_topic', { roomId });
    },
  },
  ...tokenCases('get_topic', async (owner) => {
    const roomId = await privateRoom(owner);
    await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });
    return { args: { roomId } };
  }),
};
