import type { Must } from '../../../harness/judge/must.ts';
import { Broken, show } from '../../../harness/judge/verdict.ts';
import { membershipOf } from '../../../harness/world/rooms.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import type { Player } from '../../../harness/model/property.ts';
import { once } from '../../../harness/model/pages.ts';
import { createPlace, enter, type Place, send, trespass, wordsOf } from './place.ts';
import { begin, finish, readBetween, readPage, type Reading, turn } from './read.ts';
import { type Asking, type Book, cast, type RoomNumber, sentenceOf, type Step } from './steps.ts';
import type { Known } from './target.ts';
import { judgeSync } from './sync.ts';

/** Plays one run of walks and of what happens in between. */
export function createPlayer(known: Known, must: Must): Player<Step> {
  const places = new Map<RoomNumber, Place>();
  const readings = new Map<Book, Reading>();

  function canPlay(next: Step): boolean {
    if ('book' in next && next.do !== 'open') {
      const reading = readings.get(next.book);
      if (reading === undefined) return false;
      if (next.do === 'turn') return !reading.done;
      return next.do === 'bound' ? reading.pages.length > 1 : reading.asked.at(-1) !== undefined;
    }
    const place = places.get(next.room);
    if (next.do === 'create') return place === undefined;
    if (place === undefined) return false;
    const inside = place.inside.has(next.who);
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
        places.set(next.room, await createPlace(known, `room ${next.room}`, () => places.values()));
        return 'the room is there';
      case 'bring':
        await enter(known, placeOf(next.room), next.who);
        return `${next.who} is in`;
      case 'send':
        await send(known, placeOf(next.room), next);
        return 'sent';
      case 'refused':
        return (await trespass(known, placeOf(next.room), next.who)) ? 'refused' : 'accepted';
      case 'walk':
        return wordsOfWalk(await whole(await opened(next)));
      case 'open': {
        const left = readings.get(next.book);
        if (left !== undefined) await whole(left);
        const reading = await opened(next);
        readings.set(next.book, reading);
        await turn(known, must, reading);
        return 'a page';
      }
      case 'turn': {
        const reading = readingOf(next.book);
        for (let i = 0; i < next.times && !reading.done; i += 1) await turn(known, must, reading);
        return reading.done ? 'the end' : 'a page';
      }
      case 'again':
        return readAgain(readingOf(next.book));
      case 'bound':
        return readBetween(known, must, readingOf(next.book));
      case 'sync':
        return judgeSync(known, must, placeOf(next.room), next);
      case 'members':
        return listMembers(next);
    }
  }

  const opened = (next: Extract<Step, { way: unknown }>): Promise<Reading> => {
    const way = known.ways.find(({ name }) => name === next.way);
    if (way === undefined) throw new RangeError(`the target does not go ${next.way}`);
    return begin(known, must, placeOf(next.room), { ...next, way });
  };

  async function whole(reading: Reading): Promise<Reading> {
    await finish(known, must, reading);
    return reading;
  }

  /** A token that is used twice gives the same page, and what came to its newest end meanwhile. */
  async function readAgain(reading: Reading): Promise<string> {
    const { asked, pages, place, limit, way } = reading;
    const from = asked.at(-1);
    const before = pages.at(-1);
    if (from === undefined || before === undefined) return '';
    const now = await readPage(known, must, reading, { from });
    const full = before.ids.length >= limit || way.order === 'newest-first';
    const same = full ? now.ids : now.ids.slice(0, before.ids.length);
    const as = (ids: readonly string[]): string => wordsOf(place, ids) || 'no event';
    must
      .on('MSGS-06')
      .that(
        same.join(' ') === before.ids.join(' '),
        'the page of a token that was used before',
        as(before.ids),
        as(now.ids),
      );
    return 'the same page';
  }

  /** A list of members names everybody once, as `get_membership` has it; on pages, if they are kept to. */
  async function listMembers({ room, who, limit }: Asking): Promise<string> {
    const place = placeOf(room);
    const choices = known.membersPaged ? { limit: Math.max(1, limit) } : {};
    const reply = await known.users[who].call('get_members', { roomId: place.id, ...choices });
    const chunk = at(reply.json, 'chunk');
    if (!isSuccess(reply) || !Array.isArray(chunk)) throw new Broken('members are not listed');
    const entries = chunk.map((event: unknown) => [
      at(event, 'state_key'),
      at(at(event, 'content'), 'membership'),
    ]);
    const users = entries.map(([user]) => user);
    const twice = users.filter((user, i) => users.indexOf(user) !== i);
    must.on('MEMB-11').that(twice.length === 0, 'users that are listed twice', 'none', twice);
    for (const name of cast) {
      const { id } = known.users[name];
      const listed = entries.find(([user]) => user === id)?.[1];
      // On a page there is not everybody, and how pages of members go on is not for us to say (MEMB-07..09).
      if (known.membersPaged && listed === undefined) continue;
      const seen = await membershipOf(known.users[who], place.id, id);
      const what = `membership of ${name} in get_members`;
      must.on('MEMB-04').that((listed ?? null) === seen, what, show(seen), show(listed ?? null));
    }
    return 'as they are';
  }

  function placeOf(room: RoomNumber): Place {
    const place = places.get(room);
    if (place === undefined) throw new RangeError(`room ${room} was not created`);
    return place;
  }

  function readingOf(book: Book): Reading {
    const reading = readings.get(book);
    if (reading === undefined) throw new RangeError(`there is no ${book} bookmark`);
    return reading;
  }

  return {
    describe: (next) => (canPlay(next) ? sentenceOf(next) : null),
    step,
    async end() {
      for (const reading of readings.values()) await whole(reading);
    },
  };
}

/** How long a walk was says which permitted readings the target takes, not whether it is right. */
const wordsOfWalk = ({ pages, owed }: Reading): string =>
  `all ${owed} that were sent, once, among ${once(pages).length} events`;
