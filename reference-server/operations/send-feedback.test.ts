import { afterAll, describe, expect, it } from 'vitest';
import { at, demand, openScene, timeline } from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();
const roomId = await scene.room(alice);
const path = at`/rooms/${roomId}/send/m.room.message.feedback`;
const target = '$somewhere';

describe('send_feedback', () => {
  it.each(['delivered', 'read'])('records the feedback "%s"', async (type) => {
    const content = { type, target_event_id: target };
    const { body } = await demand(alice.call('post', path, content));
    const last = (await timeline(alice, roomId)).at(-1);
    expect(last).toMatchObject({
      event_id: body.event_id,
      type: 'm.room.message.feedback',
      content,
    });
  });

  it('runs once for each txnId', async () => {
    const content = { type: 'read', target_event_id: target };
    const first = await demand(alice.call('put', `${path}/t`, content));
    const second = await demand(alice.call('put', `${path}/t`, content));
    expect(second.body).toEqual(first.body);
  });

  it.each([
    {},
    { type: 'seen', target_event_id: target },
    { type: 5, target_event_id: target },
    { target_event_id: target },
    { type: 'read' },
    { type: 'read', target_event_id: 5 },
  ])('refuses %j', async (content) => {
    const before = (await timeline(alice, roomId)).length;
    expect((await alice.call('post', path, content)).status).toBe(400);
    expect(await timeline(alice, roomId)).toHaveLength(before);
  });
});
