import { aliasAt, aliasedRoom, joinAs, joinFormOf } from '../../../harness/world/joining.ts';
import { contentOf, isJoined, roomOf, topicOf } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';

const plain = { visibility: 'private' };

/** PUT with a txnId. */
export const transactions: Readonly<Record<string, CaseBody>> = {
  'put-makes-a-room': {
    title: 'PUT /createRoom/{txnId} makes a room as POST does',
    requires: ['CREATE-05'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');

      const body = { ...plain, name: 'Kitchen', topic: 'Cooking' };
      await owner.need('create_room', { body });
      const reply = await owner.call('create_room', { body, txnId: fresh() });

      must.succeed(reply);
      const roomId = roomOf(reply);
      const inside = await isJoined(owner, roomId, owner);
      must.that(inside, 'the creator', 'joined', 'not joined');
      const name = (await contentOf(owner, roomId, 'm.room.name', ''))?.['name'];
      const read = [name, await topicOf(owner, roomId)];
      const understood = read.includes(body.name) || read.includes(body.topic);
      must.that(understood, 'what the body asked for', 'a name or a topic', read);
    },
  },
  'replayed-put-is-one-room': {
    title:
      'PUT /createRoom with the same txnId again names the same room and changes nothing in it',
    requires: ['CREATE-06'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const args = { body: { ...plain, name: 'Kitchen' }, txnId: fresh() };
      const first = (await owner.need('create_room', args)).room_id;

      const again = await must.unchanged(owner, first, () => owner.call('create_room', args));

      must.succeed(again);
      must.equal(roomOf(again), first, 'room_id of the same request sent again');
    },
  },
  'replayed-put-ignores-its-body': {
    title: 'PUT /createRoom with the same txnId and another body names the same room',
    requires: ['CREATE-06'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const txnId = fresh();
      const made = await owner.need('create_room', { body: { ...plain, name: 'One' }, txnId });
      const first = made.room_id;

      const other = { body: { ...plain, name: 'Two' }, txnId };
      const again = await must.unchanged(owner, first, () => owner.call('create_room', other));

      must.succeed(again);
      must.equal(roomOf(again), first, 'room_id of the same txnId');
    },
  },
  'replayed-put-does-not-claim-its-alias-again': {
    title: 'PUT /createRoom with an alias can be sent again, and the alias stays with its room',
    requires: ['CREATE-06'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, early, late] = await users('owner', 'early', 'late');
      const localpart = fresh();
      const body = { visibility: 'public', room_alias_name: localpart };
      const args = { body, txnId: fresh() };
      const first = (await owner.need('create_room', args)).room_id;
      const alias = aliasAt(owner, localpart);
      const form = await joinFormOf(early, first, alias);

      const again = await owner.call('create_room', args);

      must.succeed(again);
      must.equal(roomOf(again), first, 'room_id of the same request sent again');
      must.succeed(await joinAs(form, late, alias));
      const inside = await isJoined(owner, first, late);
      must.that(inside, 'who joins by the alias', 'joined to the one room', 'not joined');
    },
  },
  'new-txn-id-makes-a-new-room': {
    title: 'PUT /createRoom with another txnId and an equal body makes another room',
    requires: ['CREATE-05'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const body = { ...plain, name: 'Kitchen' };
      const first = (await owner.need('create_room', { body, txnId: fresh() })).room_id;

      const reply = await owner.call('create_room', { body, txnId: fresh() });

      must.succeed(reply);
      const second = roomOf(reply);
      must.that(second !== first, 'room_id of another txnId', 'another room', second);
    },
  },
  'put-needs-its-txn-id': {
    title: 'PUT /createRoom without a txnId is refused',
    requires: ['CREATE-07'],
    async run({ users, must }) {
      const [owner] = await users('owner');

      const reply = await owner.send({ method: 'PUT', path: '/createRoom', body: plain });

      must.status(reply, 'refused');
      await owner.need('create_room', { body: plain });
    },
  },
  'put-without-txn-id-makes-nothing': {
    title: 'A refused PUT /createRoom does not take the alias',
    requires: ['CREATE-07'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      await aliasedRoom(owner, 'private', fresh());
      const body = { visibility: 'private', room_alias_name: fresh() };

      must.status(await owner.send({ method: 'PUT', path: '/createRoom', body }), 'refused');

      must.succeed(await owner.call('create_room', { body }));
    },
  },
};
