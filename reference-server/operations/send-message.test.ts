import { afterAll, describe, expect, it } from 'vitest';
import { at, demand, openScene, refusal, timeline } from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();
const roomId = await scene.room(alice);
const path = at`/rooms/${roomId}/send/m.room.message`;

describe('send_message', () => {
  it.each([
    { msgtype: 'm.text', body: 'hello' },
    { msgtype: 'm.text' },
    { msgtype: 'com.example.x', body: 5, extra: { deep: [true] } },
  ])('sends %j as it is', async (content) => {
    const { body } = await demand(alice.call('post', path, content));
    const last = (await timeline(alice, roomId)).at(-1);
    expect(last).toMatchObject({ event_id: body.event_id, type: 'm.room.message', content });
  });

  it('makes a new message for a new txnId, even with an equal body', async () => {
    const content = { msgtype: 'm.text', body: 'again' };
    const first = await demand(alice.call('put', `${path}/a`, content));
    const second = await demand(alice.call('put', `${path}/b`, content));
    expect(second.body.event_id).not.toBe(first.body.event_id);
  });

  it.each([{}, { body: 'x' }, { msgtype: 5 }, { msgtype: null }, { msgtype: ['m.text'] }])(
    'refuses %j for its msgtype',
    async (content) => {
      const before = (await timeline(alice, roomId)).length;
      expect((await alice.call('post', path, content)).status).toBe(400);
      expect(await timeline(alice, roomId)).toHaveLength(before);
    },
  );

  it('refuses a bad message under a path that spells the type in percent-encoding', async () => {
    const spelled = path.replace('m.room.message', 'm%2Eroom%2Emessage');
    expect(refusal(await alice.call('post', spelled, {}))).toBe('400 M_MISSING_PARAM');
  });
});
