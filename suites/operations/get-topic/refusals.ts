import { errcodeOf } from '../../../harness/world/answers.ts';
import { openRoomWith, privateRoom } from '../../../harness/world/rooms.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { tokenCases } from '../shared/tokens.ts';

/** A room without a topic, and requests without a valid token. */
export const refusals: Readonly<Record<string, CaseBody>> = {
  'no-topic-is-not-found': {
    title: 'The topic of a room without one is answered 404, whichever member asks',
    requires: ['GTOPIC-06', 'CONV-06'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);

      const reply = await must.refuse(404, owner, 'get_topic', { roomId }, { observer: owner });
      const errcode = errcodeOf(reply);
      if (errcode === undefined)
        must.notApplicable('CONV-06', 'the error has no errcode, see CONV-05');
      else must.on('CONV-06').equal(errcode, 'M_NOT_FOUND', 'errcode for a room without a topic');
      const toMember = await member.call('get_topic', { roomId });
      await owner.need('set_topic', { roomId, body: { topic: 'Now there is one' } });
      for (const reader of [owner, member]) await reader.need('get_topic', { roomId });
      must.status(toMember, 404);
    },
  },
  'topic-is-neither-a-name-nor-another-rooms': {
    title:
      'A room with a name but no topic is answered 404, whatever topic other rooms and other state have',
    requires: ['GTOPIC-06'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const cellar = await privateRoom(owner);
      await owner.need('set_topic', { roomId: cellar, body: { topic: 'Wine' } });
      const roomId = await privateRoom(owner, { name: 'Kitchen' });
      const body = { topic: 'Cooking' };
      await owner.need('send_state_event', { roomId, eventType: 'com.example.topic', body });

      const state = await owner.need('get_state_events', { roomId });
      if (state.some(({ type }) => type === 'm.room.topic'))
        throw new Broken('a room that was made without a topic has one');
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
