import { show } from '../../../harness/judge/verdict.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { aliasAt, aliasIn, joinBy } from '../../../harness/world/joining.ts';
import { contentOf, isJoined, roomOf, topicOf } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { unusualTextCase } from '../shared/unusual-texts.ts';

/** Localparts of the letters and digits that every server takes, in forms that are rarely chosen. */
const localparts = (fresh: () => string): readonly (readonly [what: string, text: string])[] => [
  ['digits alone', fresh().replaceAll(/[a-z]/g, (letter) => `${letter.charCodeAt(0)}`)],
  ['letters alone', fresh().replaceAll(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)))],
  ['a zero in front', `0${fresh()}`],
  ['100 characters', fresh().padEnd(100, 'x')],
];

/** Names, topics and aliases that are legal and rarely seen. */
export const unusual: Readonly<Record<string, CaseBody>> = {
  'unusual-names-come-back': unusualTextCase({
    thing: 'The name of a new room',
    requirement: 'CREATE-20',
    async set(user, name) {
      const reply = await user.call('create_room', { body: { visibility: 'private', name } });
      const read = async (): Promise<unknown> =>
        (await contentOf(user, roomOf(reply), 'm.room.name', ''))?.['name'] ?? null;
      return { reply, read };
    },
  }),
  'unusual-topics-come-back': unusualTextCase({
    thing: 'The topic of a new room',
    requirement: 'CREATE-21',
    async set(user, topic) {
      // A name that is equal to the topic is another piece of state.
      const body = { visibility: 'private', name: topic, topic };
      const reply = await user.call('create_room', { body });
      const read = async (): Promise<unknown> => {
        const roomId = roomOf(reply);
        if ((await topicOf(user, roomId)) === topic) return topic;
        // A GET that shows another topic than the state is reported where topics are set.
        return (await contentOf(user, roomId, 'm.room.topic', ''))?.['topic'] ?? null;
      };
      return { reply, read };
    },
  }),
  'unusual-aliases-lead-to-their-rooms': {
    title: 'An alias of letters and digits leads to its room, whatever its length and letters',
    requires: ['CREATE-17', 'CREATE-18'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      for (const [what, localpart] of localparts(fresh)) {
        const body = { visibility: 'public', room_alias_name: localpart };
        const reply = await owner.call('create_room', { body });
        must.succeed(reply);
        const expected = aliasAt(owner, localpart);
        const reported = aliasIn(reply) ?? expected;
        const ofAlias = must.on('CREATE-18');
        ofAlias.violatedIf(
          reported !== expected,
          `alias of ${what}`,
          show(expected),
          show(reported),
        );
        const joined = await joinBy(guest, expected, { owner, roomId: roomOf(reply) });
        must.that(
          isSuccess(joined.reply),
          `join by an alias of ${what}`,
          'a success',
          joined.reply.status,
        );
        const inside = await isJoined(owner, roomOf(reply), guest);
        must.that(inside, `user who joins by an alias of ${what}`, 'joined', 'not joined');
        // An alias that leads to the room is what it was asked to be, whether createRoom named it or not.
        ofAlias.equal(reported, expected, `alias of ${what}`);
      }
    },
  },
  'unknown-keys-of-any-type-are-ignored': {
    title: 'createRoom ignores unknown keys, whatever their values are',
    requires: ['CREATE-23'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const plain = { visibility: 'private' };
      await owner.need('create_room', { body: plain });
      for (const value of [null, '', 0, false, [], {}, [null]]) {
        const body = { ...plain, 'com.example.custom': value };
        must.succeed(await owner.call('create_room', { body }));
      }
    },
  },
};
