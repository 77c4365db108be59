import { optionalKeysOf } from '../../../harness/document/profile.ts';
import { wordOf } from '../../../harness/document/json.ts';
import { same } from '../../../harness/judge/compare.ts';
import { someOf } from '../../../harness/world/answers.ts';
import {
  askPage,
  endOf,
  idsIn,
  idsOf,
  isPage,
  newest,
  page,
  pageOf,
  say,
  walk,
} from '../../../harness/world/pages.ts';
import {
  ban,
  bring,
  enter,
  kick,
  leave,
  openRoomWith,
  privateRoom,
  topicOf,
} from '../../../harness/world/rooms.ts';
import type { User } from '../../../harness/judge/user.ts';
import type { CaseBody } from '../../../harness/run/case.ts';

/** The events that are listed, for each reader and each room. */
export const success: Readonly<Record<string, CaseBody>> = {
  'member-reads-messages': {
    title: 'A joined member gets a page of messages',
    requires: ['MSGS-01', 'MSGS-02'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      await say(owner, roomId, 'one', 'two');

      for (const reader of [owner, member]) {
        const reply = await askPage(reader, roomId, { limit: 5 });
        must.succeed(reply);
        must.on('MSGS-02').that(isPage(reply), 'answer', 'start, end and chunk', reply.json);
      }
    },
  },
  'every-parameter-may-be-left-out': {
    title: 'get_messages needs none of from, to and limit',
    requires: ['MSGS-06', 'MSGS-09', 'MSGS-02', 'MSGS-07'],
    async run({ users, must, profile, reading }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      for (let i = 0; i < 20; i += 1) {
        await owner.need('set_topic', { roomId, body: { topic: `Topic ${i}` } });
      }

      const limited = await owner.call('get_messages', { roomId, limit: 3 });
      must.succeed(limited);
      const plain = await owner.call('get_messages', { roomId });
      must.on('MSGS-09').succeed(plain);
      const optional = optionalKeysOf(profile);
      must
        .on('MSGS-02')
        .that(isPage(plain, optional), 'answer', 'start, end and chunk', plain.json);
      must.on('MSGS-07').succeed(plain);

      const whole = await askPage(owner, roomId);
      must.on('MSGS-09').succeed(whole);
      const { events } = await walk(owner, roomId);
      if (events.length === 0) return;
      const { length } = pageOf(whole).chunk;
      reading('default-page-size', length === events.length ? 'everything' : String(length));
      const order = idsOf(pageOf(plain).chunk);
      const newestFirst = order[0] === events[0]?.event_id;
      // Where every page has a direction, the order of a page without one is not known.
      if (profile.changeOf('MSGS-06') === undefined)
        reading('messages-order', messagesOrder(order.length, newestFirst));
    },
  },
  'every-message-is-found': {
    title: 'Every member finds every message of the room, as it was sent',
    requires: ['MSGS-03', 'MSG-03'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const elsewhere = await privateRoom(owner);
      const before = await idsIn(owner, roomId);

      const sent = new Map<string, string>();
      for (const [text, sender] of [
        ['one', owner],
        ['two', member],
        ['three', owner],
        ['four', owner],
        ['five', member],
      ] as const) {
        const [id = ''] = await say(sender, roomId, text);
        sent.set(id, text);
        await say(owner, elsewhere, `${text} elsewhere`);
      }

      for (const reader of [owner, member]) {
        const { events } = await walk(reader, roomId);
        const found = new Map(events.map((e) => [e.event_id, e.content['body']] as const));
        const lost = [...sent.keys()].filter((id) => !found.has(id));
        must.equal(lost, [], `messages that ${reader.name} does not find`);
        const changed = [...sent].filter(([id, text]) => found.get(id) !== text);
        const what = `messages that ${reader.name} does not read as they were sent`;
        must.on('MSG-03').equal(changed, [], what);
        const texts = events.filter((e) => e.type === 'm.room.message' && !before.has(e.event_id));
        must.that(
          texts.length === sent.size,
          'number of messages in the room',
          `${sent.size}`,
          texts.length,
        );
      }
    },
  },
  'messages-of-every-member-are-found': {
    title:
      'The messages of every member are found, even after they left, were removed or came back',
    requires: ['MSGS-03'],
    async run({ users, must }) {
      const [owner, member, third, leaver] = await users('owner', 'member', 'third', 'leaver');
      const roomId = await openRoomWith(owner, member, leaver, third);

      const sent = [
        ...(await say(third, roomId, 'one')),
        ...(await say(leaver, roomId, 'two')),
        ...(await say(member, roomId, 'three')),
      ];
      await leave(owner, roomId, leaver);
      sent.push(...(await say(third, roomId, 'four')), ...(await say(owner, roomId, 'five')));

      const finds = async (reader: User, when: string): Promise<void> => {
        const found = idsOf((await walk(reader, roomId)).events);
        const lost = sent.filter((id) => !found.includes(id));
        must.equal(lost, [], `messages that ${reader.name} does not find ${when}`);
      };
      for (const reader of [owner, member, third]) await finds(reader, 'after a leave');
      await kick(owner, roomId, third);
      await ban(owner, roomId, member);
      await finds(owner, 'after a kick and a ban');
      await enter(owner, roomId, leaver);
      for (const reader of [owner, leaver]) await finds(reader, 'after a return');
    },
  },
  'joiner-sees-what-was-sent-before': {
    title: 'A user who joins finds the messages that were sent before',
    requires: ['MSGS-03'],
    async run({ users, must }) {
      const [owner, joiner] = await users('owner', 'joiner');
      const roomId = await privateRoom(owner);
      const sent = await say(owner, roomId, 'one', 'two', 'three');

      await bring(owner, roomId, joiner);

      const found = idsOf((await walk(joiner, roomId)).events);
      const lost = sent.filter((id) => !found.includes(id));
      must.equal(lost, [], 'messages sent before the join that are missing');
    },
  },
  'each-room-lists-its-own': {
    title: 'Two rooms have no event in common, and each lists its own messages',
    requires: ['MSGS-05', 'MSGS-03'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const [kitchen, cellar] = [await privateRoom(owner), await privateRoom(owner)];
      const cooked = await say(owner, kitchen, 'Soup');
      const stored = await say(owner, cellar, 'Wine');

      const inKitchen = await newest(owner, kitchen);
      const inCellar = await newest(owner, cellar);

      const own = idsOf([...inKitchen, ...inCellar]);
      const lost = [...cooked, ...stored].filter((id) => !own.includes(id));
      must.on('MSGS-03').equal(lost, [], 'messages that are missing');
      // Different events of one id are reported against MODEL-22.
      const common = inKitchen.filter((one) => inCellar.some((other) => same(one, other)));
      must.equal(idsOf(common), [], 'events that both rooms list');
      const foreign = [
        ...inCellar.filter((event) => event.content['body'] === 'Soup'),
        ...inKitchen.filter((event) => event.content['body'] === 'Wine'),
      ];
      must.equal(idsOf(foreign), [], 'messages listed in the other room');
    },
  },
  'token-of-another-room-shows-nothing-of-it': {
    title: "A page token of another room shows none of that room's events",
    requires: ['MSGS-05'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const secret = await privateRoom(owner);
      await say(owner, secret, 'one', 'two', 'three', 'four', 'five', 'six');
      const roomId = await openRoomWith(owner, member);
      await say(owner, roomId, 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve');
      const hidden = someOf(idsOf(await newest(owner, secret)), 'event of the other room');
      const from = endOf(await page(owner, secret, { limit: 3 }));

      for (const dir of ['b', 'f'] as const) {
        const reply = await askPage(member, roomId, { limit: 20, from, dir });
        const shown = reply.status === 200 ? idsOf(pageOf(reply).chunk) : [];
        const leaked = shown.filter((id) => hidden.includes(id));
        must.equal(leaked, [], 'events of the other room');
      }
    },
  },
  'state-changes-are-listed': {
    title: 'Messages list every change of state: of topics, memberships and other state',
    requires: ['MSGS-16'],
    async run({ users, must }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await openRoomWith(owner, member);

      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });
      await bring(owner, roomId, guest);
      await owner.need('set_topic', { roomId, body: { topic: 'Wine' } });
      const conf = { roomId, eventType: 'com.example.conf', stateKey: 'k', body: { v: 'set' } };
      await owner.need('send_state_event', conf);

      // A second topic that was not set cannot be listed.
      const topics = ['Tea', 'Wine'].slice(0, (await topicOf(owner, roomId)) === 'Wine' ? 2 : 1);
      const changes = [...topics.map((t) => `m.room.topic ${t}`), 'com.example.conf set'];
      for (const reader of [owner, member]) {
        const events = await newest(reader, roomId);
        const listed = events.map(
          (e) => `${e.type} ${wordOf(e.content['topic'] ?? e.content['v'])}`,
        );
        for (const change of changes) {
          must.that(listed.includes(change), `${change} in messages`, 'there', listed);
        }
        const memberships = events
          .filter((e) => e.type === 'm.room.member' && (e['state_key'] ?? guest.id) === guest.id)
          .map((e) => e.content['membership']);
        for (const membership of ['invite', 'join']) {
          must.that(
            memberships.includes(membership),
            `${membership} in messages`,
            'there',
            memberships,
          );
        }
      }
    },
  },
};

function messagesOrder(events: number, newestFirst: boolean): string {
  if (events === 0) return 'starts-at-now';
  return newestFirst ? 'newest-first' : 'oldest-first';
}
