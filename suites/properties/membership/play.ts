import type { Reply } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { room as createRoom } from '../../../harness/world/rooms.ts';
import { type Cells, cellOf } from '../../../harness/model/cells.ts';
import { afterwards, recordOf, type Rule } from '../../../harness/model/membership.ts';
import type { Player } from '../../../harness/model/property.ts';
import {
  changed,
  isJoined,
  isProper,
  membershipIn,
  newRoom,
  relationIn,
  ruleIn,
} from '../../../harness/model/room.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import { agree } from './agree.ts';
import {
  hasShortForm,
  type Move,
  type Name,
  type RoomNumber,
  sentenceOf,
  type Step,
} from './steps.ts';
import { ask, type Known } from './target.ts';
import { look, type Place, requireRecord } from './watch.ts';

/** The last request with a txnId of somebody, and whether it succeeded. */
interface Sent {
  readonly move: Move;
  readonly txnId: string;
  readonly succeeded: boolean;
}

const twins = { invite: 'INV-04', join: 'JOIN-04', leave: 'LEAVE-04', ban: 'BAN-04' } as const;

/** A request acts in its room alone. */
const ownRoom = { invite: 'INV-07', join: 'JOIN-07', leave: 'LEAVE-07', ban: 'BAN-08' } as const;

/** Plays one run: each answer must be what the table owes, and must show. */
export function createPlayer(known: Known, cells: Cells, must: Must): Player<Step> {
  const places = new Map<RoomNumber, Place>();
  const sent = new Map<Name, Sent>();
  let lastTaken: Move | null = null;

  function tell(step: Step): string | null {
    switch (step.do) {
      case 'create':
        return places.has(step.room)
          ? null
          : `${step.actor} creates a ${step.visibility} room, room ${step.room}`;
      case 'move': {
        const place = places.get(step.room);
        const offered = known.offers(step.requested, step.way);
        const formed = step.way === 'put' || hasShortForm(step);
        return place === undefined || !offered || !formed || !isProper(place.model, step)
          ? null
          : sentenceOf(place.model, step);
      }
      case 'again': {
        const last = sent.get(step.actor);
        const place = last === undefined ? undefined : places.get(last.move.room);
        if (last === undefined || place === undefined) return null;
        if (!last.succeeded && !isProper(place.model, last.move)) return null;
        return `${step.actor} sends the same again, with the same txnId (${last.move.requested})`;
      }
      case 'read':
        return places.has(step.room)
          ? `${step.reader} reads ${step.view === 'member' ? `the membership of ${step.of}` : 'the members'} of room ${step.room}`
          : null;
    }
  }

  async function playStep(next: Step): Promise<string> {
    switch (next.do) {
      case 'create': {
        const id = await createRoom(known.users[next.actor], next.visibility);
        const model = newRoom(next.visibility, next.actor);
        places.set(next.room, {
          id,
          name: `room ${next.room}`,
          model,
          creator: next.actor,
          log: [],
          unseen: new Map(),
          vague: new Set(),
          stray: (user) => strayOf(lastTaken, next.room, user),
          struck: (user) => lastTaken?.target === user && lastTaken.room !== next.room,
        });
        return 'the room is there';
      }
      case 'move':
        return move(next, known.fresh());
      case 'again':
        return again(next.actor);
      case 'read':
        return read(next);
    }
  }

  /** @param txnId used where the way has one */
  async function move(next: Move, txnId: string): Promise<string> {
    const place = placeOf(next.room);
    const { model } = place;
    const rule = ruleIn(model, next, next.way === 'put' ? 'set_membership' : 'short');
    const cell = cellOf(model, next);
    const reply = await ask(known.users, place.id, next, next.way, txnId);
    const accepted = isSuccess(reply);
    if (next.way === 'txn') sent.set(next.actor, { move: next, txnId, succeeded: accepted });
    cells.reach(cell, exchangeOf(next.actor, reply));

    // A request that went out twice may have met its own effect.
    if (rule.kind === 'free' || reply.exchange.retries > 0) {
      await adopt(place, next, rule, accepted);
      if (rule.kind === 'free') cells.adopt(cell, accepted);
    } else await owed(place, next, rule, reply);
    const was = recordOf(membershipIn(model, next.target)) ?? 'none';
    const is = recordOf(membershipIn(place.model, next.target)) ?? 'none';
    const now = was === is ? `${next.target} stays ${is}` : `${next.target} becomes ${is}`;
    if (accepted) lastTaken = next;
    return `${accepted ? 'accepted' : `refused with ${reply.status}`}; ${now}`;
  }

  async function owed(
    place: Place,
    next: Move,
    rule: Exclude<Rule, { kind: 'free' }>,
    reply: Reply,
  ): Promise<void> {
    const judge = must.on(rule.requirement);
    if (isSuccess(reply) !== (rule.kind === 'allowed')) await requireUntouched(place, next, reply);
    if (rule.kind === 'refused') {
      judge.status(reply, 'refused');
      if (next.watcher === 'nobody') place.unseen.set(next.target, rule.requirement);
      else await requireRecord(known, must, place, next, rule.requirement);
      must.on(rule.statusRequirement).status(reply, 403);
      return;
    }
    judge.succeed(reply);
    enter(place, next);
    await requireRecord(known, must, place, next, rule.requirement);
  }

  /** Before an answer is called wrong: are those whom it is about what they should be? */
  async function requireUntouched(place: Place, next: Move, reply: Reply): Promise<void> {
    // Who looks is the creator, whom a request that was granted may just have put out of the room.
    if (isSuccess(reply) && next.target === place.model.creator) return;
    const settled = isSuccess(reply)
      ? [next.actor].filter((name) => name !== next.target)
      : pairOf(next);
    for (const name of settled) {
      const record = recordOf(membershipIn(place.model, name));
      const seen = await look(known, place, { target: name, watcher: 'nobody' }, [record]);
      const blamed = place.unseen.get(name) ?? place.stray(name);
      const what = `membership of ${name} in ${place.name} before the request`;
      must.on(blamed).that(seen !== undefined, what, record ?? 'none', 'another');
    }
  }

  /** In a free cell the target may do what it likes, if it does what it says. */
  async function adopt(place: Place, next: Move, rule: Rule, accepted: boolean): Promise<void> {
    const before = recordOf(membershipIn(place.model, next.target));
    const after = recordOf(afterwards(next.requested, relationIn(place.model, next)));
    // Who declines an invite, or is let off a ban, may leave no record: GMEM-08 is about those who were in.
    const gone = next.requested === 'leave' ? [null] : [];
    const records = accepted || rule.kind !== 'free' ? [after, before, ...gone] : [before];
    const found = await look(known, place, next, records);
    const what = `membership of ${next.target} after ${accepted ? 'an accepted' : 'a refused'} request`;
    const words = records.map((record) => record ?? 'no record').join(' or ');
    must.on(rule.requirement).that(found !== undefined, what, words, 'another');
    if (found === null && before !== null) {
      place.model = changed(place.model, next.target, 'none');
      place.vague.add(next.target);
    }
    if (found !== after || !records.includes(after)) return;
    // Who left and is made to leave once more was made to leave: the last word counts.
    if (accepted || found !== before) enter(place, next);
    if (found !== before) await requireRecord(known, must, place, next, rule.requirement);
  }

  async function again(actor: Name): Promise<string> {
    const last = sent.get(actor);
    if (last === undefined) return '';
    const { move: first, txnId } = last;
    // What was refused is not remembered (CONV-21): it is asked for the first time.
    if (!last.succeeded) return move(first, txnId);
    const place = placeOf(first.room);
    const requirement = twins[first.requested];
    const reply = await ask(known.users, place.id, first, 'txn', txnId);
    must.on(requirement).succeed(reply);
    await requireRecord(known, must, place, first, requirement);
    return 'accepted, and nothing changes';
  }

  async function read({ room, reader, of, view }: Extract<Step, { do: 'read' }>): Promise<string> {
    const place = placeOf(room);
    const user = known.users[reader];
    if (!isJoined(place.model, reader)) {
      // Who is not in may read or not (semantics, T5, R1): it is only asked, to see that asking does no harm.
      if (view === 'members') await user.call('get_members', { roomId: place.id });
      else await user.call('get_membership', { roomId: place.id, userId: known.users[of].id });
      return 'some answer';
    }
    await requireRecord(known, must, place, { target: of, watcher: reader }, 'SMEM-07');
    return `${of} is ${recordOf(membershipIn(place.model, of)) ?? 'none'}`;
  }

  function placeOf(room: RoomNumber): Place {
    const place = places.get(room);
    if (place === undefined) throw new RangeError(`room ${room} was not created`);
    return place;
  }

  return {
    describe: tell,
    step: playStep,
    async end() {
      for (const place of places.values()) await agree(known, must, place);
    },
  };
}

const pairOf = ({ actor, target }: Move): readonly Name[] => [...new Set([actor, target])];

/** Whom to blame for a change that no request on that user in that room made: the last that was accepted. */
function strayOf(last: Move | null, room: RoomNumber, user: Name): RequirementId {
  if (last === null || (room === last.room && user !== last.target)) return 'SMEM-07';
  return last.way === 'put' ? 'SMEM-08' : ownRoom[last.requested];
}

/** The model follows a request that took effect; what changed a record must be found in messages. */
function enter(place: Place, next: Move): void {
  const now = afterwards(next.requested, relationIn(place.model, next));
  place.vague.delete(next.target);
  const [was, is] = [recordOf(membershipIn(place.model, next.target)), recordOf(now)];
  if (was !== is && is !== null) place.log.push([next.target, is]);
  place.model = changed(place.model, next.target, now);
}

const exchangeOf = (actor: string, { exchange, status }: Reply) => ({
  actor,
  method: exchange.request.method,
  path: exchange.request.path,
  body: exchange.request.body,
  status,
});
