import type { User } from '../../../harness/judge/user.ts';
import { errcodeOf, isErrorObject, isJson } from '../../../harness/world/answers.ts';
import { aliasAt, aliasedRoom, joinAs, joinFormOf } from '../../../harness/world/joining.ts';
import {
  ban,
  bring,
  ensureMembership,
  invite,
  publicRoom,
  unknownRoomLike,
} from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';

/** What is neither an alias nor a room id is 400. */
const malformed = (what: string, address: (user: User) => string): CaseBody => ({
  title: `Joining ${what} is answered 400`,
  requires: ['JID-08', 'CONV-05'],
  async run({ users, must }) {
    const [owner, guest] = await users('owner', 'guest');
    const form = await joinFormOf(guest, await publicRoom(owner));

    const reply = await joinAs(form, guest, address(guest));

    must.status(reply, 400);
    const owed = 'an object with the strings errcode and error';
    const good = isErrorObject(reply) || !isJson(reply);
    must.on('CONV-05').that(good, 'body of an error', owed, reply.json);
  },
});

export const joinRefusals: Readonly<Record<string, CaseBody>> = {
  'word-is-no-address': malformed('a word without # or !', () => 'bad'),
  'word-with-domain-is-no-address': malformed('a word with a domain', (user) =>
    aliasAt(user, 'bad').slice(1),
  ),
  'user-id-is-no-address': malformed('a user id', (user) => user.id),
  'alias-without-domain-is-no-address': malformed('an alias without a colon', () => '#nocolon'),
  'unknown-alias-is-refused': {
    title: 'Joining by an alias that nobody made is refused, and does not make it',
    requires: ['JID-09'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      const form = await joinFormOf(guest, await publicRoom(owner));
      await aliasedRoom(owner, 'private', fresh());
      const localpart = fresh();

      must.status(await joinAs(form, guest, aliasAt(owner, localpart)), 'refused');

      const body = { visibility: 'public', room_alias_name: localpart };
      must.succeed(await owner.call('create_room', { body }));
    },
  },
  'unknown-id-is-refused': {
    title: 'Joining by the id of a room that does not exist is refused',
    requires: ['CONV-11'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await publicRoom(owner);
      const form = await joinFormOf(guest, roomId);

      const unknown = unknownRoomLike(roomId, fresh());
      must.status(await joinAs(form, guest, unknown), [403, 404]);
    },
  },
  'alias-does-not-replace-an-invite': {
    title: 'Knowing the alias of a private room does not let anybody in uninvited',
    requires: ['JID-10'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, stranger, guest] = await users('owner', 'stranger', 'guest');
      const open = await aliasedRoom(owner, 'public', fresh());
      const shut = await aliasedRoom(owner, 'private', fresh());
      const form = await joinFormOf(stranger, open.roomId, open.alias);

      await must.unchanged(owner, shut.roomId, async () => {
        must.status(await joinAs(form, stranger, shut.alias), 403);
      });
      await invite(owner, shut.roomId, stranger);
      // A join must come last, or the first known server answers no join by alias.
      await bring(owner, shut.roomId, guest);
      must.succeed(await joinAs(form, stranger, shut.alias));
    },
  },
  'banned-user-is-kept-out-by-alias': {
    title: 'A banned user cannot join by the alias of a public room',
    requires: ['BAN-14', 'JOIN-11'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, banned, guest] = await users('owner', 'banned', 'guest');
      const { roomId, alias } = await aliasedRoom(owner, 'public', fresh());
      const form = await joinFormOf(banned, roomId, alias);
      await ban(owner, roomId, banned);
      await ensureMembership(owner, roomId, banned, 'ban');
      await bring(owner, roomId, guest); // a join comes last, as above

      const refused = await must.unchanged(owner, roomId, () => joinAs(form, banned, alias));

      must.status(refused, 403);
      must.on('JOIN-11').status(refused, 403);
    },
  },
  'banned-user-is-kept-out-by-id': {
    title: 'A banned user cannot join by the id of a public room',
    requires: ['BAN-14', 'JOIN-11'],
    async run({ users, must }) {
      const [owner, banned] = await users('owner', 'banned');
      const roomId = await publicRoom(owner);
      const form = await joinFormOf(banned, roomId);
      await ban(owner, roomId, banned);
      await ensureMembership(owner, roomId, banned, 'ban');

      const refused = await must.unchanged(owner, roomId, () => joinAs(form, banned, roomId));

      must.status(refused, 403);
      must.on('JOIN-11').status(refused, 403);
    },
  },
  'refused-without-token': {
    title: 'join is refused without a token',
    requires: ['META-09', 'CONV-02'],
    async run({ users, must, reading }) {
      const [owner, guest] = await users('owner', 'guest');
      const form = await joinFormOf(guest, await publicRoom(owner));
      const roomId = await publicRoom(owner);

      await must.unchanged(owner, roomId, async () => {
        const reply = await joinAs(form, guest, roomId, { token: 'none' });
        must.status(reply, 'refused');
        must.on('CONV-02').status(reply, [401, 403]);
        reading('missing-token-status', String(reply.status));
      });
      must.succeed(await joinAs(form, guest, roomId));
    },
  },
  'refused-with-unknown-token': {
    title: 'join is refused with an unknown token',
    requires: ['CONV-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const form = await joinFormOf(guest, await publicRoom(owner));
      const roomId = await publicRoom(owner);

      await must.unchanged(owner, roomId, async () => {
        const reply = await joinAs(form, guest, roomId, { token: 'unknown' });
        must.status(reply, [401, 403]);
        // An error without an errcode is CONV-05's business.
        const errcode = errcodeOf(reply) ?? 'M_UNKNOWN_TOKEN';
        must.equal(errcode, 'M_UNKNOWN_TOKEN', 'errcode of an unknown token');
      });
      must.succeed(await joinAs(form, guest, roomId));
    },
  },
};
