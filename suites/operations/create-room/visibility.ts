import { invite, isJoined, roomOf } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { isShut } from './shut.ts';

/** The visibility of a new room decides whether strangers may join it. */
export const visibility: Readonly<Record<string, CaseBody>> = {
  'public-room-is-open-to-strangers': {
    title: 'Anyone can join a room with the visibility public',
    requires: ['CREATE-13', 'MODEL-10'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');

      const reply = await owner.call('create_room', { body: { visibility: 'public' } });

      must.succeed(reply);
      must.on('MODEL-10').succeed(reply);
      const roomId = roomOf(reply);
      must.succeed(await stranger.call('join_room', { roomId }));
      const joined = await isJoined(owner, roomId, stranger);
      must.that(joined, 'membership of the stranger', 'join', 'another one');
    },
  },
  'private-room-is-shut-to-strangers': {
    title: 'Nobody can join a room with the visibility private without an invite',
    requires: ['CREATE-14', 'JOIN-08', 'MODEL-10'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');

      const reply = await owner.call('create_room', { body: { visibility: 'private' } });

      must.succeed(reply);
      must.on('MODEL-10').succeed(reply);
      const roomId = roomOf(reply);
      await isShut(must, stranger, owner, roomId);
      await invite(owner, roomId, stranger);
      await stranger.need('join_room', { roomId });
    },
  },
  'visibility-is-each-rooms-own': {
    title: 'A public and a private room of one creator keep their visibilities',
    requires: ['CREATE-13', 'CREATE-14', 'JOIN-08'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');
      const [open, shut] = [
        await owner.call('create_room', { body: { visibility: 'public' } }),
        await owner.call('create_room', { body: { visibility: 'private' } }),
      ];

      must.on('CREATE-13').succeed(open);
      must.on('CREATE-14').succeed(shut);
      await isShut(must, stranger, owner, roomOf(shut));
      const joined = await stranger.call('join_room', { roomId: roomOf(open) });
      must.on('CREATE-13').succeed(joined);
    },
  },
};
