import { afterAll, describe, expect, it } from 'vitest';
import { at, bringIn, demand, openScene, refusal, type SeenEvent } from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();
const bob = await scene.person();
const roomId = await scene.room(alice, { visibility: 'private' });
await bringIn(alice, roomId, bob);

async function slots(type: string): Promise<readonly SeenEvent[]> {
  const { body } = await demand(alice.call('get', at`/rooms/${roomId}/state`));
  return body.filter((event: SeenEvent) => event.type === type);
}

describe('send_state_event', () => {
  it('fills the slot of its type and key and answers nothing', async () => {
    const path = at`/rooms/${roomId}/state/com.example.a/k`;
    expect((await demand(alice.call('put', path, { v: 1 }))).body).toEqual({});
    expect((await demand(alice.call('get', path))).body).toEqual({ v: 1 });
    const [event] = await slots('com.example.a');
    expect(event).toMatchObject({ state_key: 'k', content: { v: 1 }, user_id: alice.id });
  });

  it('replaces the whole content of the same slot', async () => {
    const path = at`/rooms/${roomId}/state/com.example.b/k`;
    await demand(alice.call('put', path, { v: 1 }));
    const [old] = await slots('com.example.b');
    await demand(alice.call('put', path, { w: 2 }));
    const now = await slots('com.example.b');
    expect(now.map(({ content }) => content)).toEqual([{ w: 2 }]);
    expect(now[0]?.event_id).not.toBe(old?.event_id);
  });

  it('takes a key that is left out for the empty one, and so a trailing slash', async () => {
    const path = at`/rooms/${roomId}/state/com.example.c`;
    await demand(alice.call('put', path, { v: 1 }));
    await demand(alice.call('put', `${path}/`, { v: 2 }));
    const now = await slots('com.example.c');
    expect(now).toHaveLength(1);
    expect(now[0]).toMatchObject({ state_key: '', content: { v: 2 } });
    expect((await demand(alice.call('get', path))).body).toEqual({ v: 2 });
  });

  it.each(['a/b', '@someone:else', 'constructor', '__proto__', '%2F', 'é ☕', '?#;'])(
    'takes the key %j as it is, once decoded',
    async (key) => {
      const path = at`/rooms/${roomId}/state/com.example.d/${key}`;
      await demand(alice.call('put', path, { key }));
      expect((await demand(alice.call('get', path))).body).toEqual({ key });
      expect((await slots('com.example.d')).map((event) => event.state_key)).toContain(key);
    },
  );

  it('keeps types, keys and rooms apart', async () => {
    const other = await scene.room(alice);
    await demand(alice.call('put', at`/rooms/${roomId}/state/com.example.e/1`, { at: 1 }));
    await demand(alice.call('put', at`/rooms/${roomId}/state/com.example.e/2`, { at: 2 }));
    await demand(alice.call('put', at`/rooms/${roomId}/state/com.example.f/1`, { at: 3 }));
    await demand(alice.call('put', at`/rooms/${other}/state/com.example.e/1`, { at: 4 }));
    const { body } = await demand(alice.call('get', at`/rooms/${roomId}/state/com.example.e/1`));
    expect(body).toEqual({ at: 1 });
    expect(await slots('com.example.e')).toHaveLength(2);
  });

  it('has neither a POST nor a txnId', async () => {
    const path = at`/rooms/${roomId}/state/com.example.g/k`;
    expect(refusal(await alice.call('post', path, {}))).toBe('405 M_UNRECOGNIZED');
    expect(refusal(await alice.call('put', `${path}/11`, {}))).toBe('404 M_UNRECOGNIZED');
    expect(await slots('com.example.g')).toEqual([]);
  });

  it('refuses members without power, and strangers', async () => {
    const stranger = await scene.person();
    const path = at`/rooms/${roomId}/state/com.example.h/k`;
    expect(refusal(await bob.call('put', path, {}))).toBe('403 M_FORBIDDEN');
    expect(refusal(await stranger.call('put', path, {}))).toBe('403 M_FORBIDDEN');
    expect(await slots('com.example.h')).toEqual([]);
  });

  it.each([
    ['m.room.create', { creator: 'me' }, '403 M_FORBIDDEN'],
    ['m.room.member', { membership: 'join' }, '400 M_INVALID_PARAM'],
    ['m.room.topic/foo', { topic: 5 }, '400 M_BAD_JSON'],
    ['m.room.name', {}, '400 M_MISSING_PARAM'],
    ['m.room.join_rules', { join_rule: null }, '400 M_BAD_JSON'],
    ['m.room.power_levels', { users: [] }, '400 M_BAD_JSON'],
    ['m.room.power_levels', { users: { '@a:b': 'high' } }, '400 M_BAD_JSON'],
    ['m.room.power_levels', { ban: 1.5 }, '400 M_BAD_JSON'],
  ])('refuses %s with %j, which would break the room', async (slot, content, expected) => {
    const path = at`/rooms/${roomId}/state/` + slot;
    expect(refusal(await alice.call('put', path, content))).toBe(expected);
  });

  it('answers 404 for a slot that was never written', async () => {
    const answer = await alice.call('get', at`/rooms/${roomId}/state/com.example.none/k`);
    expect(refusal(answer)).toBe('404 M_NOT_FOUND');
  });

  it('honours the power levels of the room', async () => {
    const { body } = await demand(
      alice.call('get', at`/rooms/${roomId}/state/m.room.power_levels`),
    );
    const raised = { ...body, events: { 'com.example.free': 0 }, events_default: 10 };
    await demand(alice.call('put', at`/rooms/${roomId}/state/m.room.power_levels`, raised));
    const set = await bob.call('put', at`/rooms/${roomId}/state/com.example.free/k`, {});
    const sent = await bob.call('post', at`/rooms/${roomId}/send/com.example.x`, {});
    expect([set.status, sent.status]).toEqual([200, 403]);
  });
});
