import { privateRoom } from '../../harness/fixtures/rooms.ts';
import { bring } from '../../harness/fixtures/rooms.ts';
import { suite } from '../../harness/run/case.ts';
import { tokenCases } from './tokens.ts';

export const getTopic = suite('get_topic', {
  'member-reads-topic': {
    title: 'A joined member reads the topic of the room',
    requires: ['GTOPIC-01', 'GTOPIC-02', 'GTOPIC-03', 'GTOPIC-07', 'MODEL-01'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      await owner.need('set_topic', { roomId, body: { topic: 'Tea at four' } });

      const reply = await member.call('get_topic', { roomId });
      must.on('GTOPIC-01').succeed(reply);
      must.on('GTOPIC-07').succeed(reply);
      const body = must.on('GTOPIC-02').conform('get_topic', reply);
      must.on('MODEL-01').hold(typeof body.topic === 'string', 'type of topic', 'a string', body.topic);
      must.on('GTOPIC-03').equal(body.topic, 'Tea at four', 'topic that was set');
    },
  },
  'each-room-has-its-own-topic': {
    title: 'The topic read is that of the room asked for',
    requires: ['GTOPIC-05'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const kitchen = await privateRoom(owner, { topic: 'Cooking' });
      const cellar = await privateRoom(owner, { topic: 'Wine' });

      must.equal((await must.allow(owner, 'get_topic', { roomId: kitchen })).topic, 'Cooking', 'first topic');
      must.equal((await must.allow(owner, 'get_topic', { roomId: cellar })).topic, 'Wine', 'second topic');
    },
  },
  'no-topic-is-not-found': {
    title: 'A room without a topic answers 404',
    requires: ['GTOPIC-06', 'CONV-06'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const reply = await must.refuse(404, owner, 'get_topic', { roomId }, { witness: owner });
      must.on('CONV-06').include(reply.json, { errcode: 'M_NOT_FOUND' }, 'errcode of a topic that is not there');
      await owner.need('set_topic', { roomId, body: { topic: 'Now there is one' } });
      await must.allow(owner, 'get_topic', { roomId });
    },
  },
  ...tokenCases('get_topic', async (owner) => ({ args: { roomId: await privateRoom(owner, { topic: 'x' }) } })),
});
