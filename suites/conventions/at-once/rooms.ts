import type { Reply } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { contentOf, isJoined, topicOf } from '../../../harness/world/rooms.ts';

const numbers = [1, 2, 3, 4, 5] as const;

/** Rooms that one user makes at the same moment. */
export const roomsAtOnce: Readonly<Record<string, CaseBody>> = {
  'rooms-made-at-once-are-what-was-asked-for': {
    title: 'Rooms that one user makes at the same moment each have their own name and topic',
    requires: ['CREATE-03', 'CREATE-20', 'CREATE-21'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const mark = fresh();
      const wanted = numbers.map((n) => ({
        name: `${mark} room ${n}`,
        topic: `${mark} talk ${n}`,
      }));

      const create = (options: object): Promise<Reply> =>
        owner.call('create_room', { body: { visibility: 'private', ...options } });
      const replies = await Promise.all(wanted.map(create));

      const made = replies.flatMap((reply, i) => {
        const roomId = at(reply.json, 'room_id');
        const options = wanted[i];
        const isNamed = typeof roomId === 'string' && roomId !== '';
        return isSuccess(reply) && isNamed && options !== undefined ? [{ roomId, ...options }] : [];
      });
      if (made.length < 2) throw new Broken('fewer than two rooms were made');
      const different = new Set(made.map(({ roomId }) => roomId)).size;
      must.equal(different, made.length, 'number of different rooms');
      for (const { roomId, name, topic } of made) {
        const inside = await isJoined(owner, roomId, owner);
        must.that(inside, 'creator of the room', 'joined', 'not joined');
        const named = (await contentOf(owner, roomId, 'm.room.name', ''))?.['name'];
        must.on('CREATE-20').equal(named, name, 'name of a room');
        must.on('CREATE-21').equal(await topicOf(owner, roomId), topic, 'topic of a room');
      }
    },
  },
};
