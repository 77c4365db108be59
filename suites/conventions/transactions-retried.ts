import type { Reply, User } from '../../harness/judge/user.ts';
import { membershipOf, bring, invite, leave, privateRoom } from '../../harness/world/rooms.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { feedbackOn, newest } from '../../harness/world/pages.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import { isObject } from '../../harness/document/json.ts';

/** A request that is refused, and the same one when there is no reason left. */
interface Retry {
  readonly refused: (txnId: string) => Promise<Reply>;
  /** Removes the reason, where it is not the body. */
  readonly mend?: () => Promise<unknown>;
  readonly good: (txnId: string) => Promise<Reply>;
  /** Whether the good request has had its effect. */
  readonly done: (reply: Reply) => Promise<boolean>;
}

interface Scene {
  readonly because: string;
  readonly make: (owner: User, guest: User) => Promise<Retry>;
}

const malformed = { wrong: true, raw: '{"a":' } as const;
const wrong = { wrong: true } as const;

const text = { msgtype: 'm.text', body: 'Hello' };

const listed = (reader: User, roomId: string, type: string) => async (): Promise<boolean> =>
  (await newest(reader, roomId)).some((e) => e.type === type);

const became = (reader: User, roomId: string, user: User, membership: string) => async () =>
  (await membershipOf(reader, roomId, user.id)) === membership;

/** What refuses each operation: a body that cannot be read, a bad content, a missing right. */
const scenes: Readonly<Record<string, Scene>> = {
  'malformed-event': {
    because: 'a body that is no JSON',
    async make(owner) {
      const args = {
        roomId: await privateRoom(owner),
        eventType: 'com.example.conf',
        body: { v: 1 },
      };
      return {
        refused: (txnId) => owner.call('send_non_state_event', { ...args, txnId }, malformed),
        good: (txnId) => owner.call('send_non_state_event', { ...args, txnId }),
        done: listed(owner, args.roomId, args.eventType),
      };
    },
  },
  'event-of-an-outsider': {
    because: 'a sender who is not in the room',
    async make(owner, guest) {
      const args = {
        roomId: await privateRoom(owner),
        eventType: 'com.example.conf',
        body: { v: 1 },
      };
      return {
        refused: (txnId) => guest.call('send_non_state_event', { ...args, txnId }),
        mend: () => bring(owner, args.roomId, guest),
        good: (txnId) => guest.call('send_non_state_event', { ...args, txnId }),
        done: listed(owner, args.roomId, args.eventType),
      };
    },
  },
  'message-without-msgtype': {
    because: 'a message without msgtype',
    async make(owner) {
      const roomId = await privateRoom(owner);
      return {
        refused: (txnId) => owner.call('send_message', { roomId, body: {}, txnId }, wrong),
        good: (txnId) => owner.call('send_message', { roomId, body: text, txnId }),
        done: listed(owner, roomId, 'm.room.message'),
      };
    },
  },
  'malformed-message': {
    because: 'a body that is no JSON',
    async make(owner) {
      const args = { roomId: await privateRoom(owner), body: text };
      return {
        refused: (txnId) => owner.call('send_message', { ...args, txnId }, malformed),
        good: (txnId) => owner.call('send_message', { ...args, txnId }),
        done: listed(owner, args.roomId, 'm.room.message'),
      };
    },
  },
  'feedback-of-a-bad-type': {
    because: 'a bad feedback type',
    async make(owner) {
      const roomId = await privateRoom(owner);
      const feedback = await feedbackOn(owner, roomId);
      const bad = { ...feedback, type: 'seen' };
      return {
        refused: (txnId) => owner.call('send_feedback', { roomId, body: bad, txnId }, wrong),
        good: (txnId) => owner.call('send_feedback', { roomId, body: feedback, txnId }),
        done: listed(owner, roomId, 'm.room.message.feedback'),
      };
    },
  },
  'invite-of-nobody': {
    because: 'an invite without a user_id',
    async make(owner, guest) {
      const roomId = await privateRoom(owner);
      const body = { user_id: guest.id };
      return {
        refused: (txnId) => owner.call('invite', { roomId, body: {}, txnId }, wrong),
        good: (txnId) => owner.call('invite', { roomId, body, txnId }),
        done: became(owner, roomId, guest, 'invite'),
      };
    },
  },
  'invite-of-a-member': {
    because: 'a guest who is in the room',
    async make(owner, guest) {
      const args = { roomId: await privateRoom(owner), body: { user_id: guest.id } };
      await bring(owner, args.roomId, guest);
      return {
        refused: (txnId) => owner.call('invite', { ...args, txnId }),
        mend: () => leave(owner, args.roomId, guest),
        good: (txnId) => owner.call('invite', { ...args, txnId }),
        done: became(owner, args.roomId, guest, 'invite'),
      };
    },
  },
  'uninvited-join': {
    because: 'a guest who is not invited',
    async make(owner, guest) {
      const roomId = await privateRoom(owner);
      return {
        refused: (txnId) => guest.call('join_room', { roomId, txnId }),
        mend: () => invite(owner, roomId, guest),
        good: (txnId) => guest.call('join_room', { roomId, txnId }),
        done: became(owner, roomId, guest, 'join'),
      };
    },
  },
  'leave-of-an-outsider': {
    because: 'a guest who is not in the room',
    async make(owner, guest) {
      const roomId = await privateRoom(owner);
      return {
        refused: (txnId) => guest.call('leave', { roomId, txnId }),
        mend: () => bring(owner, roomId, guest),
        good: (txnId) => guest.call('leave', { roomId, txnId }),
        done: became(owner, roomId, guest, 'leave'),
      };
    },
  },
  'ban-of-nobody': {
    because: 'a ban without a user_id',
    async make(owner, guest) {
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, guest);
      const body = { user_id: guest.id };
      return {
        refused: (txnId) => owner.call('ban', { roomId, body: {}, txnId }, wrong),
        good: (txnId) => owner.call('ban', { roomId, body, txnId }),
        done: became(owner, roomId, guest, 'ban'),
      };
    },
  },
  'malformed-room': {
    because: 'a body that is no JSON',
    make(owner) {
      const args = { body: { visibility: 'private' } };
      return Promise.resolve({
        refused: (txnId) => owner.call('create_room', { ...args, txnId }, malformed),
        good: (txnId) => owner.call('create_room', { ...args, txnId }),
        async done({ json }) {
          const roomId = isObject(json) ? json['room_id'] : undefined;
          return typeof roomId === 'string' && became(owner, roomId, owner, 'join')();
        },
      });
    },
  },
};

const retried = ({ because, make }: Scene): CaseBody => ({
  title: `A txnId refused for ${because} serves the request that has no fault`,
  requires: ['CONV-21'],
  async run({ users, must, fresh }) {
    const [owner, guest] = await users('owner', 'guest');
    const { refused, mend, good, done } = await make(owner, guest);
    const txnId = fresh();

    const first = await refused(txnId);
    if (first.status < 300) {
      must.notApplicable('CONV-21', 'the first request was not refused, which is judged elsewhere');
      return;
    }
    await mend?.();
    const second = await good(txnId);
    const served = second.status <= 299 && (await done(second));

    if (!served) {
      const other = await good(fresh());
      const serves = other.status <= 299 && (await done(other));
      if (!serves) throw new Broken('the request that has no fault fails with a new txnId as well');
    }
    must.succeed(second);
    must.that(served, 'effect of the second request', 'there', 'not there');
  },
});

/** A refused request does not use up its txnId (CONV-21). */
export const retryCases: Readonly<Record<string, CaseBody>> = Object.fromEntries(
  Object.entries(scenes).map(([name, scene]) => [`txn-survives-${name}`, retried(scene)]),
);
