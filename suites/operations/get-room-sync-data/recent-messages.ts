import { isObject, objectsAt, wordOf } from '../../../harness/document/json.ts';
import { absentPut } from '../../../harness/judge/known.ts';
import type { User } from '../../../harness/judge/user.ts';
import { at, isSuccess, requireSuccess, someOf } from '../../../harness/world/answers.ts';
import {
  askPage,
  endOf,
  feedbackOn,
  idsOf,
  newest,
  page,
  pageOf,
  say,
} from '../../../harness/world/pages.ts';
import { enter, leave, privateRoom, openRoomWith } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { MessagePaginationChunk } from '../../../harness/document/ids.ts';
import { hasOneDirection, roomWithHistory } from '../shared/room-history.ts';

/** The messages of initialSync; undefined where it has none, which is reported against SYNC-07. */
async function recent(
  reader: User,
  roomId: string,
  limit: number,
): Promise<MessagePaginationChunk | undefined> {
  const options = { undeclared: { limit: String(limit) } };
  return (await reader.need('get_room_sync_data', { roomId }, options)).messages;
}

const none = 'initialSync has no messages, see SYNC-07';

/** The newest messages in initialSync. */
export const recentMessages: Readonly<Record<string, CaseBody>> = {
  'messages-are-a-page': {
    title: 'The messages in initialSync are a page with start and end',
    requires: ['SYNC-05', 'MODEL-37'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      await say(owner, roomId, 'hello');

      const reply = await owner.call('get_room_sync_data', { roomId });

      const messages = at(requireSuccess(reply).json, 'messages');
      if (messages === undefined) {
        must.notApplicable('SYNC-05', none);
        return must.notApplicable('MODEL-37', none);
      }
      must.on('MODEL-37').include(messages, {}, 'messages in initialSync');
      const chunk = at(messages, 'chunk');
      must.on('SYNC-05').that(Array.isArray(chunk), 'chunk of the messages', 'an array', messages);
      for (const token of ['start', 'end']) {
        const kind = typeof at(messages, token);
        must.on('SYNC-05').equal(kind, 'string', `type of the ${token} of the messages`);
      }
      const onward = await askPage(owner, roomId, { dir: 'f', from: wordOf(at(messages, 'end')) });
      const listed = isSuccess(onward) ? idsOf(pageOf(onward).chunk) : [];
      // The event at the token itself may belong to either side.
      const given = isObject(messages) ? objectsAt(messages, 'chunk').slice(0, -1) : [];
      const again = listed.filter((id) => given.some((event) => event['event_id'] === id));
      if (again.length > 0 && !(await hasOneDirection(owner, roomId)))
        must.on('SYNC-05').equal(again, [], 'messages that are listed again behind their end');
    },
  },
  'messages-come-oldest-first': {
    title: 'The messages in initialSync stand in the order they were sent',
    requires: ['SYNC-05'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const sent = await say(owner, roomId, 'one', 'two', 'three');

      const messages = await recent(owner, roomId, 3);

      if (messages === undefined) return must.notApplicable('SYNC-05', none);
      const given = idsOf(messages.chunk).filter((id) => sent.includes(id));
      if (given.length < 2)
        return must.notApplicable('SYNC-05', 'the messages are not the newest, see SYNC-09');
      const expected = sent.filter((id) => given.includes(id));
      must.equal(given, expected, 'order of the messages');
    },
  },
  'limit-bounds-the-messages': {
    title: 'initialSync has no more events in its messages than limit says, state changes included',
    requires: ['SYNC-08'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner);

      for (const limit of [1, 3]) {
        const messages = await recent(owner, roomId, limit);

        if (messages === undefined) return must.notApplicable('SYNC-08', none);
        const given = someOf(idsOf(messages.chunk), 'message in initialSync');
        must.that(given.length <= limit, `events with limit=${limit}`, `at most ${limit}`, given);
      }
    },
  },
  'messages-are-the-most-recent': {
    title: 'The messages in initialSync are the newest events of the room, without a gap',
    requires: ['SYNC-09'],
    async run({ users, must, profile, fresh }) {
      const [owner, member, late] = await users('owner', 'member', 'late');
      const roomId = await openRoomWith(owner, member);
      const sent = [...(await say(owner, roomId, 'one', 'two', 'three'))];
      const last = { roomId, body: { msgtype: 'm.text', body: 'four' } };
      const txnId = absentPut(profile, owner.known, 'send_message') === undefined ? fresh() : null;
      const put = txnId === null ? last : { ...last, txnId };
      sent.push((await owner.need('send_message', put)).event_id);
      const listed = new Set(idsOf(await newest(member, roomId)));
      const expected = sent.filter((id) => listed.has(id));
      if (expected.length === 0)
        return must.notApplicable('SYNC-09', 'no message is listed, see MSG-03');

      for (const limit of [1, 3, 6]) {
        const messages = await recent(member, roomId, limit);

        if (messages === undefined) return must.notApplicable('SYNC-09', none);
        const given = idsOf(messages.chunk);
        const among = expected.filter((id) => given.includes(id));
        must.equal(among.slice(-1), expected.slice(-1), `newest message with limit=${limit}`);
        must.equal(among, expected.slice(-among.length), `newest messages with limit=${limit}`);
        const older =
          among.length < expected.length ? given.filter((id) => !expected.includes(id)) : [];
        must.equal(older, [], `events older than a message that is missing, with limit=${limit}`);
      }

      // Who comes late, and who comes back, get what was sent before.
      await leave(owner, roomId, member);
      for (const reader of [late, member]) {
        await enter(owner, roomId, reader);
        const all = idsOf(await newest(reader, roomId));
        const given = idsOf((await recent(reader, roomId, 20))?.chunk ?? []);
        const lost = expected.filter((id) => all.includes(id) && !given.includes(id));
        must.equal(lost, [], `messages that ${reader.name} does not get who joined after them`);
        const one = idsOf((await recent(reader, roomId, 1))?.chunk ?? []);
        must.equal(one.length, 1, 'number of events with limit=1, after a join');
      }
    },
  },
  'feedback-is-among-the-messages': {
    title: 'The messages in initialSync include feedback that get_messages lists',
    requires: ['SYNC-07'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = await feedbackOn(owner, roomId);
      const { event_id: id } = await owner.need('send_feedback', { roomId, body });
      if (!idsOf(await newest(owner, roomId)).includes(id)) {
        return must.notApplicable('SYNC-07', 'feedback is not listed, see FEED-03');
      }

      const given = idsOf((await recent(owner, roomId, 20))?.chunk ?? []);

      must.that(given.includes(id), 'messages in initialSync', `the feedback ${id}`, given);
    },
  },
  'start-pages-back': {
    title:
      'The start of the messages in initialSync pages back to every older event and to no newer one',
    requires: ['SYNC-11'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      await say(owner, roomId, 'one', 'two', 'three', 'four', 'five');
      const all = idsOf(await newest(member, roomId));

      const messages = await recent(member, roomId, 3);

      if (messages === undefined) return must.notApplicable('SYNC-11', none);
      const given = idsOf(messages.chunk);
      const [last] = someOf(all, 'event in messages');
      if (last === undefined || !given.includes(last)) {
        return must.notApplicable(
          'SYNC-11',
          'the messages are not the newest, see SYNC-09 and MSGS-12',
        );
      }
      const from = endOf(await page(member, roomId, { limit: 3 }));
      if ((await page(member, roomId, { from, limit: 100 })).chunk.length >= all.length) {
        return must.notApplicable('SYNC-11', 'pages do not begin at a token, see MSGS-06');
      }
      const reply = await askPage(member, roomId, { from: messages.start, limit: 100 });
      must.succeed(reply);
      const older = idsOf(pageOf(reply).chunk);
      const missing = all.filter((id) => !given.includes(id) && !older.includes(id));
      must.equal(missing, [], 'events missing from both the messages and the page before them');
      // A server may repeat the event at the boundary of two pages (semantics P7, R6).
      const again = older.filter((id) => given.includes(id));
      must.that(again.length <= 1, 'messages on the page before start', 'at most one', again);
    },
  },
};
