import { eventWhere } from '../../harness/fixtures/pages.ts';
import { bring, privateRoom } from '../../harness/fixtures/rooms.ts';
import { suite } from '../../harness/run/case.ts';
import { isObject } from '../../harness/spec/json.ts';

/** Latin, Greek, Cyrillic, Hebrew, Devanagari, CJK, beyond the first plane, joined, and not composed. */
const words = [
  'Grüße, naïve façade',
  'Καλημέρα Привет שלום नमस्ते',
  '日本語 한국어',
  '🎉 👩‍👩‍👧 𝔘𝔫𝔦',
  'e\u0301 is not \u00e9',
  'a "quoted" \\ back\tslash\nand more \u2028 \u200b',
];

const eventType = 'com.example.conf';

export const encoding = suite('conventions', {
  'non-ascii-message-comes-back': {
    title: 'A message that is not ASCII comes back character by character',
    requires: ['CONV-16'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const run = fresh();
      const body = { msgtype: 'm.text', body: words.join('; '), words, run };

      await owner.need('send_message', { roomId, body });
      for (const reader of [owner, member]) {
        const { content } = await eventWhere(reader, roomId, (e) => e.content['run'] === run);
        must.equal(content['body'], body.body, `message that ${reader.name} reads`);
        must.equal(content['words'], words, `words that ${reader.name} reads`);
      }
    },
  },
  'non-ascii-topic-comes-back': {
    title: 'A topic that is not ASCII comes back character by character',
    requires: ['CONV-16'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const first = words.slice(0, 4).join('; ');
      const roomId = await privateRoom(owner, { topic: first });

      const made = await owner.need('get_topic', { roomId });
      must.equal(made.topic, first, 'topic that the room was made with');
      for (const topic of words.slice(0, 5)) {
        await owner.need('set_topic', { roomId, body: { topic } });
        must.equal((await owner.need('get_topic', { roomId })).topic, topic, 'topic that was set');
      }
    },
  },
  'escaped-characters-are-characters': {
    title: 'A character that JSON escapes is the character',
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
    title: 'A room id with ! and : as they are, and percent-encoded, names the same room',
    requires: ['CONV-17'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const encoded = encodeURIComponent(roomId).replaceAll('!', '%21');
      const spellings = [
        encoded,
        encoded.replaceAll('%21', '!'),
        encoded.replaceAll('%3A', ':'),
        encoded.replaceAll('%21', '!').replaceAll('%3A', ':'),
        encoded.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
      ];

      for (const room of new Set(spellings)) {
        const run = fresh();
        const path = `/rooms/${room}/send/${eventType}`;
        must.succeed(await owner.send({ method: 'POST', path, body: { run } }));
        await eventWhere(owner, roomId, (e) => e.content['run'] === run);
        const listed = await owner.send({ method: 'GET', path: `/rooms/${room}/members` });
        must.succeed(listed);
      }
    },
  },
  'raw-and-encoded-user-id-are-one-user': {
    title: 'A user id with : as it is, and percent-encoded, names the same user',
    requires: ['CONV-17'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const encoded = encodeURIComponent(owner.id);

      for (const user of [encoded, encoded.replaceAll('%3A', ':')]) {
        const path = `/rooms/${encodeURIComponent(roomId)}/state/m.room.member/${user}`;
        const reply = await owner.send({ method: 'GET', path });
        must.succeed(reply);
        const membership = isObject(reply.json) ? reply.json['membership'] : undefined;
        must.equal(membership, 'join', `membership read as ${user}`);
      }
    },
  },
  'paths-are-decoded-once': {
    title: 'A room id that is percent-encoded twice names another room',
    requires: ['CONV-17'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const once = encodeURIComponent(roomId).replaceAll('!', '%21');
      const pathOf = (room: string): string => `/rooms/${room}/send/${eventType}`;

      await must.keep(owner, roomId, async () => {
        const path = pathOf(encodeURIComponent(once));
        must.status(await owner.send({ method: 'POST', path, body: {} }), 'refused');
      });
      must.succeed(await owner.send({ method: 'POST', path: pathOf(once), body: {} }));
    },
  },
});
