import type { CallOptions, Reply, User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { feedbackOn, newest } from '../../harness/world/pages.ts';
import { bring, invite, privateRoom } from '../../harness/world/rooms.ts';
import { type CaseBody, suite } from '../../harness/run/case.ts';
import { isObject } from '../../harness/document/json.ts';
import { retryCases } from './transactions-retried.ts';
import { strangerCases } from './transactions-of-two.ts';

/** An operation that can be done as a PUT, on a scene where it has not been done. */
interface Act {
  readonly put: (txnId: string, options?: CallOptions) => Promise<Reply>;
  /** What the operation allocates; void operations allocate nothing. */
  readonly allocates: 'event_id' | 'room_id' | null;
  /** How many events of the operation's type the room has; null where there is no room yet. */
  readonly count: (() => Promise<number>) | null;
}

const counter = (reader: User, roomId: string, type: string) => async (): Promise<number> =>
  (await newest(reader, roomId)).filter((e) => e.type === type).length;

/** The eight operations that have a PUT twin (DEF-18). */
const acts: Readonly<Record<string, (owner: User, guest: User) => Promise<Act>>> = {
  async send_non_state_event(owner) {
    const roomId = await privateRoom(owner);
    const args = { roomId, eventType: 'com.example.conf', body: { v: 1 } };
    return {
      put: (txnId, options) => owner.call('send_non_state_event', { ...args, txnId }, options),
      allocates: 'event_id',
      count: counter(owner, roomId, 'com.example.conf'),
    };
  },
  async send_message(owner) {
    const roomId = await privateRoom(owner);
    const args = { roomId, body: { msgtype: 'm.text', body: 'once' } };
    return {
      put: (txnId, options) => owner.call('send_message', { ...args, txnId }, options),
      allocates: 'event_id',
      count: counter(owner, roomId, 'm.room.message'),
    };
  },
  async send_feedback(owner) {
    const roomId = await privateRoom(owner);
    const args = { roomId, body: await feedbackOn(owner, roomId) };
    return {
      put: (txnId, options) => owner.call('send_feedback', { ...args, txnId }, options),
      allocates: 'event_id',
      count: counter(owner, roomId, 'm.room.message.feedback'),
    };
  },
  async invite(owner, guest) {
    const roomId = await privateRoom(owner);
    const args = { roomId, body: { user_id: guest.id } };
    return {
      put: (txnId, options) => owner.call('invite', { ...args, txnId }, options),
      allocates: null,
      count: counter(owner, roomId, 'm.room.member'),
    };
  },
  async join_room(owner, guest) {
    const roomId = await privateRoom(owner);
    await invite(owner, roomId, guest);
    return {
      put: (txnId, options) => guest.call('join_room', { roomId, txnId }, options),
      allocates: null,
      count: counter(owner, roomId, 'm.room.member'),
    };
  },
  async leave(owner, guest) {
    const roomId = await privateRoom(owner);
    await bring(owner, roomId, guest);
    return {
      put: (txnId, options) => guest.call('leave', { roomId, txnId }, options),
      allocates: null,
      count: counter(owner, roomId, 'm.room.member'),
    };
  },
  async ban(owner, guest) {
    const roomId = await privateRoom(owner);
    await bring(owner, roomId, guest);
    const args = { roomId, body: { user_id: guest.id } };
    return {
      put: (txnId, options) => owner.call('ban', { ...args, txnId }, options),
      allocates: null,
      count: counter(owner, roomId, 'm.room.member'),
    };
  },
  create_room(owner) {
    const args = { body: { visibility: 'private' } };
    return Promise.resolve({
      put: (txnId, options) => owner.call('create_room', { ...args, txnId }, options),
      allocates: 'room_id',
      count: null,
    });
  },
};

/** Enough to meet in a server that looks, works and only then remembers. */
const atOnce = 6;

/** What came of several PUTs that have one txnId. */
interface Result {
  readonly refusal: Reply | undefined;
  readonly allocated: number;
  readonly effects: number;
}

async function resultOf(
  { put, allocates, count }: Act,
  txnId: string,
  send: (once: () => Promise<Reply>) => Promise<readonly Reply[]>,
): Promise<Result> {
  const before = (await count?.()) ?? 0;
  const replies = await send(() => put(txnId));
  const effects = ((await count?.()) ?? 0) - before;
  const bodies = replies.map((reply) => (isObject(reply.json) ? reply.json : {}));
  const ids = new Set(bodies.map((body) => (allocates === null ? null : body[allocates])));
  return { refusal: replies.find((r) => r.status > 299), allocated: ids.size, effects };
}

const isOne = ({ refusal, allocated, effects }: Result): boolean =>
  refusal === undefined && allocated === 1 && effects <= 1;

type Scene = (owner: User, guest: User) => Promise<Act>;

const simultaneous = (operation: string, scene: Scene): CaseBody => ({
  title: `Identical PUTs of ${operation} sent at the same moment are one request`,
  requires: ['CONV-22'],
  async run({ users, must, fresh }) {
    const [owner, guest] = await users('owner', 'guest');
    const act = await scene(owner, guest);

    const together = await resultOf(act, fresh(), (once) =>
      Promise.all(Array.from({ length: atOnce }, once)),
    );

    if (!isOne(together)) {
      const again = await scene(owner, guest);
      const apart = await resultOf(again, fresh(), async (once) => [await once(), await once()]);
      if (!isOne(apart)) throw new Broken('not even PUTs one after the other are one request');
    }
    if (together.refusal !== undefined) must.succeed(together.refusal);
    must.equal(together.allocated, 1, 'number of different answers');
    must.that(together.effects <= 1, 'number of effects', '1', together.effects);
  },
});

const withoutToken = (operation: string, scene: Scene): CaseBody => ({
  title: `${operation} done as a PUT is refused without a token`,
  requires: ['META-09'],
  async run({ users, must, fresh }) {
    const [owner, guest] = await users('owner', 'guest');
    const { put, count } = await scene(owner, guest);
    const before = (await count?.()) ?? 0;

    must.status(await put(fresh(), { token: 'none' }), 'refused');
    if (count !== null) must.equal((await count()) - before, 0, 'number of effects');
    const twin = await put(fresh());
    if (twin.status > 299) throw new Broken(`${operation} is refused with a token as well`);
  },
});

const kebab = (operation: string): string => operation.replaceAll('_', '-');

/** What holds for all eight PUT twins; what a replay answers stands with each operation. */
export const transactions = suite('conventions', {
  ...Object.fromEntries(
    Object.entries(acts).flatMap(([operation, scene]) => [
      [`simultaneous-puts-are-one-${kebab(operation)}`, simultaneous(operation, scene)],
      [`put-of-${kebab(operation)}-needs-token`, withoutToken(operation, scene)],
    ]),
  ),
  ...retryCases,
  ...strangerCases,
});
