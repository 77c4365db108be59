import { afterAll, describe, expect, it } from 'vitest';
import { at, bringIn, demand, openScene, refusal, timeline } from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();
const bob = await scene.person();
const stranger = await scene.person();
const roomId = await scene.room(alice, { visibility: 'private' });
await bringIn(alice, roomId, bob);
const path = at`/rooms/${roomId}/send/com.example.x`;

describe('send_non_state_event', () => {
  it('appends an event with the type of the path and the content of the body', async () => {
    const content = { a: [1, { b: null }], event_id: 'mine', ключ: '☕' };
    const { body } = await demand(bob.call('post', path, content));
    const event = (await timeline(alice, roomId)).find((each) => each.event_id === body.event_id);
    expect(event).toMatchObject({
      room_id: roomId,
      type: 'com.example.x',
      sender: bob.id,
      user_id: bob.id,
      content,
    });
    expect(event).not.toHaveProperty('state_key');
  });

  it('keeps every key of a content, __proto__ included', async () => {
    const text = '{"__proto__":{"x":1},"constructor":2}';
    const { body } = await demand(alice.call('post', path, JSON.parse(text)));
    const event = (await timeline(alice, roomId)).find((each) => each.event_id === body.event_id);
    expect(JSON.stringify(event?.content)).toBe(text);
  });

  it('keeps two events of one type, and neither becomes state', async () => {
    const before = (await timeline(alice, roomId)).length;
    await demand(alice.call('post', path, {}));
    await demand(alice.call('post', path, {}));
    expect(await timeline(alice, roomId)).toHaveLength(before + 2);
    const { body } = await demand(alice.call('get', at`/rooms/${roomId}/state`));
    expect(body.map((event: { type: string }) => event.type)).not.toContain('com.example.x');
  });

  it('runs once for each txnId, whatever the second body says', async () => {
    const first = await demand(alice.call('put', `${path}/t1`, { n: 1 }));
    const before = (await timeline(alice, roomId)).length;
    const second = await demand(alice.call('put', `${path}/t1`, { n: 2 }));
    expect(second.body).toEqual(first.body);
    expect(await timeline(alice, roomId)).toHaveLength(before);
  });

  it('keeps the txnIds of two users apart', async () => {
    const first = await demand(alice.call('put', `${path}/shared`, {}));
    const second = await demand(bob.call('put', `${path}/shared`, {}));
    expect(second.body.event_id).not.toBe(first.body.event_id);
  });

  it('does not use up a txnId on a refused request', async () => {
    const message = at`/rooms/${roomId}/send/m.room.message/t9`;
    expect((await alice.call('put', message, {})).status).toBe(400);
    expect((await alice.call('put', message, { msgtype: 'm.text' })).status).toBe(200);
  });

  it('treats identical PUTs of one moment as one request', async () => {
    const before = (await timeline(alice, roomId)).length;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => demand(alice.call('put', `${path}/at-once`, {}))),
    );
    expect(new Set(answers.map(({ body }) => body.event_id)).size).toBe(1);
    expect(await timeline(alice, roomId)).toHaveLength(before + 1);
  });

  it('refuses a PUT without txnId', async () => {
    expect(refusal(await alice.call('put', path, {}))).toBe('405 M_UNRECOGNIZED');
    expect(refusal(await alice.call('put', `${path}/`, {}))).toBe('404 M_UNRECOGNIZED');
  });

  it.each(['m.room.topic', 'm.room.member', 'm.room.name', ''])(
    'refuses the type %j, which cannot be sent',
    async (type) => {
      const answer = await alice.call('post', at`/rooms/${roomId}/send/${type}`, { topic: 'x' });
      expect(refusal(answer)).toBe('400 M_INVALID_PARAM');
    },
  );

  it('refuses strangers, invited, left and banned users', async () => {
    const [invited, left, banned] = [
      await scene.person(),
      await scene.person(),
      await scene.person(),
    ];
    await bringIn(alice, roomId, left, banned);
    await demand(alice.call('post', at`/rooms/${roomId}/invite`, { user_id: invited.id }));
    await demand(left.call('post', at`/rooms/${roomId}/leave`, {}));
    await demand(alice.call('post', at`/rooms/${roomId}/ban`, { user_id: banned.id }));
    const before = (await timeline(alice, roomId)).length;
    for (const outsider of [stranger, invited, left, banned]) {
      expect(refusal(await outsider.call('post', path, {}))).toBe('403 M_FORBIDDEN');
    }
    expect(await timeline(alice, roomId)).toHaveLength(before);
  });

  it('refuses a room that does not exist', async () => {
    const answer = await alice.call('post', at`/rooms/${'!no:localhost'}/send/com.example.x`, {});
    expect(refusal(answer)).toBe('403 M_FORBIDDEN');
  });
});
