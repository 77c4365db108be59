import { absentPut } from '../../../harness/judge/known.ts';
import type { Must } from '../../../harness/judge/must.ts';
import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import {
  aliasAt,
  aliasedRoom,
  aliasIn,
  joinBy,
  joinFormOf,
} from '../../../harness/world/joining.ts';
import { bring, invite, isJoined, roomOf, type Visibility } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';

async function joinedTo(
  must: Must,
  owner: User,
  roomId: string,
  user: User,
  { json }: Reply,
): Promise<void> {
  const joined = await isJoined(owner, roomId, user);
  if (!joined && at(json, 'room_id') === roomId)
    throw new Broken('a join by alias answered with the room and did not join it');
  must.that(joined, 'user who joins by the alias', 'joined to its room', 'not joined');
}

/** If the answer has an alias, it is right. */
const returnedAlias = (
  title: string,
  requirement: RequirementId,
  expected: (localpart: string) => { readonly text: string; readonly prefix: string },
): CaseBody => ({
  title,
  requires: [requirement],
  needs: ['aliases'],
  async run({ users, must, fresh, reading }) {
    const [owner] = await users('owner');
    const localpart = fresh();

    const body = { visibility: 'private', room_alias_name: localpart };
    const reply = await owner.call('create_room', { body });

    if (!isSuccess(reply)) {
      throw new Broken(`createRoom did not accept an alias (status ${reply.status})`);
    }
    roomOf(reply);
    const alias = aliasIn(reply);
    reading('room-alias-in-answer', alias === undefined ? 'absent' : 'present');
    if (alias === undefined) {
      must.notApplicable(requirement, 'the answer has no room_alias, which is optional');
      return;
    }
    const { text, prefix } = expected(localpart);
    must.that(typeof alias === 'string' && alias.startsWith(prefix), 'room_alias', text, alias);
  },
});

/** An alias that the owner has taken is refused as often as `again` asks for it, and still leads to the first room. */
const takenAlias = (
  title: string,
  visibility: Visibility,
  again: (owner: User, rival: User) => readonly User[],
): CaseBody => ({
  title,
  requires: ['CREATE-12'],
  needs: ['aliases'],
  async run({ users, must, profile, fresh }) {
    const [owner, rival, early, late] = await users('owner', 'rival', 'early', 'late');
    const localpart = fresh();
    const { roomId, alias } = await aliasedRoom(owner, visibility, localpart);
    if (visibility === 'private') {
      await invite(owner, roomId, early, late);
      // At some servers a join by alias is never answered unless a join came last (traps: 2014, 8).
      await bring(owner, roomId, rival);
    }
    await joinFormOf(early, roomId, alias, owner);

    const body = { visibility, room_alias_name: localpart };
    for (const user of again(owner, rival)) {
      await must.refuse(400, user, 'create_room', { body }, { observer: owner, roomId });
    }
    if (absentPut(profile, owner.known, 'create_room') === undefined) {
      const put = { body, txnId: fresh() };
      await must.refuse('refused', owner, 'create_room', put, { observer: owner, roomId });
    }

    const { reply } = await joinBy(late, alias, { owner, roomId });
    must.succeed(reply);
    await joinedTo(must, owner, roomId, late, reply);
    await aliasedRoom(rival, 'public', fresh());
  },
});

/**
 * A refused createRoom does not reserve its alias, as some servers of 2014 and of today do.
 * @param refused asserts that the body is refused, once something else is made wrong with the request
 */
export const aliasIsNotLost = (
  title: string,
  requirement: RequirementId,
  refused: (must: Must, owner: User, body: object) => Promise<unknown>,
): CaseBody => ({
  title,
  requires: [requirement],
  needs: ['aliases'],
  async run({ users, must, fresh }) {
    const [owner] = await users('owner');
    await aliasedRoom(owner, 'private', fresh());
    const body = { visibility: 'private', room_alias_name: fresh() };

    await refused(must, owner, body);

    const reply = await owner.call('create_room', { body });
    must.succeed(reply);
    roomOf(reply);
  },
});

const notLostToWrong = (property: 'name' | 'topic'): CaseBody =>
  aliasIsNotLost(
    `A createRoom that is refused for its ${property} does not take the alias`,
    'CREATE-24',
    (must, owner, body) => {
      const wrong = { body: { ...body, [property]: 5 } };
      return must.refuse(400, owner, 'create_room', wrong, { wrong: true, observer: null });
    },
  );

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
      const { reply: joined } = await joinBy(guest, expected, { owner, roomId });
      const another =
        typeof reported === 'string' && reported.startsWith('#') && reported !== expected;
      const wrong =
        another || (!isSuccess(joined) && reported !== undefined && reported !== expected);
      must.on('CREATE-18').that(!wrong, 'alias of the room', expected, reported);
      must.on('CREATE-17').succeed(joined);
      await joinedTo(must, owner, roomId, guest, joined);
    },
  },
  'alias-is-taken': {
    title: 'createRoom accepts a room_alias_name',
    requires: ['MODEL-11'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');

      const body = { visibility: 'private', room_alias_name: fresh() };
      const reply = await owner.call('create_room', { body });
      must.succeed(reply);
      roomOf(reply);
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

      const { reply } = await joinBy(guest, first.alias, { owner, roomId: first.roomId });
      must.succeed(reply);
      await joinedTo(must, owner, first.roomId, guest, reply);
      const inSecond = await isJoined(owner, second.roomId, guest);
      must.that(!inSecond, 'user who joins by the alias', 'not joined to the other room', 'joined');
    },
  },
  'answer-reports-the-alias': returnedAlias(
    'If createRoom returns an alias, it is the one that was asked for',
    'CREATE-19',
    (localpart) => ({ text: `#${localpart}:…`, prefix: `#${localpart}:` }),
  ),
  'reported-alias-is-an-alias': returnedAlias(
    'If createRoom returns an alias, it is a string that begins with #',
    'MODEL-09',
    () => ({ text: 'a string that begins with #', prefix: '#' }),
  ),
  'taken-alias-is-refused': takenAlias(
    'createRoom answers 400 to an alias that another user has taken, and accepts another alias',
    'public',
    (_, rival) => [rival],
  ),
  'own-alias-is-not-taken-twice': takenAlias(
    'createRoom answers 400 to an alias that the same user has taken for a private room, every time',
    'private',
    (owner) => [owner, owner],
  ),
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
      if (made === 0)
        throw new Broken('no createRoom got the alias, so there was no race to judge');
      must.that(made < 2, 'number of rooms that got the alias', 'at most 1', made);
    },
  },
  'alias-is-not-lost-to-a-request-without-a-token': aliasIsNotLost(
    'A createRoom without a token does not take the alias',
    'META-09',
    (must, owner, body) => {
      const options = { token: 'none', observer: null } as const;
      return must.refuse('refused', owner, 'create_room', { body }, options);
    },
  ),
  'alias-is-not-lost-to-a-refused-name': notLostToWrong('name'),
  'alias-is-not-lost-to-a-refused-topic': notLostToWrong('topic'),
};
