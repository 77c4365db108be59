import { Broken } from '../../../harness/judge/verdict.ts';
import {
  aliasAt,
  aliasedRoom,
  aliasIn,
  joinAs,
  joinBy,
  joinFormOf,
} from '../../../harness/world/joining.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { isJoined, roomOf } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';

/** A refused createRoom does not reserve its alias, as some servers of 2014 and of today do. */
const notReserved = (property: 'name' | 'topic'): CaseBody => ({
  title: `A createRoom that is refused for its ${property} does not take the alias`,
  requires: ['CREATE-24'],
  needs: ['aliases'],
  async run({ users, must, fresh }) {
    const [owner] = await users('owner');
    await aliasedRoom(owner, 'private', fresh());
    const body = { visibility: 'private', room_alias_name: fresh() };

    const wrong = { body: { ...body, [property]: 5 } };
    await must.refuse(400, owner, 'create_room', wrong, { wrong: true, observer: null });

    must.succeed(await owner.call('create_room', { body }));
  },
});

/** The alias of a new room. */
export const aliases: Readonly<Record<string, CaseBody>> = {
  'alias-leads-to-the-room': {
    title: 'A room created with room_alias_name can be joined by #name:domain',
    requires: ['CREATE-17', 'CREATE-18'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      const localpart = fresh();
      const expected = aliasAt(owner, localpart);

      const body = { visibility: 'public', room_alias_name: localpart };
      const reply = await owner.call('create_room', { body });

      must.succeed(reply);
      const roomId = roomOf(reply);
      const reported = aliasIn(reply);
      const { reply: joined } = await joinBy(guest, expected);
      const another =
        typeof reported === 'string' && reported.startsWith('#') && reported !== expected;
      const wrong =
        another || (!isSuccess(joined) && reported !== undefined && reported !== expected);
      must.on('CREATE-18').that(!wrong, 'alias of the room', expected, reported);
      must.on('CREATE-17').succeed(joined);
      const inside = await isJoined(owner, roomId, guest);
      must.that(inside, 'user who joins by the alias', 'joined to its room', 'not joined');
    },
  },
  'alias-is-taken': {
    title: 'createRoom accepts a room_alias_name',
    requires: ['MODEL-11'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');

      const body = { visibility: 'private', room_alias_name: fresh() };
      must.succeed(await owner.call('create_room', { body }));
    },
  },
  'each-alias-leads-to-its-own-room': {
    title: 'Each of two aliases leads to the room that was created with it',
    requires: ['CREATE-17'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      const first = await aliasedRoom(owner, 'public', fresh());
      const second = await aliasedRoom(owner, 'public', fresh());

      must.succeed((await joinBy(guest, first.alias)).reply);

      const inFirst = await isJoined(owner, first.roomId, guest);
      must.that(inFirst, 'user who joins by the alias', 'joined to its room', 'not joined');
      const inSecond = await isJoined(owner, second.roomId, guest);
      must.that(!inSecond, 'user who joins by the alias', 'not joined to the other room', 'joined');
    },
  },
  'answer-reports-the-alias': {
    title: 'If createRoom returns an alias, it is the one that was asked for',
    requires: ['CREATE-19'],
    needs: ['aliases'],
    async run({ users, must, fresh, reading }) {
      const [owner] = await users('owner');
      const localpart = fresh();

      const body = { visibility: 'private', room_alias_name: localpart };
      const reply = await owner.call('create_room', { body });

      if (!isSuccess(reply))
        throw new Broken(`createRoom did not accept an alias (status ${reply.status})`);
      const alias = aliasIn(reply);
      const good = typeof alias === 'string' && alias.startsWith(`#${localpart}:`);
      reading('room-alias-in-answer', alias === undefined ? 'absent' : 'present');
      if (alias === undefined)
        must.notApplicable('CREATE-19', 'the answer has no room_alias, which is optional');
      else must.that(good, 'room_alias', `#${localpart}:…`, alias);
    },
  },
  'reported-alias-is-an-alias': {
    title: 'If createRoom returns an alias, it is a string that begins with #',
    requires: ['MODEL-09'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');

      const body = { visibility: 'private', room_alias_name: fresh() };
      const reply = await owner.call('create_room', { body });

      if (!isSuccess(reply))
        throw new Broken(`createRoom did not accept an alias (status ${reply.status})`);
      const alias = aliasIn(reply);
      const good = typeof alias === 'string' && alias.startsWith('#');
      if (alias === undefined)
        must.notApplicable('MODEL-09', 'the answer has no room_alias, which is optional');
      else must.that(good, 'room_alias', 'a string that begins with #', alias);
    },
  },
  'taken-alias-is-refused': {
    title:
      'createRoom answers 400 to an alias that another user has taken, and accepts another alias',
    requires: ['CREATE-12'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, rival, early, late] = await users('owner', 'rival', 'early', 'late');
      const localpart = fresh();
      const { roomId, alias } = await aliasedRoom(owner, 'public', localpart);
      const form = await joinFormOf(early, roomId, alias);

      const body = { visibility: 'public', room_alias_name: localpart };
      await must.refuse(400, rival, 'create_room', { body }, { observer: owner, roomId });

      must.succeed(await joinAs(form, late, alias));
      const inside = await isJoined(owner, roomId, late);
      must.that(inside, 'user who joins by the alias', 'joined to the first room', 'not joined');
      await aliasedRoom(rival, 'public', fresh());
    },
  },
  'own-alias-is-not-taken-twice': {
    title: 'createRoom answers 400 to an alias that the same user has taken, every time',
    requires: ['CREATE-12'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, early, late] = await users('owner', 'early', 'late');
      const localpart = fresh();
      const { roomId, alias } = await aliasedRoom(owner, 'public', localpart);
      const form = await joinFormOf(early, roomId, alias);

      const body = { visibility: 'public', room_alias_name: localpart };
      await must.refuse(400, owner, 'create_room', { body }, { observer: owner, roomId });
      await must.refuse(400, owner, 'create_room', { body }, { observer: owner, roomId });

      must.succeed(await joinAs(form, late, alias));
      const inside = await isJoined(owner, roomId, late);
      must.that(inside, 'user who joins by the alias', 'joined to the first room', 'not joined');
    },
  },
  'one-of-many-gets-the-alias': {
    title: 'If several createRoom ask for one alias at the same moment, at most one gets it',
    requires: ['CREATE-12'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, rival] = await users('owner', 'rival');
      const body = { visibility: 'public', room_alias_name: fresh() };

      const replies = await Promise.all(
        [owner, rival, owner, rival].map((user) => user.call('create_room', { body })),
      );

      const made = replies.filter(isSuccess).length;
      must.that(made < 2, 'number of rooms that got the alias', 'at most 1', made);
    },
  },
  'alias-is-not-lost-to-a-request-without-a-token': {
    title: 'A createRoom without a token does not take the alias',
    requires: ['META-09'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      await aliasedRoom(owner, 'private', fresh());
      const body = { visibility: 'private', room_alias_name: fresh() };

      await must.refuse(
        'refused',
        owner,
        'create_room',
        { body },
        { token: 'none', observer: null },
      );

      must.succeed(await owner.call('create_room', { body }));
    },
  },
  'alias-is-not-lost-to-a-refused-name': notReserved('name'),
  'alias-is-not-lost-to-a-refused-topic': notReserved('topic'),
};
