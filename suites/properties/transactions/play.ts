import type { Reply } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { bring, membershipOf, privateRoom } from '../../../harness/world/rooms.ts';
import { lacking } from '../../../harness/model/pages.ts';
import type { Player } from '../../../harness/model/property.ts';
import { Book } from '../../../harness/model/transactions.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import {
  laws,
  type Name,
  pathOf,
  type Put,
  type RoomNumber,
  sentenceOf,
  type Step,
} from './steps.ts';
import { allocatedBy, eventsOf, type Known, send } from './target.ts';

interface Place {
  readonly id: string;
  readonly brought: Set<Name>;
  /** As last listed; null where nothing is known. */
  events: readonly string[] | null;
}

/** What a request was given that was carried out. */
interface Given {
  readonly who: Name;
  readonly path: string;
  readonly id: number;
  readonly allocated: string | null;
}

/** Plays one run of requests with txnIds: each is carried out once for each user, and answered alike. */
export function createPlayer(known: Known, must: Must): Player<Step> {
  const book = new Book();
  const places = new Map<RoomNumber, Place>();
  const txnIds = new Map<string, string>();
  const given: Given[] = [];

  function tell(next: Step): string | null {
    const place = places.get(next.room);
    if (next.do === 'room') return place === undefined ? `alice creates room ${next.room}` : null;
    if (place === undefined) return null;
    if (next.do === 'bring') {
      const brought = next.who === 'alice' || place.brought.has(next.who);
      return brought ? null : `alice invites ${next.who} into room ${next.room}, who joins`;
    }
    const turn = book.turn(next.who, pathOf(next), String(next.id));
    const isOdd =
      (next.who === 'alice' && (next.act === 'join' || next.act === 'leave')) ||
      ((next.act === 'invite' || next.act === 'ban') && next.whom === 'alice');
    if (!known.offers.has(next.act) || turn.kind === 'free' || isOdd) return null;
    // Whether a body is read at all where the answer is known is free.
    if (next.body === 'broken' && turn.kind === 'again') return null;
    return sentenceOf(next, turn.kind === 'again' || turn.refusedBefore);
  }

  async function step(next: Step): Promise<string> {
    if (next.do === 'room') {
      const place = { id: await privateRoom(known.users.alice), brought: new Set<Name>() };
      places.set(next.room, { ...place, events: null });
      return 'the room is there';
    }
    const place = placeOf(next.room);
    if (next.do === 'bring') {
      place.brought.add(next.who);
      await bring(known.users.alice, place.id, known.users[next.who]);
      place.events = null;
      return `${next.who} is in`;
    }
    place.brought.add(next.whom).add(next.who);
    const turn = book.turn(next.who, pathOf(next), String(next.id));
    if (turn.kind === 'again') return repeat(place, next, turn.allocated);
    return first(place, next, turn.kind === 'first' && turn.refusedBefore);
  }

  /** What was carried out is not carried out again, whatever the body says and whatever happened meanwhile. */
  async function repeat(place: Place, put: Put, allocated: string | null): Promise<string> {
    const [, law] = laws[put.act];
    const before = place.events ?? (await list(place));
    const reply = await ask(place, put);
    must.on(law).succeed(reply);
    const now = allocatedBy(put.act, reply);
    const what = `what a repeated ${put.act} allocates`;
    must.on(law).that(now === allocated, what, 'the same as before', now ?? 'nothing');
    const after = await list(place);
    if (before !== null && after !== null) {
      const come = lacking(after, before);
      must
        .on(law)
        .that(come.length === 0, `events that a repeated ${put.act} makes`, 'none', come.length);
    }
    return 'answered as before, and nothing happens';
  }

  async function first(place: Place, put: Put, refusedBefore: boolean): Promise<string> {
    const before = refusedBefore || place.events === null ? await list(place) : place.events;
    const reply = await ask(place, put);
    const good = isSuccess(reply);
    const allocated = allocatedBy(put.act, reply);
    const after = await list(place);
    if (refusedBefore && put.body !== 'broken') {
      await requireServed('CONV-21', place, put, reply, after);
    } else if (good && met(put)) {
      await requireServed(put.act === 'message' ? 'MSG-07' : 'CONV-13', place, put, reply, after);
    }
    book.enter(put.who, pathOf(put), { id: String(put.id), done: good, allocated });
    if (!good) return `refused with ${reply.status}`;

    const [offered, law] = laws[put.act];
    must.on(offered).succeed(reply);
    requireOwn(put, allocated);
    // A request that the wire had to send twice may have been carried out twice.
    if (before !== null && after !== null && reply.exchange.retries === 0) {
      const come = lacking(after, before).length;
      must.on(law).that(come <= 1, `events that one ${put.act} makes`, 'at most 1', come);
    }
    return 'accepted';
  }

  /** Requests of two users, and with two txnIds, are two requests. */
  function requireOwn(put: Put, allocated: string | null): void {
    const meets = met(put);
    given.push({ who: put.who, path: pathOf(put), id: put.id, allocated });
    if (allocated === null) return;
    const foreign = given.some((one) => one.allocated === allocated && one.who !== put.who);
    const own = given.filter((one) => one.allocated === allocated).length > 1;
    const message: RequirementId = meets || foreign ? 'MSG-07' : 'MSG-06';
    const what = foreign
      ? `what the ${put.act} of another user was given`
      : `what a ${put.act} with another txnId was given`;
    const law = put.act === 'message' ? message : 'CONV-13';
    must.on(law).that(!foreign && !own, what, 'another', 'the same');
  }

  /** Whether somebody else used this txnId on this path. */
  const met = (put: Put): boolean =>
    given.some(({ who, path, id }) => who !== put.who && path === pathOf(put) && id === put.id);

  /**
   * A txnId that was refused before (CONV-21), or that somebody else used (CONV-13), is a new one: a request with
   * it fares as with a fresh one.
   */
  async function requireServed(
    law: 'CONV-13' | 'CONV-21' | 'MSG-07',
    place: Place,
    put: Put,
    reply: Reply,
    events: readonly string[] | null,
  ): Promise<void> {
    if (isSuccess(reply) && (await shows(place, put, reply, events))) {
      must.on(law).succeed(reply);
      return;
    }
    const twin = await send(known.users, place.id, put, known.fresh());
    const fares = isSuccess(twin) && (await shows(place, put, twin, await list(place)));
    const before = law === 'CONV-21' ? 'was refused before' : 'somebody else used';
    const got = isSuccess(reply) ? 'accepted without effect' : `refused with ${reply.status}`;
    must
      .on(law)
      .that(
        !fares,
        `a ${put.act} with a txnId that ${before}`,
        'carried out, as with a fresh one',
        got,
      );
  }

  /** Whether a request that was accepted had its effect. */
  async function shows(
    place: Place,
    { act, who, whom }: Put,
    reply: Reply,
    events: readonly string[] | null,
  ): Promise<boolean> {
    const { alice } = known.users;
    const owed = { invite: 'invite', join: 'join', leave: 'leave', ban: 'ban' } as const;
    switch (act) {
      case 'message':
      case 'event':
      case 'feedback': {
        const id = allocatedBy(act, reply);
        return id !== null && (events === null || events.includes(id));
      }
      case 'create':
        return allocatedBy(act, reply) !== null;
      case 'invite':
      case 'ban':
        return (await membershipOf(alice, place.id, known.users[whom].id)) === owed[act];
      case 'join':
      case 'leave':
        return (await membershipOf(alice, place.id, known.users[who].id)) === owed[act];
    }
  }

  async function ask(place: Place, put: Put): Promise<Reply> {
    const key = `${pathOf(put)} ${put.id}`;
    const txnId = txnIds.get(key) ?? known.fresh();
    txnIds.set(key, txnId);
    const reply = await send(known.users, place.id, put, txnId);
    if (reply.status >= 500 || reply.status === 0) {
      throw new Broken(`${put.act} with a txnId was answered ${reply.status}`);
    }
    return reply;
  }

  async function list(place: Place): Promise<readonly string[] | null> {
    place.events = known.lists ? await eventsOf(known.users.alice, place.id) : null;
    return place.events;
  }

  function placeOf(room: RoomNumber): Place {
    const place = places.get(room);
    if (place === undefined) throw new RangeError(`room ${room} was not created`);
    return place;
  }

  return { describe: tell, step, end: () => Promise.resolve() };
}
