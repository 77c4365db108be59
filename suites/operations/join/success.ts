import { encodePart } from '../../../harness/document/routes.ts';
import type { Must } from '../../../harness/judge/must.ts';
import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { at, isSuccess, isUnrouted } from '../../../harness/world/answers.ts';
import {
  aliasedRoom,
  joinAs,
  joinBy,
  joinFormOf,
  joinOnce,
} from '../../../harness/world/joining.ts';
import {
  invite,
  isJoined,
  privateRoom,
  publicRoom,
  requireMembership,
} from '../../../harness/world/rooms.ts';

/** A join without an effect did not join a wrong room. @throws Broken */
function requireJoined(there: readonly boolean[]): void {
  if (!there.includes(true)) throw new Broken('the join joined neither room');
}

/** The user is joined, as the reader sees it. */
async function assertJoined(must: Must, reader: User, roomId: string, user: User): Promise<void> {
  const joined = await isJoined(reader, roomId, user);
  must.that(joined, `membership of ${user.name} after the join`, 'joined', 'not joined');
}

/** A join by alias or id succeeds, into the room that the address names alone. */
export const success = {
  'declared-put-is-served': {
    title: 'PUT /join/{roomAliasOrId} joins the room of a room id',
    requires: ['JID-01', 'JID-02'],
    async run({ users, must, profile, reading }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await publicRoom(owner);

      const put = (): Promise<Reply> =>
        guest.call('join', { roomAliasOrId: roomId }, { unrouted: true });
      let reply = await put();
      if (reply.status === 403) {
        // Public rooms can be closed to strangers, which JOIN-09 is about.
        await invite(owner, roomId, guest);
        reply = await put();
      }

      const isPut = profile.changeOf('JID-01')?.request !== 'POST';
      if (isPut && isSuccess(reply)) reading('bare-put-join', 'served');
      else if (isPut && isUnrouted(reply)) reading('bare-put-join', 'not-served');
      if (reply.status === 403) throw new Broken('a public room could not be joined');
      must.succeed(reply);
      await assertJoined(must, owner, roomId, guest);
      must.on('JID-02').conform('join', reply);
    },
  },
  'declared-put-takes-an-alias': {
    title: 'PUT /join/{roomAliasOrId}, where it is served, joins the room of an alias',
    requires: ['JID-01'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, first, second] = await users('owner', 'first', 'second');
      const { roomId, alias } = await aliasedRoom(owner, 'public', fresh());
      const byId = await first.call('join', { roomAliasOrId: roomId }, { unrouted: true });
      if (!isSuccess(byId)) {
        must.notApplicable(
          'JID-01',
          'the target does not serve the PUT, which another case judges',
        );
        return;
      }

      must.succeed(await second.call('join', { roomAliasOrId: alias }));
      await assertJoined(must, owner, roomId, second);
    },
  },
  'empty-object-is-taken': {
    title: 'A join by id works with an empty object as its body',
    requires: ['JID-06'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await publicRoom(owner);

      const { reply } = await joinBy(guest, roomId, { owner, roomId });

      if (!isSuccess(reply)) {
        const path = `/join/${encodePart(roomId)}`;
        const bare = [
          await guest.send({ method: 'POST', path }),
          await guest.send({ method: 'PUT', path }),
        ];
        if (!bare.some(isSuccess)) throw new Broken('a public room cannot be joined at all');
      }
      must.succeed(reply);
    },
  },
  'only-the-room-of-the-id-is-joined': {
    title: 'A join by the id of one room does not join another room',
    requires: ['JID-07'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const [kitchen, cellar] = [await publicRoom(owner), await publicRoom(owner)];

      must.succeed((await joinBy(guest, kitchen, { owner, roomId: kitchen })).reply);

      const there = [await isJoined(owner, kitchen, guest), await isJoined(owner, cellar, guest)];
      requireJoined(there);
      must.equal(there, [true, false], 'being joined to that room, and to another');
    },
  },
  'only-the-room-of-the-alias-is-joined': {
    title: 'A join by the alias of one room does not join another room',
    requires: ['JID-07'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      const kitchen = await aliasedRoom(owner, 'public', fresh());
      const cellar = await aliasedRoom(owner, 'public', fresh());

      must.succeed((await joinBy(guest, kitchen.alias, { owner, roomId: kitchen.roomId })).reply);

      const there = [
        await isJoined(owner, kitchen.roomId, guest),
        await isJoined(owner, cellar.roomId, guest),
      ];
      requireJoined(there);
      must.equal(there, [true, false], 'being joined to that room, and to another');
    },
  },
  'invited-user-joins-by-id': {
    title: 'An invited user can join a private room by its id, and an uninvited user cannot',
    requires: ['JID-03', 'JOIN-08'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const form = await joinFormOf(guest, await publicRoom(owner), undefined, owner);
      const roomId = await privateRoom(owner);
      const uninvited = must.on('JOIN-08');

      await uninvited.unchanged(
        owner,
        roomId,
        async () => {
          uninvited.status(await joinAs(form, guest, roomId), 403);
        },
        'join',
      );
      await invite(owner, roomId, guest);
      await requireMembership(owner, roomId, guest, 'invite');
      must.succeed(await joinAs(form, guest, roomId));
      await assertJoined(must, owner, roomId, guest);
    },
  },
  'joining-again-changes-nothing': {
    title: 'A member can join again, by alias or by id, and stays a member',
    requires: ['JOIN-10', 'JID-02'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, byId, byAlias] = await users('owner', 'byId', 'byAlias');
      const { roomId, alias } = await aliasedRoom(owner, 'public', fresh());
      const form = await joinFormOf(byId, roomId, roomId, owner);
      await joinFormOf(byAlias, roomId, alias, owner);

      const replies = [await joinAs(form, byId, alias), await joinAs(form, byAlias, roomId)];
      for (const reply of replies) must.succeed(reply);
      const inside = [await isJoined(owner, roomId, byId), await isJoined(owner, roomId, byAlias)];
      must.equal(inside, [true, true], 'being joined after joining again');
      for (const { json } of replies) {
        const named = at(json, 'room_id');
        const isText = typeof named === 'string';
        must.on('JID-02').that(isText, 'room_id in the answer to joining again', 'a string', named);
      }
    },
  },
  'put-with-txn-id-joins': {
    title:
      'PUT /join/{roomAliasOrId}/{txnId}, where it is offered, joins the room and can be repeated',
    requires: ['JID-05'],
    async run({ users, must, fresh, reading }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await publicRoom(owner);
      const txnId = fresh();

      const reply = await joinOnce(guest, roomId, txnId);

      if (isSuccess(reply)) reading('join-twin', 'served');
      else if (isUnrouted(reply)) reading('join-twin', 'not-served');
      if (!isSuccess(reply)) {
        must.notApplicable(
          'JID-05',
          'the target does not offer it, and this declaration does not either',
        );
        return;
      }
      await assertJoined(must, owner, roomId, guest);
      must.succeed(await joinOnce(guest, roomId, txnId));
      await assertJoined(must, owner, roomId, guest);
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
