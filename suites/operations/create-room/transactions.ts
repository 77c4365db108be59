import { aliasAt, joinBy, joinFormOf } from '../../../harness/world/joining.ts';
import { contentOf, isJoined, roomOf, topicOf } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { aliasIsNotLost } from './aliases.ts';

const plain = { visibility: 'private' };

/** PUT /createRoom/{txnId}. */
export const transactions: Readonly<Record<string, CaseBody>> = {
  'put-makes-a-room': {
    title: 'PUT /createRoom/{txnId} creates a room as POST does',
    requires: ['CREATE-05'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');

      const body = { ...plain, name: 'Kitchen', topic: 'Cooking' };
      await owner.need('create_room', { body });
      const reply = await owner.call('create_room', { body, txnId: fresh() });

      must.succeed(reply);
      const roomId = roomOf(reply);
      const inside = await isJoined(owner, roomId, owner);
      must.that(inside, 'creator of the room', 'joined', 'not joined');
      const name = (await contentOf(owner, roomId, 'm.room.name', ''))?.['name'];
      const read = [name, await topicOf(owner, roomId)];
      const understood = read.includes(body.name) || read.includes(body.topic);
      must.that(
        understood,
        'name and topic of the room',
        'at least one of those in the body',
        read,
      );
    },
  },
  'replayed-put-is-one-room': {
    title:
      'A PUT /createRoom repeated with its txnId returns the same room and changes nothing in it',
    requires: ['CREATE-06'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const args = { body: { ...plain, name: 'Kitchen' }, txnId: fresh() };
      const first = (await owner.need('create_room', args)).room_id;

      const again = await must.unchanged(
        owner,
        first,
        () => owner.call('create_room', args),
        'create_room',
      );

      must.succeed(again);
      must.equal(roomOf(again), first, 'room_id for the repeated request');
    },
  },
  'replayed-put-ignores-its-body': {
    title: 'A PUT /createRoom repeated with its txnId and another body returns the same room',
    requires: ['CREATE-06'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const txnId = fresh();
      const made = await owner.need('create_room', { body: { ...plain, name: 'One' }, txnId });
      const first = made.room_id;

      const other = { body: { ...plain, name: 'Two' }, txnId };
      const again = await must.unchanged(
        owner,
        first,
        () => owner.call('create_room', other),
        'create_room',
      );

      must.succeed(again);
      must.equal(roomOf(again), first, 'room_id for the repeated txnId');
    },
  },
  'replayed-put-does-not-claim-its-alias-again': {
    title: 'A PUT /createRoom with an alias can be repeated, and the alias stays with its room',
    requires: ['CREATE-06'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, early, late] = await users('owner', 'early', 'late');
      const localpart = fresh();
      const body = { visibility: 'public', room_alias_name: localpart };
      const args = { body, txnId: fresh() };
      const first = (await owner.need('create_room', args)).room_id;
      const alias = aliasAt(owner, localpart);
      await joinFormOf(early, first, alias, owner);

      const again = await owner.call('create_room', args);

      must.succeed(again);
      must.equal(roomOf(again), first, 'room_id for the repeated request');
      must.succeed((await joinBy(late, alias, { owner, roomId: first })).reply);
      const inside = await isJoined(owner, first, late);
      must.that(inside, 'user who joins by the alias', 'joined to the one room', 'not joined');
    },
  },
  'new-txn-id-makes-a-new-room': {
    title:
      'A PUT /createRoom with a new txnId creates a new room, even if the body is the same, and so does a POST after it',
    requires: ['CREATE-05', 'CREATE-03'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const body = { ...plain, name: 'Kitchen' };
      const first = (await owner.need('create_room', { body, txnId: fresh() })).room_id;

      const reply = await owner.call('create_room', { body, txnId: fresh() });

      must.succeed(reply);
      const second = roomOf(reply);
      must.that(second !== first, 'room_id for another txnId', 'another room', second);
      const posted = (await owner.need('create_room', { body })).room_id;
      const isNew = posted !== first && posted !== second;
      must.on('CREATE-03').that(isNew, 'room_id for a POST after it', 'another room', posted);
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
  'put-without-txn-id-makes-nothing': aliasIsNotLost(
    'A PUT /createRoom that is refused does not take the alias',
    'CREATE-07',
    async (must, owner, body) => {
      must.status(await owner.send({ method: 'PUT', path: '/createRoom', body }), 'refused');
    },
  ),
};
