import type { Reply } from '../../../harness/judge/user.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { room as createRoom } from '../../../harness/world/rooms.ts';
import {
  afterwards,
  cellOf,
  type Cells,
  changed,
  isJoined,
  isProper,
  membershipIn,
  newRoom,
  type Player,
  recordOf,
  relationIn,
  type Rule,
  ruleIn,
} from '../../../harness/model/index.ts';
import type { World } from '../../../harness/run/case.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import { formOf, hasForm, type Name, requestChange } from '../shared/membership-requests.ts';
import type { Known } from '../shared/probe.ts';
import { roomIn, type RoomNumber } from '../shared/rooms.ts';
import { requireAgreement } from './agreement.ts';
import { findRecord, requireRecord, type Room } from './room.ts';
import { type Move, sentenceOf, type Step } from './steps.ts';

/** Somebody's last request with a txnId. */
interface TxnRequest {
  readonly move: Move;
  readonly txnId: string;
  readonly succeeded: boolean;
}

/** The requirement that a request with a txnId can be repeated. */
const repeatable = { invite: 'INV-04', join: 'JOIN-04', leave: 'LEAVE-04', ban: 'BAN-04' } as const;

/** The requirement that a request has its effect in one room alone. */
const inOneRoom = { invite: 'INV-07', join: 'JOIN-07', leave: 'LEAVE-07', ban: 'BAN-08' } as const;

/** Plays one run: every answer must be what the table says, and must show. */
export function createPlayer(known: Known, cells: Cells, { must, fresh }: World): Player<Step> {
  const { users } = known;
  const rooms = new Map<RoomNumber, Room>();
  const txnRequests = new Map<Name, TxnRequest>();
  let lastAccepted: Move | null = null;

  function describe(step: Step): string | null {
    switch (step.do) {
      case 'create':
        return rooms.has(step.room)
          ? null
          : `${step.actor} creates a ${step.visibility} room, room ${step.room}`;
      case 'move': {
        const room = rooms.get(step.room);
        if (room === undefined || !isProper(room.model, step)) return null;
        const isPossible = known.offers(step.requested, step.way) && hasForm(step, step.way);
        return isPossible ? sentenceOf(room.model, step) : null;
      }
      case 'again': {
        const last = txnRequests.get(step.actor);
        const room = last === undefined ? undefined : rooms.get(last.move.room);
        if (last === undefined || room === undefined) return null;
        if (!last.succeeded && !isProper(room.model, last.move)) return null;
        return `${step.actor} repeats its last request with a txnId (${last.move.requested})`;
      }
      case 'read': {
        const what = step.view === 'member' ? `the membership of ${step.of}` : 'the members';
        return rooms.has(step.room) ? `${step.reader} reads ${what} of room ${step.room}` : null;
      }
    }
  }

  async function create(step: Extract<Step, { do: 'create' }>): Promise<string> {
    rooms.set(step.room, {
      id: await createRoom(users[step.actor], step.visibility),
      name: `room ${step.room}`,
      creator: step.actor,
      model: newRoom(step.visibility, step.actor),
      changes: [],
      uncertain: new Set(),
      unchecked: new Map(),
      sideEffect: (user) => sideEffectOf(lastAccepted, step.room, user),
      isChangedElsewhere: (user) =>
        lastAccepted?.target === user && lastAccepted.room !== step.room,
    });
    return 'the room is created';
  }

  /** @param txnId used where the way has one */
  async function move(next: Move, txnId: string): Promise<string> {
    const room = roomIn(rooms, next.room);
    const { model } = room;
    const rule = ruleIn(model, next, formOf(next.way));
    const cell = cellOf(model, next);
    const reply = await requestChange(users, room.id, next, next.way, txnId);
    const accepted = isSuccess(reply);
    if (next.way === 'txn') txnRequests.set(next.actor, { move: next, txnId, succeeded: accepted });
    cells.reach(cell, exchangeOf(next.actor, reply));

    // A request that was sent twice because an answer was lost may have met its own effect.
    if (rule.kind === 'free' || reply.exchange.retries > 0) {
      await follow(room, next, rule, accepted);
      if (rule.kind === 'free') cells.adopt(cell, accepted);
    } else await requireRule(room, next, rule, reply);
    const was = recordOf(membershipIn(model, next.target)) ?? 'none';
    const is = recordOf(membershipIn(room.model, next.target)) ?? 'none';
    if (accepted) lastAccepted = next;
    const answer = accepted ? 'accepted' : `refused with ${reply.status}`;
    return `${answer}; ${next.target} ${was === is ? 'stays' : 'becomes'} ${is}`;
  }

  async function requireRule(
    room: Room,
    next: Move,
    rule: Exclude<Rule, { kind: 'free' }>,
    reply: Reply,
  ): Promise<void> {
    const { requirement } = rule;
    if (isSuccess(reply) !== (rule.kind === 'allowed')) await requireSetup(room, next, reply);
    if (rule.kind === 'refused') {
      must.on(requirement).status(reply, 'refused');
      if (next.watcher === 'nobody') room.unchecked.set(next.target, requirement);
      else await requireRecord(known, must, room, next, requirement);
      must.on(rule.statusRequirement).status(reply, 403);
      return;
    }
    if (next.way === 'txn' && !isSuccess(reply)) {
      // What the same user may do by a POST is refused because it is a PUT.
      const post = await requestChange(users, room.id, next, 'post', '');
      if (isSuccess(post)) must.on(repeatable[next.requested]).succeed(reply);
    }
    must.on(requirement).succeed(reply);
    applyTo(room, next);
    if (next.watcher === 'nobody') room.unchecked.set(next.target, requirement);
    else await requireRecord(known, must, room, next, requirement);
  }

  /** Before an answer is called wrong: the users it is about must have been what the model has. */
  async function requireSetup(room: Room, next: Move, reply: Reply): Promise<void> {
    // The creator checks, whom a request that was accepted may just have put out of the room.
    if (isSuccess(reply) && next.target === room.model.creator) return;
    const unaffected = [...new Set([next.actor, next.target])].filter(
      (name) => !isSuccess(reply) || name !== next.target,
    );
    for (const name of unaffected) {
      const record = recordOf(membershipIn(room.model, name));
      const { record: seen } = await findRecord(known, room, { target: name, watcher: 'nobody' }, [
        record,
      ]);
      const cause = room.unchecked.get(name) ?? room.sideEffect(name);
      const what = `membership of ${name} in ${room.name} before the request`;
      must.on(cause).that(seen !== undefined, what, record ?? 'none', 'another');
    }
  }

  /** In a free cell the target may accept or refuse, and the model follows, but the membership must show it. */
  async function follow(room: Room, next: Move, rule: Rule, accepted: boolean): Promise<void> {
    const before = recordOf(membershipIn(room.model, next.target));
    if (!accepted && rule.kind === 'free' && next.watcher === 'nobody') {
      room.unchecked.set(next.target, rule.requirement);
      return;
    }
    const after = recordOf(afterwards(next.requested, relationIn(room.model, next)));
    // A user who declines an invite or is unbanned may have no record: GMEM-08 is about users who were in the room.
    const gone = next.requested === 'leave' ? [null] : [];
    const records = accepted || rule.kind !== 'free' ? [after, before, ...gone] : [before];
    const { record: found, isInMember } = await findRecord(known, room, next, records);
    room.unchecked.delete(next.target);
    const what = `membership of ${next.target} after ${accepted ? 'an accepted' : 'a refused'} request`;
    const words = records.map((record) => record ?? 'no record').join(' or ');
    must.on(rule.requirement).that(found !== undefined, what, words, 'another');
    if (found === null && before !== null) {
      room.model = changed(room.model, next.target, 'none');
      room.uncertain.add(next.target);
    }
    if (found !== after || !records.includes(after)) return;
    // A user who left and is then removed counts as removed.
    if (accepted || found !== before) applyTo(room, next);
    if (found !== before && !isInMember)
      await requireRecord(known, must, room, next, rule.requirement);
  }

  async function repeat(actor: Name): Promise<string> {
    const last = txnRequests.get(actor);
    if (last === undefined) throw new RangeError(`${actor} made no request with a txnId`);
    const { move: first, txnId } = last;
    // A request that was refused is not remembered (CONV-21), so this one is the first.
    if (!last.succeeded) return move(first, txnId);
    const room = roomIn(rooms, first.room);
    const requirement = repeatable[first.requested];
    const reply = await requestChange(users, room.id, first, 'txn', txnId);
    must.on(requirement).succeed(reply);
    await requireRecord(known, must, room, first, requirement);
    return 'accepted, and nothing changes';
  }

  async function read(step: Extract<Step, { do: 'read' }>): Promise<string> {
    const { reader, of } = step;
    const room = roomIn(rooms, step.room);
    if (!isJoined(room.model, reader)) {
      // Outsiders may read or not (semantics, T5, R1). They ask only to see that asking changes nothing.
      const [user, roomId] = [users[reader], room.id];
      if (step.view === 'members') await user.call('get_members', { roomId });
      else await user.call('get_membership', { roomId, userId: users[of].id });
      return 'some answer';
    }
    await requireRecord(known, must, room, { target: of, watcher: reader }, 'SMEM-07');
    return `${of} is ${recordOf(membershipIn(room.model, of)) ?? 'none'}`;
  }

  return {
    describe,
    step(step) {
      switch (step.do) {
        case 'create':
          return create(step);
        case 'move':
          return move(step, step.way === 'txn' ? fresh() : '');
        case 'again':
          return repeat(step.actor);
        case 'read':
          return read(step);
      }
    },
    async end() {
      for (const room of rooms.values()) await requireAgreement(known, must, room);
    },
  };
}

/** The requirement that a change violates which no request about that user in that room made, after the last request. */
function sideEffectOf(last: Move | null, room: RoomNumber, user: Name): RequirementId {
  if (last === null || (room === last.room && user !== last.target)) return 'SMEM-07';
  return last.way === 'set_membership' ? 'SMEM-08' : inOneRoom[last.requested];
}

/** The model follows a request that took effect; messages must show each change of a record. */
function applyTo(room: Room, { target, requested, ...move }: Move): void {
  const now = afterwards(requested, relationIn(room.model, { target, requested, ...move }));
  room.uncertain.delete(target);
  const [was, is] = [recordOf(membershipIn(room.model, target)), recordOf(now)];
  if (was !== is && is !== null) room.changes.push([target, is]);
  room.model = changed(room.model, target, now);
}

const exchangeOf = (actor: string, { exchange: { request }, status }: Reply) => ({
  actor,
  status,
  method: request.method,
  path: request.path,
  body: request.body,
});
