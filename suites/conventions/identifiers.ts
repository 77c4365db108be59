import { senderKeyOf } from '../../harness/document/profile.ts';
import { newest } from '../../harness/world/pages.ts';
import { privateRoom, openRoomWith, publicRoom } from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';

/** A domain may have a port, so everything after the first colon is the domain. */
const userId = /^@[^:]+:.+$/s;
const alias = /^#[^:]+:.+$/s;

/** The forms of user ids, room ids and room aliases. */
export const identifiers: Readonly<Record<string, CaseBody>> = {
  'user-id-is-at-localpart-domain': {
    title: 'User ids have the form @localpart:domain, at registration and in member events',
    requires: ['CONV-07'],
    async run({ users, must, profile }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);

      const { chunk } = await owner.need('get_members', { roomId });

      const listed = chunk.map((e) => e['state_key']).filter((key) => typeof key === 'string');
      const senders = (await newest(owner, roomId))
        .map((e) => e[senderKeyOf(profile)])
        .filter((id) => typeof id === 'string');
      for (const id of [owner.id, member.id, ...listed, ...senders]) {
        must.that(userId.test(id), 'user id', '@localpart:domain', id);
      }
    },
  },
  'room-id-begins-with-an-exclamation-mark': {
    title: 'Room ids begin with ! and have at least one more character',
    requires: ['CONV-08'],
    async run({ users, must }) {
      const [owner] = await users('owner');

      for (const id of [await privateRoom(owner), await publicRoom(owner)]) {
        must.that(
          id.startsWith('!') && id.length > 1,
          'room_id',
          '! and at least one more character',
          id,
        );
      }
    },
  },
  'room-alias-is-hash-localpart-domain': {
    title: 'The room alias that createRoom returns has the form #localpart:domain',
    requires: ['CONV-09'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');

      const body = { visibility: 'private', room_alias_name: fresh() };
      const { room_alias: reported } = await owner.need('create_room', { body });

      if (reported === undefined) {
        must.notApplicable(
          'CONV-09',
          'the answer of createRoom has no room_alias, which is optional',
        );
        return;
      }
      must.that(alias.test(reported), 'room_alias', '#localpart:domain', reported);
    },
  },
};
