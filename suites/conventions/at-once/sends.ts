import { wordOf } from '../../../harness/document/json.ts';
import type { MessageEvent } from '../../../harness/document/ids.ts';
import { same } from '../../../harness/judge/compare.ts';
import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import {
  allOf,
  feedbackOn,
  idsOf,
  newest,
  oldestToken,
  page,
  say,
  walk,
} from '../../../harness/world/pages.ts';
import { privateRoom, openRoomWith } from '../../../harness/world/rooms.ts';

const message = (body: string) => ({ msgtype: 'm.text', body });

/** Texts that begin with a mark of the case, for each user of a list. */
const textsFor = (users: readonly User[], mark: string, count: number) =>
  Array.from({ length: count }, (_, n) =>
    users.map((user) => ({ user, text: `${mark} ${user.name} ${n}` })),
  ).flat();

const idIn = (reply: Reply | undefined): string | null => {
  const id = reply === undefined ? undefined : at(reply.json, 'event_id');
  return reply !== undefined && isSuccess(reply) && typeof id === 'string' && id !== '' ? id : null;
};

/** @throws Broken unless two requests were answered with an id */
function requireTwo(replies: readonly Reply[]): void {
  if (replies.filter((reply) => idIn(reply) !== null).length < 2)
    throw new Broken('fewer than two of the messages were accepted');
}

const textOf = ({ content }: MessageEvent): unknown => content['body'];

/** Pages that are read while others send; a fast target answers many of them in that time. */
const mostPages = 40;

type Depart = (owner: User, guest: User, roomId: string) => Promise<unknown>;

const departures: readonly (readonly [string, string, string, Depart])[] = [
  [
    'kick',
    'was kicked',
    'leave',
    (owner, { id }, roomId) =>
      owner.need('set_membership', { roomId, userId: id, body: { membership: 'leave' } }),
  ],
  ['leave', 'left', 'leave', (_, guest, roomId) => guest.need('leave', { roomId })],
  [
    'ban',
    'was banned',
    'ban',
    (owner, { id }, roomId) => owner.need('ban', { roomId, body: { user_id: id } }),
  ],
];

/** A message that began before is sent before, or not at all: the room must not show first that its sender is gone. */
const noneArrivesAfter = (how: string, membership: string, depart: Depart): CaseBody => ({
  title: `Once the room shows that a user ${how}, no message of that user comes into it`,
  requires: ['SEND-15'],
  async run({ users, must, fresh }) {
    const [owner, guest] = await users('owner', 'guest');

    for (const round of [1, 2]) {
      const roomId = await openRoomWith(owner, guest);
      const talking = [1, 2, 3].map(() => talkUntilRefused(guest, roomId, fresh()));
      const reading = depart(owner, guest, roomId).then(() => newest(owner, roomId));
      // All of them end before the case does, whatever one of them meets.
      await Promise.allSettled([...talking, reading]);
      const before = await reading;
      const change = before.find((event) => event['state_key'] === guest.id);
      if (change?.content['membership'] !== membership)
        throw new Broken(`the messages do not show that the user ${how}`);
      const shown = new Set(idsOf(before));
      const after = (await newest(owner, roomId)).filter(
        (event) => event.type === 'm.room.message' && !shown.has(event.event_id),
      );
      must.equal(idsOf(after), [], `messages in round ${round} that came after that was shown`);
    }
  },
});

/** Messages that arrive at the same moment. */
export const sendsAtOnce: Readonly<Record<string, CaseBody>> = {
  'messages-at-once-are-all-listed': {
    title:
      'Messages that three users send at the same moment are each listed once, by their sender and in one order',
    requires: ['MSG-03', 'MODEL-22', 'MODEL-28', 'CONV-19', 'MSGS-12'],
    async run({ users, must, fresh }) {
      const [owner, second, third] = await users('owner', 'second', 'third');
      const roomId = await openRoomWith(owner, second, third);
      const texts = textsFor([owner, second, third], fresh(), 3);

      const replies = await Promise.all(
        texts.map(({ user, text }) => user.call('send_message', { roomId, body: message(text) })),
      );

      requireTwo(replies);
      const ids = replies.flatMap((reply) => idIn(reply) ?? []);
      must.on('MODEL-22').equal(new Set(ids).size, ids.length, 'number of different ids answered');
      const back = await newest(owner, roomId);
      for (const [i, { user, text }] of texts.entries()) {
        const id = idIn(replies[i]);
        if (id === null) continue;
        const listed = back.filter((event) => textOf(event) === text);
        must.equal(listed.length, 1, 'number of times that a message is listed');
        must.on('MODEL-28').equal(listed[0]?.event_id, id, 'id under which a message is listed');
        const sender = listed[0]?.['user_id'] ?? listed[0]?.['sender'];
        if (sender !== undefined) must.on('CONV-19').equal(sender, user.id, 'sender of a message');
      }
      const from = await oldestToken(owner, roomId);
      const forward = idsOf((await walk(owner, roomId, { dir: 'f', from })).events);
      const sent = (list: readonly string[]) => list.filter((id) => ids.includes(id));
      if (sent(forward).length !== ids.length)
        throw new Broken('the walk forward does not find the messages');
      must
        .on('MSGS-12')
        .equal(sent(forward), sent(idsOf(back)).toReversed(), 'order of the messages, forward');
    },
  },
  'events-and-feedback-at-once-are-all-listed': {
    title: 'Events of two types and feedback that one user sends at the same moment are all listed',
    requires: ['SEND-03', 'FEED-03', 'SEND-14'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const mark = fresh();
      const target = await feedbackOn(owner, roomId);
      const sends = [1, 2, 3].flatMap((n) => [
        ...['com.example.one', 'com.example.two'].map((eventType) => ({
          type: eventType,
          send: () =>
            owner.call('send_non_state_event', {
              roomId,
              eventType,
              body: { mark: `${mark} ${n}` },
            }),
        })),
        {
          type: 'm.room.message.feedback',
          send: () => owner.call('send_feedback', { roomId, body: target }),
        },
      ]);

      const replies = await Promise.all(sends.map(({ send }) => send()));

      requireTwo(replies);
      const ids = new Set(replies.map(idIn));
      const found = await allOf(owner, roomId, ids.size, (e) => ids.has(e.event_id));
      const listed = new Map(found.map((e) => [e.event_id, e.type]));
      for (const [i, { type }] of sends.entries()) {
        const id = idIn(replies[i]);
        if (id === null) continue;
        const held = must.on(type === 'm.room.message.feedback' ? 'FEED-03' : 'SEND-03');
        held.that(listed.has(id), `${type} that was accepted`, 'listed', 'missing');
        must.on('SEND-14').equal(listed.get(id), type, 'type of an event');
      }
    },
  },
  'messages-into-two-rooms-at-once-stay-apart': {
    title: 'Messages that one user sends into two rooms at the same moment are each in their room',
    requires: ['MSG-14', 'MSG-03', 'MSGS-05'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const mark = fresh();
      const rooms = [await privateRoom(owner), await privateRoom(owner)];
      const texts = rooms.flatMap((roomId, r) =>
        [1, 2, 3].map((n) => ({ roomId, text: `${mark} ${r} ${n}` })),
      );

      const replies = await Promise.all(
        texts.map(({ roomId, text }) =>
          owner.call('send_message', { roomId, body: message(text) }),
        ),
      );

      requireTwo(replies);
      const listed = await Promise.all(rooms.map((roomId) => newest(owner, roomId)));
      for (const [i, { roomId, text }] of texts.entries()) {
        if (idIn(replies[i]) === null) continue;
        const here = rooms.filter((_, r) => listed[r]?.some((event) => textOf(event) === text));
        const elsewhere = here.filter((other) => other !== roomId).length;
        must.equal(elsewhere, 0, 'number of other rooms that list a message');
        must.on('MSG-03').that(here.includes(roomId), 'message in its room', 'listed', 'missing');
      }
      // Different events of one id are reported against MODEL-22.
      const [one = [], two = []] = listed;
      const shared = one.filter((event) => two.some((other) => same(event, other)));
      must.on('MSGS-05').equal(idsOf(shared), [], 'events of both rooms');
    },
  },
  'pages-while-sending-miss-nothing': {
    title: 'A walk forward during which messages are sent finds each of them',
    requires: ['MSGS-13', 'MSGS-03'],
    async run({ users, must, fresh }) {
      const [owner, reader, talker] = await users('owner', 'reader', 'talker');
      const roomId = await openRoomWith(owner, reader, talker);
      await say(owner, roomId, 'one', 'two', 'three');
      const mark = fresh();
      const from = await oldestToken(reader, roomId);
      const sent: string[] = [];
      const left = { talkers: 2, pages: mostPages };
      const talk = async (user: User): Promise<void> => {
        try {
          for (const n of [1, 2, 3, 4]) sent.push(...(await say(user, roomId, `${mark} ${n}`)));
        } finally {
          left.talkers -= 1;
        }
      };
      const seen = new Set<string>();
      const listen = async (): Promise<string> => {
        let token = from;
        while (left.talkers > 0 && left.pages > 0) {
          left.pages -= 1;
          const next = await page(reader, roomId, { dir: 'f', from: token, limit: 3 });
          for (const id of idsOf(next.chunk)) seen.add(id);
          // A page that lacks an end has cases of its own (MODEL-18).
          token = next.end ?? token;
        }
        return token;
      };

      const [token] = await Promise.all([listen(), talk(owner), talk(talker)]);

      for (const { event_id: id } of (await walk(reader, roomId, { dir: 'f', from: token })).events)
        seen.add(id);
      const isSent = ({ event_id: id }: MessageEvent): boolean => sent.includes(id);
      const listed = new Set(idsOf(await allOf(reader, roomId, sent.length, isSent)));
      const missing = sent.filter((id) => !listed.has(id)).length;
      must.on('MSGS-03').equal(missing, 0, 'number of messages that are not listed afterwards');
      const missed = sent.filter((id) => listed.has(id) && !seen.has(id)).length;
      must.equal(missed, 0, 'number of messages that the walk has missed');
    },
  },
  'one-txn-id-of-two-users-at-once-is-two-messages': {
    title: 'PUTs of two users with one txnId at the same moment send two messages',
    requires: ['MSG-07'],
    async run({ users, must, fresh }) {
      const [owner, second] = await users('owner', 'second');
      const roomId = await openRoomWith(owner, second);
      const sendBoth = async (txnIds: readonly [string, string]) => {
        const mark = fresh();
        const send = (user: User, txnId: string): Promise<Reply> =>
          user.call('send_message', { roomId, body: message(`${mark} ${user.name}`), txnId });
        const replies = await Promise.all([send(owner, txnIds[0]), send(second, txnIds[1])]);
        requireTwo(replies);
        const listed = (await newest(owner, roomId)).filter((event) =>
          wordOf(textOf(event)).startsWith(mark),
        );
        return { ids: new Set(replies.map(idIn)).size, events: listed.length };
      };

      for (const round of [1, 2, 3]) {
        const txnId = fresh();
        const together = await sendBoth([txnId, txnId]);
        const isTwo = together.ids === 2 && together.events === 2;
        const apart = isTwo ? together : await sendBoth([fresh(), fresh()]);
        if (apart.ids !== 2 || apart.events !== 2)
          throw new Broken('PUTs with different txnIds are not two messages either');
        must.that(isTwo, `result of round ${round}`, 'two ids and two messages', together);
      }
    },
  },
  ...Object.fromEntries(
    departures.map(([name, how, membership, depart]) => [
      `no-message-arrives-after-the-${name}`,
      noneArrivesAfter(how, membership, depart),
    ]),
  ),
};

/** One client that sends message after message, until one is refused. */
async function talkUntilRefused(user: User, roomId: string, mark: string): Promise<void> {
  for (const n of [1, 2, 3, 4, 5, 6]) {
    const body = message(`${mark} ${n}`);
    if (!isSuccess(await user.call('send_message', { roomId, body }))) return;
  }
}
