import { measurements } from '../../harness/judge/symptoms.ts';
import type { CallOptions, Reply, User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../harness/world/answers.ts';
import { feedbackOn, newest } from '../../harness/world/pages.ts';
import { invite, privateRoom, openRoomWith } from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import type { Arguments, RequirementId } from '../../harness/document/ids.ts';

/** The operations that have a PUT with a txnId (DEF-18). */
type PutOperation =
  | 'send_non_state_event'
  | 'send_message'
  | 'send_feedback'
  | 'invite'
  | 'join_room'
  | 'leave'
  | 'ban'
  | 'create_room';

/** A PUT that has not been sent yet. */
interface Put {
  readonly send: (txnId: string, options?: CallOptions) => Promise<Reply>;
  /** The id in the answer; null where the answer is void. */
  readonly answered: 'event_id' | 'room_id' | null;
  /** How many events of the operation's type the room has; null where there is no room yet. */
  readonly count: (() => Promise<number>) | null;
}

const put = <N extends PutOperation>(
  user: User,
  operation: N,
  args: Arguments[N],
  answered: Put['answered'],
  count: Put['count'],
): Put => ({
  send: (txnId, options) => user.call(operation, { ...args, txnId }, options),
  answered,
  count,
});

const counter = (reader: User, roomId: string, type: string) => async (): Promise<number> =>
  (await newest(reader, roomId)).filter((e) => e.type === type).length;

type Setup = (owner: User, guest: User) => Promise<Put>;

const setups: Readonly<Record<PutOperation, Setup>> = {
  async send_non_state_event(owner) {
    const roomId = await privateRoom(owner);
    const eventType = 'com.example.conf';
    const args = { roomId, eventType, body: { v: 1 } };
    return put(owner, 'send_non_state_event', args, 'event_id', counter(owner, roomId, eventType));
  },
  async send_message(owner) {
    const roomId = await privateRoom(owner);
    const args = { roomId, body: { msgtype: 'm.text', body: 'once' } };
    return put(owner, 'send_message', args, 'event_id', counter(owner, roomId, 'm.room.message'));
  },
  async send_feedback(owner) {
    const roomId = await privateRoom(owner);
    const args = { roomId, body: await feedbackOn(owner, roomId) };
    const count = counter(owner, roomId, 'm.room.message.feedback');
    return put(owner, 'send_feedback', args, 'event_id', count);
  },
  async invite(owner, guest) {
    const roomId = await privateRoom(owner);
    const args = { roomId, body: { user_id: guest.id } };
    return put(owner, 'invite', args, null, counter(owner, roomId, 'm.room.member'));
  },
  async join_room(owner, guest) {
    const roomId = await privateRoom(owner);
    await invite(owner, roomId, guest);
    return put(guest, 'join_room', { roomId }, null, counter(owner, roomId, 'm.room.member'));
  },
  async leave(owner, guest) {
    const roomId = await openRoomWith(owner, guest);
    return put(guest, 'leave', { roomId }, null, counter(owner, roomId, 'm.room.member'));
  },
  async ban(owner, guest) {
    const roomId = await openRoomWith(owner, guest);
    const args = { roomId, body: { user_id: guest.id } };
    return put(owner, 'ban', args, null, counter(owner, roomId, 'm.room.member'));
  },
  create_room: (owner) => {
    const args = { body: { visibility: 'private' } };
    return Promise.resolve(put(owner, 'create_room', args, 'room_id', null));
  },
};

/** Enough to collide in a server that looks the txnId up, acts, and only then stores it. */
const simultaneousPuts = 6;

/** What several PUTs with one txnId did. */
interface Result {
  readonly refusal: Reply | undefined;
  /** How many different ids were answered. */
  readonly ids: number;
  readonly effects: number;
}

async function resultOf(
  { send, answered, count }: Put,
  txnId: string,
  sendAll: (once: () => Promise<Reply>) => Promise<readonly Reply[]>,
): Promise<Result> {
  const before = (await count?.()) ?? 0;
  const replies = await sendAll(() => send(txnId));
  const effects = ((await count?.()) ?? 0) - before;
  const ids = new Set(replies.map((reply) => idIn(reply, answered)));
  return { refusal: replies.find((reply) => !isSuccess(reply)), ids: ids.size, effects };
}

/** The id in an answer; null in a void answer and in a refusal. @throws Broken where a success should have one */
function idIn(reply: Reply, answered: Put['answered']): string | null {
  if (answered === null || !isSuccess(reply)) return null;
  const id = at(reply.json, answered);
  if (typeof id === 'string' && id !== '') return id;
  throw new Broken(`an answer has no ${answered} to judge`);
}

const isOneRequest = ({ refusal, ids, effects }: Result): boolean =>
  refusal === undefined && ids === 1 && effects <= 1;

const simultaneous = (operation: string, setup: Setup): CaseBody => ({
  title: `Identical PUTs of ${operation} at the same moment are one request`,
  requires: ['CONV-22'],
  async run({ users, must, fresh }) {
    const [owner, guest] = await users('owner', 'guest');

    const made = await setup(owner, guest);
    const together = await resultOf(made, fresh(), (once) =>
      Promise.all(Array.from({ length: simultaneousPuts }, once)),
    );

    if (!isOneRequest(together)) {
      const inTurn = await resultOf(await setup(owner, guest), fresh(), async (once) => [
        await once(),
        await once(),
      ]);
      if (!isOneRequest(inTurn)) throw new Broken('PUTs in turn are not one request either');
    }
    if (together.refusal !== undefined) must.succeed(together.refusal);
    must.equal(together.ids, 1, measurements.differentAnswers);
    const shown = made.count === null ? together.ids : together.effects;
    if (shown === 0) throw new Broken('the PUTs had no effect that could be counted');
    must.that(together.effects <= 1, 'number of effects', 'at most 1', together.effects);
  },
});

const withoutToken = (operation: string, setup: Setup): CaseBody => ({
  title: `A PUT of ${operation} is refused without a token`,
  requires: ['META-09'],
  async run({ users, must, fresh }) {
    const [owner, guest] = await users('owner', 'guest');
    const { send, count } = await setup(owner, guest);
    const before = (await count?.()) ?? 0;

    must.status(await send(fresh(), { token: 'none' }), 'refused');
    if (count !== null) must.equal((await count()) - before, 0, 'number of effects');
    if (!isSuccess(await send(fresh()))) {
      throw new Broken(`a PUT of ${operation} is refused with a token as well`);
    }
  },
});

/** What was done once is not told to everybody: an answer that is kept is given to its user alone. */
const replayNeedsToken = (operation: string, setup: Setup): CaseBody => ({
  title: `A PUT of ${operation} that was done is not answered again without its token`,
  requires: ['META-09', 'CONV-03'],
  async run({ users, must, fresh }) {
    const [owner, guest] = await users('owner', 'guest');
    const { send, count } = await setup(owner, guest);
    const txnId = fresh();
    if (!isSuccess(await send(txnId))) throw new Broken(`a PUT of ${operation} is refused`);
    const before = (await count?.()) ?? 0;

    must.status(await send(txnId, { token: 'none' }), 'refused');
    if (count !== null) must.equal((await count()) - before, 0, 'number of effects');
    must.on('CONV-03').status(await send(txnId, { token: 'unknown' }), [401, 403]);
    const unknown = 'number of effects with an unknown token';
    if (count !== null) must.on('CONV-03').equal((await count()) - before, 0, unknown);
  },
});

/** The requirement that each PUT refuses a body that is not a JSON object; none where it needs no body. */
const bodyOf: Readonly<Partial<Record<string, RequirementId>>> = {
  send_non_state_event: 'SEND-11',
  send_message: 'MSG-09',
  send_feedback: 'FEED-06',
  invite: 'INV-08',
  ban: 'BAN-09',
  create_room: 'CREATE-10',
};

const malformed = (operation: string, requirement: RequirementId, setup: Setup): CaseBody => ({
  title: `A PUT of ${operation} answers 400 to a body that is missing or is not JSON`,
  requires: [requirement],
  async run({ users, must, fresh }) {
    const [owner, guest] = await users('owner', 'guest');
    const { send, count } = await setup(owner, guest);
    if (!isSuccess(await send(fresh())))
      throw new Broken(`a PUT of ${operation} is refused with a right body as well`);
    const before = (await count?.()) ?? 0;

    for (const options of [{ bodyless: true }, { raw: '{"a":' }, { raw: '' }] as const) {
      must.status(await send(fresh(), { ...options, wrong: true }), 400);
    }
    if (count !== null) must.equal((await count()) - before, 0, 'number of effects');
  },
});

const kebab = (operation: string): string => operation.replaceAll('_', '-');

function malformedCases(operation: string, setup: Setup): readonly (readonly [string, CaseBody])[] {
  const requirement = bodyOf[operation];
  return requirement === undefined
    ? []
    : [[`put-of-${kebab(operation)}-needs-a-body`, malformed(operation, requirement, setup)]];
}

/** Every PUT with a txnId; what a repeated one answers is judged by the cases of each operation. */
export const putTransactions: Readonly<Record<string, CaseBody>> = Object.fromEntries(
  Object.entries(setups).flatMap(([operation, setup]) => [
    [`simultaneous-puts-are-one-${kebab(operation)}`, simultaneous(operation, setup)],
    [`put-of-${kebab(operation)}-needs-token`, withoutToken(operation, setup)],
    [`replay-of-${kebab(operation)}-needs-token`, replayNeedsToken(operation, setup)],
    ...malformedCases(operation, setup),
  ]),
);
