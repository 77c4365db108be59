import type { Must } from '../../../harness/judge/must.ts';
import { Broken, show } from '../../../harness/judge/verdict.ts';
import { membershipOf } from '../../../harness/world/rooms.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { once, type Player } from '../../../harness/model/index.ts';
import { createRoom, enter, type Room, send, sendFromOutside, wordsOf } from './room.ts';
import { readBetween } from './between.ts';
import { begin, finish, readPage, readNext, type Walk } from './walk.ts';
import { roomIn, type RoomNumber } from '../shared/rooms.ts';
import type { Known } from './probe.ts';
import { type Bookmark, type ListRequest, names, sentenceOf, type Step } from './steps.ts';
import { judgeSync } from './sync.ts';

/** Plays one run of walks, and of what happens in between. */
export function createPlayer(known: Known, must: Must): Player<Step> {
  const rooms = new Map<RoomNumber, Room>();
  const walks = new Map<Bookmark, Walk>();

  function canPlay(next: Step): boolean {
    if ('book' in next && next.do !== 'open') {
      const walk = walks.get(next.book);
      if (walk === undefined) return false;
      if (next.do === 'turn') return !walk.done;
      return next.do === 'bound' ? walk.pages.length > 1 : walk.asked.at(-1) !== undefined;
    }
    const room = rooms.get(next.room);
    if (next.do === 'create') return room === undefined;
    if (room === undefined) return false;
    const inside = room.inside.has(next.who);
    switch (next.do) {
      case 'bring':
      case 'refused':
        return !inside;
      case 'send':
        return inside && (next.who === 'alice' || next.kind === 'message' || next.kind === 'event');
      case 'sync':
        return inside && known.sync;
      case 'members':
        return inside;
      case 'walk':
      case 'open':
        return (
          inside &&
          (next.who === 'alice' || known.othersRead) &&
          known.ways.some(({ name }) => name === next.way)
        );
    }
  }

  async function step(next: Step): Promise<string> {
    switch (next.do) {
      case 'create':
        rooms.set(next.room, await createRoom(known, `room ${next.room}`, () => rooms.values()));
        return 'the room is created';
      case 'bring':
        await enter(known, roomIn(rooms, next.room), next.who);
        return `${next.who} is in the room`;
      case 'send':
        await send(known, roomIn(rooms, next.room), next);
        return 'sent';
      case 'refused':
        return (await sendFromOutside(known, roomIn(rooms, next.room), next.who))
          ? 'refused'
          : 'accepted';
      case 'walk':
        return wordsOfWalk(await whole(await opened(next)));
      case 'open': {
        const left = walks.get(next.book);
        if (left !== undefined) await whole(left);
        const walk = await opened(next);
        walks.set(next.book, walk);
        await readNext(known, must, walk);
        return 'a page';
      }
      case 'turn': {
        const walk = walkOf(next.book);
        for (let i = 0; i < next.times && !walk.done; i += 1) await readNext(known, must, walk);
        return walk.done ? 'the end' : 'a page';
      }
      case 'again':
        return readSamePage(walkOf(next.book));
      case 'bound':
        return readBetween(known, must, walkOf(next.book));
      case 'sync':
        return judgeSync(known, must, roomIn(rooms, next.room), next);
      case 'members':
        return listMembers(next);
    }
  }

  const opened = (next: Extract<Step, { way: unknown }>): Promise<Walk> => {
    const way = known.ways.find(({ name }) => name === next.way);
    if (way === undefined) throw new RangeError(`the target cannot be read ${next.way}`);
    return begin(known, must, roomIn(rooms, next.room), { ...next, way });
  };

  async function whole(walk: Walk): Promise<Walk> {
    await finish(known, must, walk);
    return walk;
  }

  /** A token that is used twice returns the same page, with what was added at its newest end meanwhile. */
  async function readSamePage(walk: Walk): Promise<string> {
    const { asked, pages, room, limit, way } = walk;
    const from = asked.at(-1);
    const before = pages.at(-1);
    if (from === undefined || before === undefined) return '';
    const now = await readPage(known, must, walk, { from });
    const full = before.ids.length >= limit || way.order === 'newest-first';
    const same = full ? now.ids : now.ids.slice(0, before.ids.length);
    const as = (ids: readonly string[]): string => wordsOf(room, ids) || 'no event';
    // A page forwards that has all it had, in another order, is not one that has shifted.
    const isOtherOrder =
      way.order === 'oldest-first' && before.ids.every((id) => now.ids.includes(id));
    must
      .on(isOtherOrder && same.join(' ') !== before.ids.join(' ') ? 'MSGS-12' : 'MSGS-06')
      .that(
        same.join(' ') === before.ids.join(' '),
        'the page of a token that was used before',
        as(before.ids),
        as(now.ids),
      );
    return 'the same page';
  }

  /** A list of members names everybody once, as get_membership shows them. */
  async function listMembers({ who, limit, ...next }: ListRequest): Promise<string> {
    const room = roomIn(rooms, next.room);
    const choices = known.membersPaged ? { limit: Math.max(1, limit) } : {};
    const reply = await known.users[who].call('get_members', { roomId: room.id, ...choices });
    const chunk = at(reply.json, 'chunk');
    if (!isSuccess(reply) || !Array.isArray(chunk))
      throw new Broken('get_members did not list the members');
    const entries = chunk.map((event: unknown) => [
      at(event, 'state_key'),
      at(at(event, 'content'), 'membership'),
    ]);
    // An entry that names nobody is not somebody who is listed.
    const users = entries.flatMap(([user]) => (typeof user === 'string' ? [user] : []));
    const twice = users.filter((user, i) => users.indexOf(user) !== i);
    must.on('MEMB-11').that(twice.length === 0, 'users listed twice by get_members', 'none', twice);
    for (const name of names) {
      const { id } = known.users[name];
      const listed = entries.find(([user]) => user === id)?.[1];
      // A page does not have everybody, and how pages of members continue is not specified (MEMB-07..09).
      if (known.membersPaged && listed === undefined) continue;
      const seen = await membershipOf(known.users[who], room.id, id);
      const what = `membership of ${name} in get_members`;
      must.on('MEMB-04').that((listed ?? null) === seen, what, show(seen), show(listed ?? null));
    }
    return 'as they are';
  }

  function walkOf(book: Bookmark): Walk {
    const walk = walks.get(book);
    if (walk === undefined) throw new RangeError(`there is no ${book} bookmark`);
    return walk;
  }

  return {
    describe: (next) => (canPlay(next) ? sentenceOf(next) : null),
    step,
    async end() {
      for (const walk of walks.values()) await whole(walk);
    },
  };
}

/** Not how many pages there were: that depends on permitted readings. */
const wordsOfWalk = ({ pages, owed }: Walk): string =>
  `all ${owed} that were sent, once, among ${once(pages).length} events`;
