import { Broken } from '../../../harness/judge/verdict.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import {
  aliasedRoom,
  joinAs,
  joinBy,
  joinFormOf,
  joinOnce,
} from '../../../harness/world/joining.ts';
import {
  ensureMembership,
  invite,
  isJoined,
  privateRoom,
  publicRoom,
} from '../../../harness/world/rooms.ts';
import { suite } from '../../../harness/run/case.ts';
import { joinRefusals } from '../shared/join-refusals.ts';
import { shown, shownRows } from '../shared/membership-views.ts';

export const join = suite('join', {
  'declared-put-is-served': {
    title: 'PUT /join/{roomAliasOrId} joins the room of that id',
    requires: ['JID-01', 'JID-02'],
    async run({ users, must, reading }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await publicRoom(owner);

      const reply = await guest.call('join', { roomAliasOrId: roomId }, { unrouted: true });

      reading('bare-put-join', isSuccess(reply) ? 'served' : 'not-served');
      if (reply.status === 403) throw new Broken('a public room was not open');
      must.succeed(reply);
      must.that(await isJoined(owner, roomId, guest), 'who joins', 'joined', 'not joined');
      must.on('JID-02').conform('join', reply);
    },
  },
  'declared-put-takes-an-alias': {
    title: 'PUT /join/{roomAliasOrId}, where served, joins the room of that alias',
    requires: ['JID-01'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, first, second] = await users('owner', 'first', 'second');
      const { roomId, alias } = await aliasedRoom(owner, 'public', fresh());
      const byId = await first.call('join', { roomAliasOrId: roomId }, { unrouted: true });
      if (!isSuccess(byId)) {
        must.notApplicable('JID-01', 'the target does not serve the PUT; another case says so');
        return;
      }

      must.succeed(await second.call('join', { roomAliasOrId: alias }));
      must.that(await isJoined(owner, roomId, second), 'who joins', 'joined', 'not joined');
    },
  },
  'alias-joins-the-room': {
    title: 'Who joins by an alias is a member of the room that has it, for every member to see',
    requires: ['JID-03', 'JID-02', 'JID-04', 'JID-07', 'MODEL-08', ...shownRows],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      const { roomId, alias } = await aliasedRoom(owner, 'public', fresh());

      const { reply } = await joinBy(guest, alias);

      must.succeed(reply);
      must.on('JID-07').succeed(reply);
      const effect = { roomId, user: guest, membership: 'join' };
      await shown(must, 'JID-03', effect, owner, guest);
      const info = must.on('JID-02').conform('join', reply);
      must.on('MODEL-08').that(info.room_id !== '', 'room_id', 'a string with text', info.room_id);
      must.on('JID-04').equal(info.room_id, roomId, 'room_id of the room joined');
    },
  },
  'id-joins-the-room': {
    title: 'Who joins by an id is a member of the room, for every member to see',
    requires: ['JID-03', 'JID-07', ...shownRows],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await publicRoom(owner);

      const { reply } = await joinBy(guest, roomId);

      must.succeed(reply);
      must.on('JID-07').succeed(reply);
      const effect = { roomId, user: guest, membership: 'join' };
      await shown(must, 'JID-03', effect, owner, guest);
    },
  },
  'empty-object-is-taken': {
    title: 'Joining takes the body {}',
    requires: ['JID-06'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await publicRoom(owner);

      const { reply } = await joinBy(guest, roomId);

      if (!isSuccess(reply)) {
        const path = `/join/${encodeURIComponent(roomId)}`;
        const bare = [
          await guest.send({ method: 'POST', path }),
          await guest.send({ method: 'PUT', path }),
        ];
        if (!bare.some(isSuccess)) throw new Broken('a public room cannot be joined at all');
      }
      must.succeed(reply);
    },
  },
  'id-is-answered-with-room-info': {
    title: 'Joining by an id is answered with the id of the room',
    requires: ['JID-02', 'JID-03', 'JID-04', 'MODEL-08'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await publicRoom(owner);

      const { reply } = await joinBy(guest, roomId);

      must.on('JID-03').succeed(reply);
      const info = must.conform('join', reply);
      must.on('MODEL-08').that(info.room_id !== '', 'room_id', 'a string with text', info.room_id);
      must.on('JID-04').equal(info.room_id, roomId, 'room_id of the room joined');
    },
  },
  'only-the-room-of-the-id-is-joined': {
    title: 'Joining by the id of one room leaves the other rooms alone',
    requires: ['JID-07'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const [kitchen, cellar] = [await publicRoom(owner), await publicRoom(owner)];

      must.succeed((await joinBy(guest, kitchen)).reply);

      const there = [await isJoined(owner, kitchen, guest), await isJoined(owner, cellar, guest)];
      must.equal(there, [true, false], 'being joined to that room, and to another');
    },
  },
  'only-the-room-of-the-alias-is-joined': {
    title: 'Joining by the alias of one room leaves the other rooms alone',
    requires: ['JID-07'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      const kitchen = await aliasedRoom(owner, 'public', fresh());
      const cellar = await aliasedRoom(owner, 'public', fresh());

      must.succeed((await joinBy(guest, kitchen.alias)).reply);

      const inside = await isJoined(owner, kitchen.roomId, guest);
      const elsewhere = await isJoined(owner, cellar.roomId, guest);
      must.equal([inside, elsewhere], [true, false], 'being joined to that room, and to another');
    },
  },
  'invited-user-joins-by-id': {
    title: 'An invited user joins a private room by its id, and nobody does uninvited',
    requires: ['JID-03', 'JOIN-08'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const form = await joinFormOf(guest, await publicRoom(owner));
      const roomId = await privateRoom(owner);
      const uninvited = must.on('JOIN-08');

      await uninvited.unchanged(owner, roomId, async () => {
        uninvited.status(await joinAs(form, guest, roomId), 403);
      });
      await invite(owner, roomId, guest);
      await ensureMembership(owner, roomId, guest, 'invite');
      must.succeed(await joinAs(form, guest, roomId));
      must.that(await isJoined(owner, roomId, guest), 'who joins', 'joined', 'not joined');
    },
  },
  'joining-again-changes-nothing': {
    title: 'Joining by alias and by id again is answered as a success, and the member stays',
    requires: ['JOIN-10'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, byId, byAlias] = await users('owner', 'byId', 'byAlias');
      const { roomId, alias } = await aliasedRoom(owner, 'public', fresh());
      const form = await joinFormOf(byId, roomId);
      await joinFormOf(byAlias, roomId, alias);

      must.succeed(await joinAs(form, byId, alias));
      must.succeed(await joinAs(form, byAlias, roomId));
      const inside = [await isJoined(owner, roomId, byId), await isJoined(owner, roomId, byAlias)];
      must.equal(inside, [true, true], 'being joined after joining again');
    },
  },
  'put-with-txn-id-joins': {
    title: 'PUT /join/{roomAliasOrId}/{txnId}, where offered, joins and can be sent again',
    requires: ['JID-05'],
    async run({ users, must, fresh, reading }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await publicRoom(owner);
      const txnId = fresh();

      const reply = await joinOnce(guest, roomId, txnId);

      reading('join-twin', isSuccess(reply) ? 'served' : 'not-served');
      if (!isSuccess(reply)) {
        must.notApplicable(
          'JID-05',
          'the target does not offer it, and this declaration does not either',
        );
        return;
      }
      must.that(await isJoined(owner, roomId, guest), 'who joins', 'joined', 'not joined');
      must.succeed(await joinOnce(guest, roomId, txnId));
      must.that(await isJoined(owner, roomId, guest), 'who joins again', 'joined', 'not joined');
    },
  },
  ...joinRefusals,
});
