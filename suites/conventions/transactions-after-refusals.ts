import type { CallOptions, Reply, User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../harness/world/answers.ts';
import { feedbackOn, newest } from '../../harness/world/pages.ts';
import {
  bring,
  invite,
  leave,
  membershipOf,
  privateRoom,
  privateRoomWith,
} from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import type { Arguments, Nickname } from '../../harness/document/ids.ts';

/** A PUT that is refused, and the same one after the reason is gone. */
interface Retry {
  /** The ways that are refused, each with the same txnId. */
  readonly refused: readonly ((txnId: string) => Promise<Reply>)[];
  /** Removes the reason, unless it is the body. */
  readonly repair?: () => Promise<unknown>;
  readonly good: (txnId: string) => Promise<Reply>;
  /** Whether the good PUT has had its effect. */
  readonly done: (reply: Reply) => Promise<boolean>;
}

interface Refusal {
  /** As the title says it. */
  readonly because: string;
  readonly needs?: CaseBody['needs'];
  readonly setup: (owner: User, guest: User, fresh: () => string) => Promise<Retry>;
}

/** The reason for a refusal: other arguments, other options, or something to repair in the room. */
interface Reason {
  readonly body?: object;
  readonly options?: CallOptions;
  /** It is refused for a body that is not JSON before. */
  readonly malformedFirst?: true;
  readonly repair?: () => Promise<unknown>;
}

const retry = <N extends Nickname>(
  user: User,
  operation: N,
  args: Arguments[N],
  { body, options, repair, malformedFirst }: Reason,
  done: Retry['done'],
): Retry => ({
  refused: [
    ...(malformedFirst === true
      ? [(txnId: string) => user.call(operation, { ...args, txnId }, truncated.options)]
      : []),
    (txnId) =>
      user.call(operation, { ...args, ...(body === undefined ? {} : { body }), txnId }, options),
  ],
  good: (txnId) => user.call(operation, { ...args, txnId }),
  done,
  ...(repair === undefined ? {} : { repair }),
});

const truncated: Reason = { options: { wrong: true, raw: '{"a":' } };
const withBody = (body: object): Reason => ({ body, options: { wrong: true } });

const text = { msgtype: 'm.text', body: 'Hello' };
const event = { eventType: 'com.example.conf', body: { v: 1 } };

const listed = (reader: User, roomId: string, type: string) => async (): Promise<boolean> =>
  (await newest(reader, roomId)).some((e) => e.type === type);

const became =
  (reader: User, roomId: string, user: User, membership: string) => async (): Promise<boolean> =>
    (await membershipOf(reader, roomId, user.id)) === membership;

const isMadeBy =
  (owner: User): Retry['done'] =>
  async ({ json }) => {
    const roomId = at(json, 'room_id');
    return typeof roomId === 'string' && became(owner, roomId, owner, 'join')();
  };

/** What refuses each operation: a body that cannot be read, a wrong content, a missing permission. */
const refusals: Readonly<Record<string, Refusal>> = {
  'malformed-event': {
    because: 'an event whose body is not JSON',
    async setup(owner) {
      const roomId = await privateRoom(owner);
      const done = listed(owner, roomId, event.eventType);
      return retry(owner, 'send_non_state_event', { roomId, ...event }, truncated, done);
    },
  },
  'event-of-an-outsider': {
    because: 'a sender who is not in the room',
    async setup(owner, guest) {
      const roomId = await privateRoom(owner);
      const reason = { repair: () => bring(owner, roomId, guest) };
      const done = listed(owner, roomId, event.eventType);
      return retry(guest, 'send_non_state_event', { roomId, ...event }, reason, done);
    },
  },
  'message-without-msgtype': {
    because: 'a message without a msgtype',
    async setup(owner) {
      const roomId = await privateRoom(owner);
      const done = listed(owner, roomId, 'm.room.message');
      return retry(owner, 'send_message', { roomId, body: text }, withBody({}), done);
    },
  },
  'malformed-message': {
    because: 'a message whose body is not JSON',
    async setup(owner) {
      const roomId = await privateRoom(owner);
      const done = listed(owner, roomId, 'm.room.message');
      return retry(owner, 'send_message', { roomId, body: text }, truncated, done);
    },
  },
  'feedback-of-a-bad-type': {
    because: 'a body that is not JSON and feedback of an unknown type',
    async setup(owner) {
      const roomId = await privateRoom(owner);
      const body = await feedbackOn(owner, roomId);
      const done = listed(owner, roomId, 'm.room.message.feedback');
      const reason = { ...withBody({ ...body, type: 'seen' }), malformedFirst: true } as const;
      return retry(owner, 'send_feedback', { roomId, body }, reason, done);
    },
  },
  'invite-of-nobody': {
    because: 'a body that is not JSON and an invite without a user_id',
    async setup(owner, guest) {
      const roomId = await privateRoom(owner);
      const body = { user_id: guest.id };
      const done = became(owner, roomId, guest, 'invite');
      const reason = { ...withBody({}), malformedFirst: true } as const;
      return retry(owner, 'invite', { roomId, body }, reason, done);
    },
  },
  'invite-of-a-member': {
    because: 'an invite of a user who is in the room',
    async setup(owner, guest) {
      const roomId = await privateRoomWith(owner, guest);
      const body = { user_id: guest.id };
      const reason = { repair: () => leave(owner, roomId, guest) };
      const done = became(owner, roomId, guest, 'invite');
      return retry(owner, 'invite', { roomId, body }, reason, done);
    },
  },
  'uninvited-join': {
    because: 'a user who is not invited',
    async setup(owner, guest) {
      const roomId = await privateRoom(owner);
      const reason = { repair: () => invite(owner, roomId, guest) };
      const done = became(owner, roomId, guest, 'join');
      return retry(guest, 'join_room', { roomId }, reason, done);
    },
  },
  'leave-of-an-outsider': {
    because: 'a user who is not in the room',
    async setup(owner, guest) {
      const roomId = await privateRoom(owner);
      const reason = { repair: () => bring(owner, roomId, guest) };
      const done = became(owner, roomId, guest, 'leave');
      return retry(guest, 'leave', { roomId }, reason, done);
    },
  },
  'ban-of-nobody': {
    because: 'a body that is not JSON and a ban without a user_id',
    async setup(owner, guest) {
      const roomId = await privateRoomWith(owner, guest);
      const body = { user_id: guest.id };
      const done = became(owner, roomId, guest, 'ban');
      const reason = { ...withBody({}), malformedFirst: true } as const;
      return retry(owner, 'ban', { roomId, body }, reason, done);
    },
  },
  'message-with-a-number-for-a-msgtype': {
    because: 'a message whose msgtype is a number',
    async setup(owner) {
      const roomId = await privateRoom(owner);
      const done = listed(owner, roomId, 'm.room.message');
      const reason = withBody({ ...text, msgtype: 5 });
      return retry(owner, 'send_message', { roomId, body: text }, reason, done);
    },
  },
  'room-with-a-number-for-a-name': {
    because: 'a createRoom whose name is a number',
    setup(owner) {
      const args = { body: { visibility: 'private', name: 'Kitchen' } };
      const reason = withBody({ ...args.body, name: 5 });
      return Promise.resolve(retry(owner, 'create_room', args, reason, isMadeBy(owner)));
    },
  },
  'message-of-an-outsider': {
    because: 'a sender of a message who is not in the room',
    async setup(owner, guest) {
      const roomId = await privateRoom(owner);
      const reason = { repair: () => bring(owner, roomId, guest) };
      const done = listed(owner, roomId, 'm.room.message');
      return retry(guest, 'send_message', { roomId, body: text }, reason, done);
    },
  },
  'room-with-a-taken-alias': {
    because: 'a createRoom whose alias is taken',
    needs: ['aliases'],
    async setup(owner, _guest, fresh) {
      const taken = { visibility: 'private', room_alias_name: fresh() };
      const free = { ...taken, room_alias_name: fresh() };
      await owner.need('create_room', { body: taken });
      const reason = { body: taken };
      return retry(owner, 'create_room', { body: free }, reason, isMadeBy(owner));
    },
  },
  'malformed-room': {
    because: 'a createRoom whose body is not JSON',
    setup(owner) {
      const args = { body: { visibility: 'private' } };
      return Promise.resolve(retry(owner, 'create_room', args, truncated, isMadeBy(owner)));
    },
  },
};

const caseOf = ({ because, needs, setup }: Refusal): CaseBody => ({
  title: `A txnId that was refused because of ${because} can be used again`,
  requires: ['CONV-21'],
  ...(needs === undefined ? {} : { needs }),
  async run({ users, must, fresh }) {
    const [owner, guest] = await users('owner', 'guest');
    const { refused, repair, good, done } = await setup(owner, guest, fresh);
    const txnId = fresh();

    for (const [i, ask] of refused.entries()) {
      const reply = await ask(txnId);
      if (reply.status >= 300) continue;
      if (i === 0 || isSuccess(await ask(fresh()))) {
        const why = 'the wrong request was not refused, which other cases report';
        return must.notApplicable('CONV-21', why);
      }
      must.status(reply, 'refused');
    }
    await repair?.();
    const second = await good(txnId);
    const served = isSuccess(second) && (await done(second));

    if (!served) {
      const other = await good(fresh());
      const serves = isSuccess(other) && (await done(other));
      if (!serves) throw new Broken('the right request fails with a new txnId as well');
    }
    must.succeed(second);
    must.that(served, 'effect of the second request', 'there', 'missing');
  },
});

/** A refused request does not use up its txnId (CONV-21). */
export const refusedTransactions: Readonly<Record<string, CaseBody>> = Object.fromEntries(
  Object.entries(refusals).map(([name, refusal]) => [`txn-survives-${name}`, caseOf(refusal)]),
);
