import { wordOf } from '../../harness/document/json.ts';
import { encodePart } from '../../harness/document/routes.ts';
import type { Reply } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { allOf, eventWhere } from '../../harness/world/pages.ts';
import { aliasedRoom } from '../../harness/world/joining.ts';
import { at, isSuccess, requireSuccess } from '../../harness/world/answers.ts';
import {
  admit,
  privateRoom,
  openRoomWith,
  roomOf,
  unknownRoomLike,
} from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import { listingViews, syncOf } from '../operations/shared/listing-views.ts';

/** Many scripts, characters outside the basic plane, joined characters, and decomposed ones. */
const words = [
  'Grüße, naïve façade',
  'Καλημέρα Привет שלום नमस्ते',
  '日本語 한국어',
  '🎉 👩‍👩‍👧 𝔘𝔫𝔦',
  'e\u0301 is not \u00e9',
  // A text that ends in white space would show servers that cut it off, which is not about encoding.
  'lines\u2028and\u2029more \u200b \u00a0 end',
];

const eventType = 'com.example.conf';

/** Text in bodies and percent-encoding in paths. */
export const encoding: Readonly<Record<string, CaseBody>> = {
  'non-ascii-message-comes-back': {
    title: 'A message with non-ASCII text comes back character by character',
    requires: ['CONV-16'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const run = fresh();
      const body = { msgtype: 'm.text', body: words.join('; '), run };

      await owner.need('send_message', { roomId, body });
      for (const reader of [owner, member]) {
        const { content } = await eventWhere(reader, roomId, (e) => e.content['run'] === run);
        must.equal(content['body'], body.body, `message that ${reader.name} reads`);
      }
      const { messages } = await syncOf(owner, roomId);
      const shown = messages?.chunk.find((e) => e.content['run'] === run);
      if (shown !== undefined)
        must.equal(shown.content['body'], body.body, 'message that initialSync shows');
    },
  },
  'non-ascii-topic-comes-back': {
    title: 'A topic with non-ASCII text comes back character by character',
    requires: ['CONV-16'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const mark = fresh();
      const topic = [mark, ...words].join('; ');

      // It is set twice since a server that shows an earlier topic is judged by other cases.
      await owner.need('set_topic', { roomId, body: { topic } });
      await owner.need('set_topic', { roomId, body: { topic } });

      const read = await owner.need('get_topic', { roomId });
      if (!read.topic.includes(mark)) throw new Broken('get_topic returned another topic');
      must.equal(read.topic, topic, 'topic that was set');
      for (const [view, events] of await listingViews(owner, roomId)) {
        const topics = events.map((event) => wordOf(at(event['content'], 'topic')));
        // A view that does not show the topic at all is reported elsewhere.
        for (const shown of topics.filter((text) => text.startsWith(mark)))
          must.equal(shown, topic, `topic in ${view}`);
      }
    },
  },
  'non-ascii-topic-of-a-new-room-comes-back': {
    title: 'A room created with a topic of non-ASCII text has it character by character',
    requires: ['CONV-16'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const mark = fresh();
      const topic = [mark, ...words].join('; ');

      const roomId = await privateRoom(owner, { topic });

      const read = await owner.need('get_topic', { roomId });
      if (!read.topic.includes(mark)) throw new Broken('get_topic returned another topic');
      must.equal(read.topic, topic, 'topic of the room');
    },
  },
  'escaped-characters-are-characters': {
    title: 'A character that JSON escapes is read as that character',
    requires: ['CONV-16'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const run = fresh();
      const body = { run, text: 'ü 日 🎉' };
      const raw = `{"run":"${run}","text":"\\u00fc \\u65e5 \\ud83c\\udf89"}`;

      await owner.need('send_non_state_event', { roomId, eventType, body }, { raw });
      const { content } = await eventWhere(owner, roomId, (e) => e.content['run'] === run);
      must.equal(content['text'], body.text, 'text of the event');
    },
  },
  'raw-and-encoded-room-id-are-one-room': {
    title: 'A room id names the same room whether ! and : are percent-encoded or not',
    requires: ['CONV-17'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const encoded = encodePart(roomId).replaceAll('!', '%21');
      const spellings = [
        encoded,
        encoded.replaceAll('%21', '!'),
        encoded.replaceAll('%3A', ':'),
        encoded.replaceAll('%21', '!').replaceAll('%3A', ':'),
        encoded.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
      ];

      const run = fresh();
      const sends: Reply[] = [];
      const reads: Reply[] = [];
      for (const [i, room] of spellings.entries()) {
        const path = `/rooms/${room}/send/${eventType}`;
        sends.push(await owner.send({ method: 'POST', path, body: { run, i } }));
        const state = `/rooms/${room}/state/m.room.member/${encodePart(owner.id)}`;
        reads.push(await owner.send({ method: 'GET', path: state }));
      }

      for (const replies of [sends, reads]) {
        // A request that is refused in every spelling is refused for another reason.
        if (replies.every((r) => r.status > 299))
          throw new Broken('no spelling of the id is accepted');
        for (const reply of replies) must.succeed(reply);
      }
      const path = `/rooms/${spellings.at(-1)}/initialSync`;
      const named = at((await owner.send({ method: 'GET', path })).json, 'room_id');
      // A server may answer without a room_id, or with a wrong one in every spelling, which is reported against SYNC-04.
      const isOwn = (id: unknown): boolean => typeof id !== 'string' || id === roomId;
      const right = isOwn(named);
      const plain = right ? null : await owner.call('get_room_sync_data', { roomId });
      if (plain !== null && !isOwn(at(plain.json, 'room_id')))
        throw new Broken('initialSync names another room in every spelling');
      must.that(right, 'room_id in initialSync of a path in lower case', roomId, named);

      await owner.need('send_non_state_event', { roomId, eventType, body: { run, i: 'last' } });
      await eventWhere(owner, roomId, (e) => e.content['run'] === run && e.content['i'] === 'last');
      const count = spellings.length + 1;
      const sent = await allOf(owner, roomId, count, (e) => e.content['run'] === run);
      must.equal(sent.length, count, 'number of events in the room');
    },
  },
  'raw-and-encoded-user-id-are-one-user': {
    title: 'A user id names the same user whether : and @ are percent-encoded or not',
    requires: ['CONV-17'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const encoded = encodePart(owner.id);

      const colon = encoded.replaceAll('%3A', ':');
      const spellings = [encoded, colon, colon.replaceAll('%40', '@')];
      const replies: Reply[] = [];
      for (const user of spellings) {
        const path = `/rooms/${encodePart(roomId)}/state/m.room.member/${user}`;
        replies.push(await owner.send({ method: 'GET', path }));
      }

      const membership = replies
        .map(({ json }) => at(json, 'membership'))
        .find((one) => typeof one === 'string');
      if (membership === undefined)
        throw new Broken('the creator does not read its own membership by any spelling');
      for (const [i, reply] of replies.entries()) {
        must.succeed(reply);
        must.include(reply.json, { membership }, `membership read as ${spellings[i]}`);
      }

      // Whoever is joined may join again, and only themselves.
      const joins: Reply[] = [];
      for (const user of spellings) {
        const path = `/rooms/${encodePart(roomId)}/state/m.room.member/${user}`;
        joins.push(await owner.send({ method: 'PUT', path, body: { membership: 'join' } }));
      }
      if (!joins.some(isSuccess)) throw new Broken('the creator cannot join again by any spelling');
      for (const reply of joins) must.succeed(reply);
    },
  },
  'raw-and-encoded-alias-are-one-alias': {
    title: 'An alias names the same room whether : is percent-encoded or not',
    requires: ['CONV-17'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      const { roomId, alias } = await aliasedRoom(owner, 'public', fresh());
      await admit(owner, roomId, guest);
      const encoded = encodePart(alias).replaceAll(':', '%3A');
      const spellings = [encoded, encoded.replaceAll('%3A', ':'), encoded.replaceAll('%3A', '%3a')];
      const ids = [
        encodePart(roomId).replaceAll('!', '%21'),
        encodePart(roomId).replaceAll('%21', '!'),
      ];

      for (const addresses of [spellings, ids]) {
        const replies: Reply[] = [];
        for (const address of addresses) {
          const path = `/join/${address}`;
          replies.push(await guest.send({ method: 'POST', path, body: {} }));
        }
        // An address that is refused in every spelling is refused for another reason.
        if (replies.every((r) => r.status > 299)) throw new Broken('no spelling is accepted');
        const accepted = addresses[replies.findIndex(isSuccess)];
        // So is one that is refused once its user is joined: whether users can join again is JOIN-10's.
        if (!replies.every(isSuccess)) {
          const path = `/join/${accepted}`;
          if (!isSuccess(await guest.send({ method: 'POST', path, body: {} })))
            throw new Broken('the spelling that was accepted is refused the second time');
        }
        for (const reply of replies) must.succeed(reply);
      }
    },
  },
  'paths-are-decoded-once': {
    title: 'A room id that is percent-encoded twice does not name the room',
    requires: ['CONV-17'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const once = encodePart(roomId).replaceAll('!', '%21');
      const pathOf = (room: string): string => `/rooms/${room}/send/${eventType}`;
      const nowhere = pathOf(encodePart(unknownRoomLike(roomId, fresh())));
      if (isSuccess(await owner.send({ method: 'POST', path: nowhere, body: { v: 1 } })))
        throw new Broken('an event is accepted for a room that does not exist');

      const path = pathOf(encodePart(once));
      must.status(await owner.send({ method: 'POST', path, body: { v: 1 } }), 'refused');
      requireSuccess(await owner.send({ method: 'POST', path: pathOf(once), body: { v: 1 } }));
    },
  },
  'json-is-the-plain-media-type': {
    title: 'A body of the type application/json is accepted without a charset',
    requires: ['META-07'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const args = { body: { visibility: 'private' } };

      const plain = await owner.call('create_room', args);
      if (plain.status > 299) {
        const contentType = 'application/json; charset=utf-8';
        const other = await owner.call('create_room', args, { contentType });
        if (other.status > 299) throw new Broken('createRoom refuses every content type');
      }
      must.succeed(plain);
      roomOf(plain);
    },
  },
};
