import type { CaseBody } from '../../../harness/run/case.ts';
import { aliasedRoom, joinBy } from '../../../harness/world/joining.ts';
import { publicRoom } from '../../../harness/world/rooms.ts';
import { assertShown, viewRequirements } from '../shared/membership-views.ts';

/** What a join by alias or id does and answers. */
export const effects = {
  'alias-joins-the-room': {
    title:
      'A user who joins by an alias is a member of the room that has it, and every member sees that',
    requires: ['JID-03', 'JID-02', 'JID-04', 'JID-07', 'MODEL-08', ...viewRequirements],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      const { roomId, alias } = await aliasedRoom(owner, 'public', fresh());

      const { reply } = await joinBy(guest, alias, { owner, roomId });

      must.succeed(reply);
      const effect = { roomId, user: guest, membership: 'join' };
      await assertShown(must, 'JID-03', effect, owner, guest);
      must.on('JID-07').succeed(reply);
      const info = must.on('JID-02').conform('join', reply);
      must.on('MODEL-08').that(info.room_id !== '', 'room_id', 'a string with text', info.room_id);
      must.on('JID-04').equal(info.room_id, roomId, 'room_id of the room joined');
    },
  },
  'id-joins-the-room': {
    title: 'A user who joins by an id is a member of the room, and every member sees that',
    requires: ['JID-03', 'JID-07', ...viewRequirements],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await publicRoom(owner);

      const { reply } = await joinBy(guest, roomId, { owner, roomId });

      must.succeed(reply);
      const effect = { roomId, user: guest, membership: 'join' };
      await assertShown(must, 'JID-03', effect, owner, guest);
      must.on('JID-07').succeed(reply);
    },
  },
  'id-is-answered-with-room-info': {
    title: 'A join by an id is answered with the id of the room',
    requires: ['JID-02', 'JID-03', 'JID-04', 'MODEL-08'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await publicRoom(owner);

      const { reply } = await joinBy(guest, roomId, { owner, roomId });

      must.on('JID-03').succeed(reply);
      const info = must.conform('join', reply);
      must.on('MODEL-08').that(info.room_id !== '', 'room_id', 'a string with text', info.room_id);
      must.on('JID-04').equal(info.room_id, roomId, 'room_id of the room joined');
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
