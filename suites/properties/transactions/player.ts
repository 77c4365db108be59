import type { Reply } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { bring, membershipOf, privateRoom } from '../../../harness/world/rooms.ts';
import { missingFrom, type Player, TxnMemory } from '../../../harness/model/index.ts';
import type { World } from '../../../harness/run/case.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import { roomIn, type RoomNumber } from '../shared/rooms.ts';
import { readMessages } from '../shared/snapshot.ts';
import { allocatedBy, sendWithTxn } from '../shared/txn-requests.ts';
import type { Known } from './probe.ts';
import { type Name, pathOf, type Put, requirements, sentenceOf, type Step } from './steps.ts';

interface Room {
  readonly id: string;
  /** Users who were invited or did something in the room, who need not be brought in. */
  readonly involved: Set<Name>;
  /** The ids of its events when they were last listed; null where they are not known. */
  events: readonly string[] | null;
}

/** A request that was carried out. */
interface Accepted {
  readonly who: Name;
  readonly path: string;
  readonly id: number;
  readonly allocated: string | null;
}

/** Plays one run of requests with txnIds: each is carried out once for each user, and repeated with the same answer. */
export function createPlayer(known: Known, { must, fresh }: World): Player<Step> {
  const { users, offers, countsEvents } = known;
  const memory = new TxnMemory();
  const rooms = new Map<RoomNumber, Room>();
  const txnIds = new Map<string, string>();
  const accepted: Accepted[] = [];

  function describe(step: Step): string | null {
    const room = rooms.get(step.room);
    if (step.do === 'room') return room === undefined ? `alice creates room ${step.room}` : null;
    if (room === undefined) return null;
    if (step.do === 'bring') {
      if (step.who === 'alice' || room.involved.has(step.who)) return null;
      return `alice invites ${step.who} to room ${step.room}, and ${step.who} joins`;
    }
    const { operation, who, whom } = step;
    const use = memory.use(who, pathOf(step), String(step.id));
    const isOddForAlice =
      (who === 'alice' && (operation === 'join_room' || operation === 'leave')) ||
      (whom === 'alice' && (operation === 'invite' || operation === 'ban'));
    if (!offers.has(operation) || use.kind === 'free' || isOddForAlice) return null;
    // A server need not read the body of a request whose answer it remembers.
    if (step.body === 'broken' && use.kind === 'repeated') return null;
    return sentenceOf(step, use.kind === 'repeated' || use.refusedBefore);
  }

  async function playStep(next: Step): Promise<string> {
    if (next.do === 'room') {
      const id = await privateRoom(users.alice);
      rooms.set(next.room, { id, involved: new Set(), events: null });
      return 'the room is created';
    }
    const room = roomIn(rooms, next.room);
    if (next.do === 'bring') {
      room.involved.add(next.who);
      await bring(users.alice, room.id, users[next.who]);
      room.events = null;
      return `${next.who} is in the room`;
    }
    room.involved.add(next.whom).add(next.who);
    const use = memory.use(next.who, pathOf(next), String(next.id));
    if (use.kind === 'repeated') return repeat(room, next, use.allocated);
    return first(room, next, use.kind === 'first' && use.refusedBefore);
  }

  /** A repeated request has no effect, whatever its body says and whatever happened in between. */
  async function repeat(room: Room, put: Put, allocated: string | null): Promise<string> {
    const { operation } = put;
    const [, repeated] = requirements[operation];
    const before = room.events ?? (await listEvents(room));
    const reply = await send(room, put);
    must.on(repeated).succeed(reply);
    const now = allocatedBy(operation, reply);
    const what = `the id that a repeated ${operation} is answered with`;
    must.on(repeated).that(now === allocated, what, 'the same as before', now ?? 'nothing');
    const after = await listEvents(room);
    if (before !== null && after !== null) {
      const added = missingFrom(after, before).length;
      must
        .on(repeated)
        .that(added === 0, `events that a repeated ${operation} adds`, 'none', added);
    }
    return 'answered as before, without effect';
  }

  async function first(room: Room, put: Put, refusedBefore: boolean): Promise<string> {
    const { operation } = put;
    const before = refusedBefore || room.events === null ? await listEvents(room) : room.events;
    const reply = await send(room, put);
    const isAccepted = isSuccess(reply);
    const allocated = allocatedBy(operation, reply);
    const after = await listEvents(room);
    if (refusedBefore && put.body !== 'broken') {
      await requireCarriedOut('CONV-21', room, put, reply, after);
    } else if (isAccepted && isUsedByOthers(put)) {
      const requirement = operation === 'send_message' ? 'MSG-07' : 'CONV-13';
      await requireCarriedOut(requirement, room, put, reply, after);
    }
    memory.remember(put.who, pathOf(put), { id: String(put.id), done: isAccepted, allocated });
    if (!isAccepted) return `refused with ${reply.status}`;

    const [offered, repeated] = requirements[operation];
    must.on(offered).succeed(reply);
    requireOwnId(put, allocated);
    // A request that was sent twice because an answer was lost may have been carried out twice.
    if (before !== null && after !== null && reply.exchange.retries === 0) {
      const added = missingFrom(after, before).length;
      must.on(repeated).that(added <= 1, `events that one ${operation} adds`, 'at most 1', added);
    }
    return 'accepted';
  }

  /** Requests of two users, or with two txnIds, are two requests. */
  function requireOwnId(put: Put, allocated: string | null): void {
    const usedByOthers = isUsedByOthers(put);
    accepted.push({ who: put.who, path: pathOf(put), id: put.id, allocated });
    if (allocated === null) return;
    const same = accepted.filter((one) => one.allocated === allocated);
    const ofOthers = same.some(({ who }) => who !== put.who);
    const ofMessage: RequirementId = usedByOthers || ofOthers ? 'MSG-07' : 'MSG-06';
    const what = ofOthers
      ? `the id that another user's ${put.operation} was answered with`
      : `the id that a ${put.operation} with another txnId was answered with`;
    const requirement = put.operation === 'send_message' ? ofMessage : 'CONV-13';
    must.on(requirement).that(same.length === 1, what, 'another', 'the same');
  }

  const isUsedByOthers = (put: Put): boolean =>
    accepted.some(({ who, path, id }) => who !== put.who && path === pathOf(put) && id === put.id);

  /**
   * A txnId that was refused before (CONV-21), or that another user used (CONV-13), is a new one. Such a request must
   * be carried out if the same request with a fresh txnId is.
   */
  async function requireCarriedOut(
    requirement: 'CONV-13' | 'CONV-21' | 'MSG-07',
    room: Room,
    put: Put,
    reply: Reply,
    events: readonly string[] | null,
  ): Promise<void> {
    if (isSuccess(reply) && (await hasEffect(room, put, reply, events))) {
      must.on(requirement).succeed(reply);
      return;
    }
    const control = await sendWithTxn(requestOf(room, put), fresh());
    const isCarriedOut =
      isSuccess(control) && (await hasEffect(room, put, control, await listEvents(room)));
    const before = requirement === 'CONV-21' ? 'was refused before' : 'another user used';
    const what = `a ${put.operation} with a txnId that ${before}`;
    const got = isSuccess(reply) ? 'accepted without effect' : `refused with ${reply.status}`;
    must.on(requirement).that(!isCarriedOut, what, 'carried out, as with a fresh txnId', got);
  }

  /** Whether an accepted request did what it asked for. */
  async function hasEffect(
    room: Room,
    { operation, who, whom }: Put,
    reply: Reply,
    events: readonly string[] | null,
  ): Promise<boolean> {
    const membership = (name: Name): Promise<string | null> =>
      membershipOf(users.alice, room.id, users[name].id);
    switch (operation) {
      case 'send_message':
      case 'send_non_state_event':
      case 'send_feedback': {
        const id = allocatedBy(operation, reply);
        return id !== null && (events === null || events.includes(id));
      }
      case 'create_room':
        return allocatedBy(operation, reply) !== null;
      case 'invite':
      case 'ban':
        return (await membership(whom)) === operation;
      case 'join_room':
        return (await membership(who)) === 'join';
      case 'leave':
        return (await membership(who)) === 'leave';
    }
  }

  const requestOf = ({ id: roomId }: Room, { operation, who, body, whom }: Put) => ({
    operation,
    roomId,
    body,
    user: users[who],
    whom: users[whom],
  });

  async function send(room: Room, put: Put): Promise<Reply> {
    const key = `${pathOf(put)} ${put.id}`;
    const txnId = txnIds.get(key) ?? fresh();
    txnIds.set(key, txnId);
    const reply = await sendWithTxn(requestOf(room, put), txnId);
    if (reply.status >= 500 || reply.status === 0) {
      throw new Broken(`${put.operation} with a txnId was answered with ${reply.status}`);
    }
    return reply;
  }

  async function listEvents(room: Room): Promise<readonly string[] | null> {
    const events = countsEvents ? await readMessages(users.alice, room.id) : null;
    room.events = events?.flatMap(({ id }) => id ?? []) ?? null;
    return room.events;
  }

  return { describe, step: playStep };
}
