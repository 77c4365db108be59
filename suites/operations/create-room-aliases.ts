import {
  aliasAt,
  aliasedRoom,
  aliasIn,
  joinAs,
  joinBy,
  joinFormOf,
} from '../../harness/fixtures/joining.ts';
import { isSuccess } from '../../harness/fixtures/answers.ts';
import { membersOf, membershipOf, roomOf } from '../../harness/fixtures/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';

export const createRoomAliases: Readonly<Record<string, CaseBody>> = {
  'alias-leads-to-the-room': {
    title: 'A room made with room_alias_name can be joined through #name:domain',
    requires: ['CREATE-17', 'CREATE-18', 'MODEL-11'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      const localpart = fresh();
      const owed = aliasAt(owner, localpart);

      const body = { visibility: 'public', room_alias_name: localpart };
      const reply = await owner.call('create_room', { body });

      must.on('MODEL-11').succeed(reply);
      const roomId = roomOf(reply);
      const reported = aliasIn(reply);
      const { reply: joined } = await joinBy(guest, owed);
      const another = typeof reported === 'string' && reported.startsWith('#') && reported !== owed;
      const wrong = another || (!isSuccess(joined) && reported !== undefined && reported !== owed);
      must.on('CREATE-18').hold(!wrong, 'alias of the room', owed, reported);
      must.on('CREATE-17').succeed(joined);
      const membership = await membershipOf(owner, roomId, guest.id);
      must.on('CREATE-17').equal(membership, 'join', 'membership in the room that has the alias');
    },
  },
  'each-alias-leads-to-its-own-room': {
    title: 'Two aliases lead to the two rooms that were made with them',
    requires: ['CREATE-17'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      const first = await aliasedRoom(owner, 'public', fresh());
      const second = await aliasedRoom(owner, 'public', fresh());

      must.succeed((await joinBy(guest, first.alias)).reply);

      const inFirst = await membershipOf(owner, first.roomId, guest.id);
      must.equal(inFirst, 'join', 'membership in the room whose alias was joined');
      const inSecond = (await membersOf(owner, second.roomId)).get(guest.id);
      must.hold(inSecond !== 'join', 'membership in the other room', 'none', inSecond);
    },
  },
  'answer-reports-the-alias': {
    title: 'If createRoom reports the alias, it reports the one that was asked for',
    requires: ['CREATE-19', 'MODEL-09'],
    needs: ['aliases'],
    async run({ users, must, fresh, reading }) {
      const [owner] = await users('owner');
      const localpart = fresh();

      const body = { visibility: 'private', room_alias_name: localpart };
      const reply = await owner.call('create_room', { body });

      must.succeed(reply);
      const alias = aliasIn(reply);
      reading('room-alias-in-answer', alias === undefined ? 'absent' : 'present');
      if (alias === undefined) {
        for (const id of ['CREATE-19', 'MODEL-09'] as const)
          must.waive(id, 'room_alias is left out, as it may be');
        return;
      }
      const text = typeof alias === 'string' ? alias : '';
      must
        .on('MODEL-09')
        .hold(text.startsWith('#'), 'room_alias', 'a text that begins with #', alias);
      must.hold(text.startsWith(`#${localpart}:`), 'room_alias', `#${localpart}:…`, alias);
    },
  },
  'taken-alias-is-refused': {
    title: 'createRoom answers 400 to an alias that another user has taken, and takes another one',
    requires: ['CREATE-12'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, rival, early, late] = await users('owner', 'rival', 'early', 'late');
      const localpart = fresh();
      const { roomId, alias } = await aliasedRoom(owner, 'public', localpart);
      const form = await joinFormOf(early, alias);

      const body = { visibility: 'public', room_alias_name: localpart };
      await must.refuse(400, rival, 'create_room', { body }, { witness: owner, roomId });

      must.succeed(await joinAs(form, late, alias));
      const membership = await membershipOf(owner, roomId, late.id);
      must.equal(membership, 'join', 'membership in the room that had the alias first');
      await aliasedRoom(rival, 'public', fresh());
    },
  },
  'own-alias-is-not-taken-twice': {
    title: 'createRoom answers 400 to an alias that the same user has taken, time and again',
    requires: ['CREATE-12'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, early, late] = await users('owner', 'early', 'late');
      const localpart = fresh();
      const { roomId, alias } = await aliasedRoom(owner, 'public', localpart);
      const form = await joinFormOf(early, alias);

      const body = { visibility: 'public', room_alias_name: localpart };
      await must.refuse(400, owner, 'create_room', { body }, { witness: owner, roomId });
      await must.refuse(400, owner, 'create_room', { body }, { witness: owner, roomId });

      must.succeed(await joinAs(form, late, alias));
      const membership = await membershipOf(owner, roomId, late.id);
      must.equal(membership, 'join', 'membership in the room that had the alias first');
    },
  },
  'alias-is-not-lost-to-a-request-without-a-token': {
    title: 'A createRoom without a token does not take the alias',
    requires: ['META-09'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const body = { visibility: 'private', room_alias_name: fresh() };

      await must.refuse(
        'refused',
        owner,
        'create_room',
        { body },
        { token: 'none', witness: null },
      );

      must.succeed(await owner.call('create_room', { body }));
    },
  },
};
