import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Front, startFront } from './front.ts';
import { type Json, object, objects, type OldClient, type OldSdk } from './old-client.ts';

/** A server that the SDK shall live on, at a base URL with or without a path. */
export interface LivingTarget {
  readonly url: string;
  close(): Promise<void>;
}

const isText =
  (body: string) =>
  ({ content }: Json): boolean =>
    object(content)['body'] === body;

const isMembership =
  (roomId: string, userId: string, membership: string) =>
  ({ type, room_id, state_key, content }: Json): boolean =>
    type === 'm.room.member' &&
    room_id === roomId &&
    state_key === userId &&
    object(content)['membership'] === membership;

/** The SDKs let a request wait for 30 seconds: what comes sooner has not come because the time was over. */
const waiting = { timeout: 20_000 };

/** Tests that an old SDK lives on a server: it starts, syncs, hears what happens at once, pages back, and stops. */
export function livesOn(sdk: OldSdk, name: string, startTarget: () => Promise<LivingTarget>): void {
  describe(`matrix-js-sdk ${sdk.version} on ${name}`, () => {
    let target: LivingTarget;
    let front: Front;
    let alice: OldClient;
    let bob: OldClient;

    const join = async (user: string): Promise<OldClient> => {
      await sdk.register(front.url, user, 'secret');
      const client = sdk.open(front.url, await sdk.login(front.url, user, 'secret'));
      await client.start();
      return client;
    };
    const isPoll = ({ path }: { path: string }): boolean => path.endsWith('/events');
    /** Waits until the client waits for events. */
    const poll = ({ session }: OldClient) =>
      front.open((call) => isPoll(call) && call.token === session.token);
    const meet = async (options: Json = {}): Promise<string> => {
      const roomId = await alice.createRoom(options);
      await alice.invite(roomId, bob.session.userId);
      await bob.join(roomId);
      await bob.hear(isMembership(roomId, bob.session.userId, 'join'));
      return roomId;
    };

    beforeAll(async () => {
      target = await startTarget();
      front = await startFront(target.url);
      alice = await join('alice');
      bob = await join('bob');
    });
    afterAll(async () => {
      alice.stop();
      bob.stop();
      // Both hear this, and so no request waits any longer.
      await bob.join(await alice.createRoom({ visibility: 'public' }));
      await front.close();
      await target.close();
    });

    it('hears an invite, joins, and others hear of it', async () => {
      const roomId = await alice.createRoom({ name: 'Tea' });
      await alice.invite(roomId, bob.session.userId);
      await bob.hear(isMembership(roomId, bob.session.userId, 'invite'));
      await bob.join(roomId);
      await alice.hear(isMembership(roomId, bob.session.userId, 'join'));
    });

    it('hears a message by the request that was waiting when it was sent', waiting, async () => {
      const roomId = await meet();
      const request = await poll(bob);
      const eventId = await alice.say(roomId, 'Hello');
      expect(await bob.hear(isText('Hello'))).toMatchObject({
        event_id: eventId,
        room_id: roomId,
        user_id: alice.session.userId,
      });
      await front.over(request);
      expect(request.status).toBe(200);
      expect(bob.texts(roomId)).toContain('Hello');
    });

    it('sets state, reads it, and hears of it', async () => {
      const roomId = await meet();
      await alice.setName(roomId, 'Kitchen');
      await alice.setTopic(roomId, 'Bread');
      await bob.hear(({ room_id, type }) => room_id === roomId && type === 'm.room.topic');
      expect(await bob.ask(roomId, 'm.room.name')).toEqual({ name: 'Kitchen' });
      expect(await bob.ask(roomId, 'm.room.topic')).toEqual({ topic: 'Bread' });
      expect(bob.known(roomId, 'm.room.topic')).toEqual({ topic: 'Bread' });
    });

    it('pages back through a long room, and misses nothing', async () => {
      const roomId = await meet();
      const said = Array.from({ length: 60 }, (_, index) => `number ${index}`);
      for (const body of said) await alice.say(roomId, body);
      const late = sdk.open(front.url, await sdk.login(front.url, 'bob', 'secret'));
      await late.start();
      expect(late.texts(roomId)).toEqual(said.slice(-8));
      for (let more = true; more;) more = await late.pageBack(roomId, 20);
      late.stop();
      expect(late.texts(roomId)).toEqual(said);
    });

    it('hears who is typing, and that an event was redacted', async () => {
      const roomId = await meet();
      const eventId = await alice.say(roomId, 'Oops');
      await alice.type(roomId, true);
      const typing = ({ type, room_id }: Json) => type === 'm.typing' && room_id === roomId;
      expect(await bob.hear(typing)).toMatchObject({
        content: { user_ids: [alice.session.userId] },
      });
      await alice.redact(roomId, eventId);
      const redaction = await bob.hear(({ type }) => type === 'm.room.redaction');
      expect(redaction).toMatchObject({ redacts: eventId, room_id: roomId });
    });

    it('hears what others are called, and whether they are there', async () => {
      const roomId = await meet();
      await alice.setDisplayName('Alice');
      await alice.setPresence('unavailable');
      const named = await bob.hear(
        ({ type, room_id, content }) =>
          type === 'm.room.member' &&
          room_id === roomId &&
          object(content)['displayname'] === 'Alice',
      );
      expect(named).toMatchObject({ state_key: alice.session.userId });
      const isAway = ({ type, content }: Json) =>
        type === 'm.presence' && object(content)['presence'] === 'unavailable';
      expect(await bob.hear(isAway)).toMatchObject({
        content: { user_id: alice.session.userId, displayname: 'Alice' },
      });
      expect(await bob.profileOf(alice.session.userId)).toMatchObject({ displayname: 'Alice' });
    });

    it('finds a public room by the list and by its alias', async () => {
      const options = { visibility: 'public', room_alias_name: 'square', name: 'Square' };
      const roomId = await alice.createRoom(options);
      const { chunk } = await bob.publicRooms();
      const listed = objects(chunk).find(({ room_id }) => room_id === roomId);
      expect(listed).toMatchObject({ name: 'Square', num_joined_members: 1 });
      const [alias] = [listed?.['aliases']].flat();
      expect(await bob.resolve(String(alias))).toMatchObject({ room_id: roomId });
    });

    it('was never refused anything', () => {
      const refused = front.calls.filter(({ status }) => status !== undefined && status !== 200);
      expect(refused).toEqual([]);
    });

    it('stops: the request that waits is answered, and no other follows', async () => {
      const roomId = await meet();
      const request = await poll(bob);
      bob.stop();
      await alice.say(roomId, 'Good night');
      await front.over(request);
      const before = front.calls.length;
      await bob.ask(roomId, 'm.room.create');
      const after = front.calls.slice(before).filter(({ token }) => token === bob.session.token);
      expect(after.filter(isPoll)).toEqual([]);
      expect(after).toHaveLength(1);
    });
  });
}
