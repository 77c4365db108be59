import { afterAll, describe, expect, it } from 'vitest';
import { at, bringIn, expectOk, refusal, startTestServer } from '../testing/server.ts';

const testServer = await startTestServer();
afterAll(testServer.close);

const say = (body: string) => ({ msgtype: 'm.text', body });

describe('the first sync', () => {
  it('brings the rooms in which one is, with their state and their newest messages', async () => {
    const alice = await testServer.newUser();
    const roomId = await testServer.newRoom(alice, { visibility: 'public', topic: 'Tea' });
    for (const body of ['1', '2', '3']) {
      await expectOk(alice.call('post', at`/rooms/${roomId}/send/m.room.message`, say(body)));
    }
    const { body } = await expectOk(alice.call('get', '/initialSync?limit=2'));
    expect(body.rooms).toHaveLength(1);
    const [room] = body.rooms;
    expect(room).toMatchObject({ room_id: roomId, membership: 'join', visibility: 'public' });
    const contents = room.messages.chunk.map(({ content }: { content: object }) => content);
    expect(contents).toEqual([say('2'), say('3')]);
    expect(room.state.map(({ type }: { type: string }) => type)).toContain('m.room.topic');
    const older = at`/rooms/${roomId}/messages?dir=b&limit=1&from=${room.messages.start}`;
    const page = await expectOk(alice.call('get', older));
    expect(page.body.chunk[0].content).toEqual(say('1'));
  });

  it('brings invites, with who invited, and no room that one has left', async () => {
    const [alice, bob] = [await testServer.newUser(), await testServer.newUser()];
    const [left, invited] = [await testServer.newRoom(alice), await testServer.newRoom(alice)];
    await bringIn(alice, left, bob);
    await expectOk(bob.call('post', at`/rooms/${left}/leave`, {}));
    await expectOk(alice.call('post', at`/rooms/${invited}/invite`, { user_id: bob.id }));
    const { body } = await expectOk(bob.call('get', '/initialSync'));
    expect(body.rooms).toEqual([
      {
        room_id: invited,
        membership: 'invite',
        visibility: 'private',
        inviter: alice.id,
        invite: expect.objectContaining({ type: 'm.room.member', state_key: bob.id }),
      },
    ]);
  });

  it('brings who is there, and how far everybody has read', async () => {
    const [alice, bob] = [await testServer.newUser(), await testServer.newUser()];
    await testServer.newUser();
    const roomId = await testServer.newRoom(alice);
    await bringIn(alice, roomId, bob);
    const path = at`/rooms/${roomId}/send/m.room.message`;
    const { event_id } = (await expectOk(alice.call('post', path, say('Hello')))).body;
    await expectOk(bob.call('post', at`/rooms/${roomId}/receipt/m.read/${event_id}`, {}));
    await expectOk(bob.call('put', at`/presence/${bob.id}/status`, { presence: 'online' }));
    const { body } = await expectOk(alice.call('get', '/initialSync'));
    expect(body.presence).toEqual([
      { type: 'm.presence', content: { user_id: alice.id, presence: 'offline' } },
      {
        type: 'm.presence',
        content: { user_id: bob.id, presence: 'online', last_active_ago: expect.any(Number) },
      },
    ]);
    expect(body.receipts).toMatchObject([{ type: 'm.receipt', room_id: roomId }]);
  });

  it('of somebody without rooms is empty, and continues from where the stream is', async () => {
    const user = await testServer.newUser();
    const { body } = await expectOk(user.call('get', '/initialSync'));
    expect(body).toMatchObject({ rooms: [], receipts: [] });
    const stream = await expectOk(user.call('get', at`/events?timeout=0&from=${body.end}`));
    expect(stream.body.chunk).toEqual([]);
  });

  it('refuses a limit that is not a number', async () => {
    const user = await testServer.newUser();
    expect(refusal(await user.call('get', '/initialSync?limit=abc'))).toBe('400 M_INVALID_PARAM');
  });
});
