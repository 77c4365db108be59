import type { User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { hasOneDirection } from '../operations/shared/room-history.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import { idsOf, page, say, walk } from '../../harness/world/pages.ts';
import { leave, membershipOf, openRoomWith, publicRoom } from '../../harness/world/rooms.ts';

/** Numbers from 1 to `last`. */
const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, i) => i + 1);

/** What was sent to a room, in its order, and what of it is what. */
interface Filling {
  readonly sent: readonly string[];
  /** The text of each message, by its id. */
  readonly texts: ReadonlyMap<string, string>;
  readonly feedback: readonly string[];
  readonly events: readonly string[];
}

/** A hundred events, no two of them alike: messages, feedback on each of them and events in turn, after a first message. */
async function fill(
  owner: User,
  member: User,
  roomId: string,
  fresh: () => string,
): Promise<Filling> {
  const mark = fresh();
  const [first = ''] = await say(owner, roomId, mark);
  const texts = new Map([[first, mark]]);
  const [feedback, events]: [string[], string[]] = [[], []];
  const sent = [first];
  for (const v of upTo(33)) {
    const text = `${mark} ${v}`;
    const message = { roomId, body: { msgtype: 'm.text', body: text } };
    const put = v % 2 === 0 ? { txnId: fresh() } : {};
    const id = (await member.need('send_message', { ...message, ...put })).event_id;
    texts.set(id, text);
    const body = { type: 'read', target_event_id: id };
    const given = (await member.need('send_feedback', { roomId, body })).event_id;
    feedback.push(given);
    const event = { roomId, eventType: 'com.example.note', body: { v } };
    const noted = (await member.need('send_non_state_event', event)).event_id;
    events.push(noted);
    sent.push(id, given, noted);
  }
  return { sent, texts, feedback, events };
}

/** Rooms in which much has happened. */
export const longRooms: Readonly<Record<string, CaseBody>> = {
  'a-long-room-is-shown-as-it-is-now': {
    title:
      'A room of a hundred events lists each of them under its own id, and shows the newest ones in initialSync and on one large page',
    requires: [
      ...(['SYNC-09', 'SYNC-05', 'SYNC-08', 'SYNC-11', 'MSGS-08'] as const),
      ...(['MSG-03', 'FEED-03', 'SEND-03', 'MODEL-22', 'MSGS-13'] as const),
    ],
    async run({ users, must, fresh, profile }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const { sent, texts, feedback, events } = await fill(owner, member, roomId, fresh);

      must
        .on('MODEL-22')
        .equal(new Set(sent).size, sent.length, 'number of different ids answered');
      const listed = (await walk(owner, roomId)).events;
      const bodies = new Map(listed.map((e) => [e.event_id, e.content['body']]));
      const missingOf = (ids: readonly string[]): number =>
        ids.filter((id) => !bodies.has(id)).length;
      // Where the oldest ones are missing, it is the walk that ends too soon.
      const lost = sent.filter((id) => !bodies.has(id));
      const endsEarly = lost.length > 1 && lost.every((id, i) => id === sent[i]);
      const what = 'number of the oldest events that a walk does not reach';
      must.on('MSGS-13').violatedIf(endsEarly, what, '0', lost.length);
      const inMessages = missingOf([...texts.keys()]);
      must.on('MSG-03').equal(inMessages, 0, 'number of messages that others do not read');
      must
        .on('FEED-03')
        .equal(missingOf(feedback), 0, 'pieces of feedback that others do not read');
      must.on('SEND-03').equal(missingOf(events), 0, 'number of events that others do not read');
      must.on('MSGS-13').equal(missingOf(sent), 0, 'number of events that a walk does not find');
      const wrong = [...texts].filter(([id, text]) => bodies.get(id) !== text);
      must.on('MSG-03').equal(wrong, [], 'texts that are not listed under their id');

      for (const limit of [80, 100]) {
        const { length } = (await page(owner, roomId, { limit })).chunk;
        const exact = profile.changeOf('MSGS-08')?.limit !== 'at most';
        const fits = exact ? length === limit : length <= limit;
        must.on('MSGS-08').that(fits, `number of events with limit=${limit}`, `${limit}`, length);
      }
      const limited = { undeclared: { limit: '5' } };
      const { messages } = await member.need('get_room_sync_data', { roomId }, limited);
      if (messages === undefined) throw new Broken('initialSync has no messages');
      const shown = idsOf(messages.chunk);
      must.on('SYNC-08').that(shown.length <= 5, 'number of messages', 'at most 5', shown.length);
      const newest = sent.slice(-shown.length);
      const isTurned = shown.length > 1 && shown.join(' ') === newest.toReversed().join(' ');
      must
        .on('SYNC-05')
        .that(!isTurned, 'order of the messages in initialSync', 'oldest first', 'newest first');
      must.on('SYNC-09').equal(shown, newest, 'messages in initialSync');
      if (await hasOneDirection(member, roomId))
        return must.notApplicable('SYNC-11', 'this target pages in one direction, see MSGS-12');
      const older = idsOf((await page(member, roomId, { from: messages.start, limit: 10 })).chunk);
      const missing = sent.slice(-10, -5).filter((id) => !older.includes(id));
      must.on('SYNC-11').equal(missing, [], 'messages before those of initialSync');
    },
  },
  'eight-users-come-and-go': {
    title:
      'Each of eight users joins, is invited again after leaving, and does not send from outside',
    requires: ['JOIN-09', 'SEND-15', 'INV-03', 'BAN-12'],
    async run({ users, must }) {
      const [owner, ...guests] = await users(
        'owner',
        'first',
        'second',
        'third',
        'fourth',
        'fifth',
        'sixth',
        'seventh',
        'eighth',
      );
      const roomId = await publicRoom(owner);
      const body = { msgtype: 'm.text', body: 'Hello' };
      for (const guest of guests) {
        must.on('JOIN-09').succeed(await guest.call('join_room', { roomId }));
        await guest.need('send_message', { roomId, body });
      }
      for (const guest of guests) {
        await leave(owner, roomId, guest);
        must.on('SEND-15').status(await guest.call('send_message', { roomId, body }), 403);
      }
      for (const guest of guests) {
        // All are invited again, and the first ones again and again.
        const times = guests.indexOf(guest) < 3 ? 3 : 1;
        for (const time of upTo(times)) {
          if (time > 1) await guest.need('leave', { roomId });
          await owner.need('invite', { roomId, body: { user_id: guest.id } });
          const membership = await membershipOf(owner, roomId, guest.id);
          must
            .on('INV-03')
            .equal(membership, 'invite', 'membership of a user who is invited again');
          await guest.need('join_room', { roomId });
        }
      }
      // Whether somebody who left can be banned is open: all are members now.
      for (const [n, { id }] of guests.entries()) {
        const reason = n % 2 === 0 ? '' : 'Noise';
        const reply = await owner.call('ban', { roomId, body: { user_id: id, reason } });
        must.on('BAN-12').succeed(reply);
      }
    },
  },
};
