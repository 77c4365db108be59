import type { Must } from '../../../harness/judge/must.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { isEnd } from '../../../harness/world/end-of-walk.ts';
import { askPage, idsOf, pageOf, type PageChoices } from '../../../harness/world/pages.ts';
import {
  beginsElsewhere,
  differenceOf,
  firstMisplaced,
  firstNotFull,
  firstTooLong,
  type Listing,
  oldestFirst,
  once,
  type Page,
  repeated,
  type Way,
} from '../../../harness/model/index.ts';
import type { MessageEvent } from '../../../harness/document/ids.ts';
import { learnIds, type Room, sentIds, unlisted, wordsOf } from './room.ts';
import type { Name } from './steps.ts';
import type { Known } from './probe.ts';

/** A walk through the pages of a room, as far as it got. */
export interface Walk {
  readonly room: Room;
  readonly who: Name;
  readonly way: Way;
  readonly limit: number;
  /** How much had been sent, and how many writes had been requested, when it began. */
  readonly owed: number;
  readonly writes: number;
  readonly pages: Page[];
  /** The token that each page was asked for with. */
  readonly asked: (string | undefined)[];
  readonly events: Map<string, MessageEvent>;
  /** The token that the next page is asked for with. */
  next: string | undefined;
  done: boolean;
}

/** A walk needs a page per event at most, and some empty ones (semantics, section 8). */
const spare = 50;

/** More events than any series makes in a room. */
const mostEvents = 300;

/** Begins a walk. A walk forwards begins at the far end, even if the target would not begin there by itself. */
export async function begin(
  known: Known,
  must: Must,
  room: Room,
  { who, way, limit }: Pick<Walk, 'who' | 'way' | 'limit'>,
): Promise<Walk> {
  const begun = way.begins === 'by-itself' ? undefined : await farEndOf(known, must, room, who);
  return {
    room,
    who,
    way,
    limit: Math.max(limit, way.least),
    owed: room.sent.length,
    writes: room.writes,
    pages: [],
    asked: [],
    events: new Map<string, MessageEvent>(),
    next: begun,
    done: false,
  };
}

/**
 * The token at the far end of a room. It stays valid while others write, so each reader asks for it once; nothing says
 * that it is good for anybody else.
 */
async function farEndOf(known: Known, must: Must, room: Room, who: Name): Promise<string> {
  const before = room.farEnds.get(who);
  if (before !== undefined) return before;
  const back = known.ways.find(({ name }) => name === 'back');
  if (back === undefined) throw new RangeError('the target has no way to read backwards');
  await finish(known, must, await begin(known, must, room, { who, way: back, limit: 50 }));
  return room.farEnds.get(who) ?? '';
}

/** Reads one page. @throws Unmet where the target does not accept a token of its own */
export async function readPage(
  { users }: Known,
  must: Must,
  { room, who, way, limit, events }: Walk,
  tokens: Pick<PageChoices, 'from' | 'to'>,
): Promise<Page> {
  const reply = await askPage(users[who], room.id, { ...tokens, dir: way.dir, limit });
  if (tokens.to !== undefined) must.on('MSGS-07').succeed(reply);
  else if (tokens.from !== undefined) must.on('MSGS-06').succeed(reply);
  const { chunk, start, end } = pageOf(reply);
  if (chunk.length > 0) must.on('MODEL-20').that(true, 'chunk of a page', 'an array', chunk);
  // A missing start or end is a passive finding on every page.
  if (start !== undefined) must.on('MODEL-17').that(true, 'start of a page', 'a string', start);
  if (end !== undefined) must.on('MODEL-18').that(true, 'end of a page', 'a string', end);
  learnIds(room, chunk);
  for (const event of chunk) events.set(event.event_id, event);
  return { ids: idsOf(chunk), start, end };
}

/** Reads the next page. */
export async function readNext(known: Known, must: Must, walk: Walk): Promise<void> {
  const from = walk.next;
  const page = await readPage(known, must, walk, from === undefined ? {} : { from });
  walk.pages.push(page);
  walk.asked.push(from);
  walk.next = page.end;
  walk.done = isEnd(walk.pages, from);
  judgePages(must, walk);
}

/** Reads to the end. @throws Broken where the room gets longer and longer while it is read */
export async function readToEnd(known: Known, must: Must, walk: Walk): Promise<void> {
  const { pages } = walk;
  while (!walk.done) {
    const { length } = once(pages);
    if (length > mostEvents) throw new Broken('the room gets longer whenever it is read');
    const enough = length + spare;
    const what = 'pages until the end';
    must.on('MSGS-13').that(pages.length <= enough, what, 'an end', `${pages.length} pages`);
    await readNext(known, must, walk);
  }
}

/** Reads to the end, and judges all of it. */
export async function finish(known: Known, must: Must, walk: Walk): Promise<void> {
  const { pages, room, way, who } = walk;
  await readToEnd(known, must, walk);
  await judgeWalk(known, must, walk);
  const farEnd = pages.findLast(({ end }) => end !== undefined)?.end;
  if (way.name === 'back' && farEnd !== undefined) room.farEnds.set(who, farEnd);
}

/** What every page must be, when it comes. */
function judgePages(must: Must, walk: Walk): void {
  judgeOtherRooms(must, walk);
  const { room, pages, limit } = walk;
  const long = firstTooLong(pages, limit);
  const most = long === null ? '' : `${pages[long - 1]?.ids.length} on page ${long}`;
  must.on('MSGS-08').that(long === null, 'events on a page', `at most ${limit}`, most);
  const again = repeated(pages);
  must
    .on('MSGS-13')
    .that(
      again.length === 0,
      'events that are returned again, except at the seam of two pages',
      'none',
      wordsOf(room, again),
    );
}

async function judgeWalk(known: Known, must: Must, walk: Walk): Promise<void> {
  const { room, pages, limit, events, who, way } = walk;
  const ids = once(pages);
  const said = [...events.values()].map(({ content }) => content['body']);
  const refused = said.filter((text) => typeof text === 'string' && room.refused.has(text));
  must.on('MSGS-03').equal(refused, [], 'refused messages that are listed');

  const missing = unlisted(room, walk.owed, ids);
  // The oldest event of a room is its creation, so none that was sent may be missing, whatever the way.
  if (missing.length > 0) {
    const last = pages.at(-1);
    if (last?.end === undefined && last?.ids.length !== 0) {
      throw new Broken('a page before the last one has no end');
    }
    const words = missing.slice(0, 6).map(({ word }) => word);
    const never = missing.every(({ isState }) => isState) ? 'MSGS-16' : 'MSGS-03';
    const requirement = (await isListed(known, room, missing)) ? 'MSGS-13' : never;
    must
      .on(requirement)
      .that(false, 'events that were sent and are on no page', 'nothing', words.join(', '));
  }
  must.on('MSGS-03').that(true, 'what was sent', 'listed', 'listed');
  if (room.sent.slice(0, walk.owed).some(({ isState }) => isState)) {
    must.on('MSGS-16').that(true, 'state that was set', 'listed', 'listed');
  }
  must.on('MSGS-13').that(true, 'what was sent', 'met', 'met');
  // Only the creator is sure to see everything: a server may cut pages before it removes what others may not see. And
  // events written since a page was read are behind it only now.
  if (who === 'alice' && (way.order === 'newest-first' || walk.writes === room.writes)) {
    const gap = firstNotFull(pages, limit);
    const got = gap === null ? '' : `${pages[gap - 1]?.ids.length} on page ${gap}`;
    const what = 'events on a page that is not the last one';
    must.on('MSGS-08').that(gap === null || !known.fullPages, what, `${limit}`, got);
  }
  await judgeStarts(known, must, walk);
  const listing = listingOf(known, walk);
  if (way.dir !== null) {
    const wrong = firstMisplaced(sentIds(room), oldestFirst(listing));
    const got =
      wrong === null ? '' : `${wordsOf(room, [wrong[1]])} after ${wordsOf(room, [wrong[0]])}`;
    must.on('MSGS-12').that(wrong === null, 'order of what was sent', 'as it was sent', got);
  }
  judgeAgainstOthers(must, walk, listing);
}

/**
 * The start of a page is where it was asked for from. Different tokens may be one place: the first that differs must
 * lead to its page.
 */
async function judgeStarts(known: Known, must: Must, walk: Walk): Promise<void> {
  const { pages, asked, room, limit } = walk;
  const later = pages.flatMap((page, i) => {
    const [start, from] = [page.start, asked[i]];
    return start === undefined || from === undefined
      ? []
      : [{ page, start, isFrom: start === from, i }];
  });
  if (later.length > 0) must.on('MSGS-14').that(true, 'start of a page', 'a token', 'a token');
  const other = later.find(({ page, isFrom }) => !isFrom && page.ids.length > 1);
  if (other === undefined) return;
  // One more than the page, because an event may come again at its seam.
  const wide = { ...walk, limit: limit + 1 };
  const again = await readPage(known, must, wide, { from: other.start });
  const before = once(pages.slice(0, other.i));
  must
    .on('MSGS-14')
    .that(
      !beginsElsewhere(other.page.ids, before, again.ids),
      'events of the page that its start leads to',
      wordsOf(room, other.page.ids),
      wordsOf(room, again.ids),
    );
}

/** Whether one large page has what a walk did not find. */
async function isListed(
  { users, ways }: Known,
  room: Room,
  missing: ReturnType<typeof unlisted>,
): Promise<boolean> {
  for (const { dir } of ways.filter(({ begins }) => begins === 'by-itself')) {
    const reply = await askPage(users.alice, room.id, { dir, limit: 100 });
    if (reply.status !== 200) continue;
    const { chunk } = pageOf(reply);
    learnIds(room, chunk);
    const there = new Set(idsOf(chunk));
    const ids = missing.map(({ id }) => id);
    if (ids.every((id) => id !== null && there.has(id))) return true;
  }
  return false;
}

const listingOf = ({ ways }: Known, { pages, way }: Walk): Listing => ({
  pages,
  order: way.order,
  // Only if a walk backwards repeats the event of its token (P7).
  mayMissOldest:
    way.begins === 'at-the-far-end' &&
    ways.some(({ name, least }) => name === 'back' && least === 2),
});

/** Pages of any size, in any direction and for any reader, must make up the same list. */
function judgeAgainstOthers(must: Must, { room, way, who, writes }: Walk, now: Listing): void {
  const before = room.listed;
  if (before !== null && before.writes <= writes) {
    const found = differenceOf(before, now, before.writes < room.writes);
    const turned = before.order !== now.order && way.dir !== null && found?.kind === 'moved';
    const kinds = { lost: 'lacks', added: 'also has', moved: 'has elsewhere' };
    const got = found === null ? '' : `one ${kinds[found.kind]} ${wordsOf(room, found.ids)}`;
    const what = 'the lists of two walks';
    const ofReader = before.who === who ? 'MSGS-13' : 'MSGS-03';
    must.on(turned ? 'MSGS-12' : ofReader).that(found === null, what, 'the same', got);
  }
  if (writes === room.writes) room.listed = { ...now, writes, who };
}

/** No event of another room may be on a page. */
function judgeOtherRooms(must: Must, { room, pages }: Walk): void {
  const ids = new Set(pages.at(-1)?.ids);
  for (const other of room.neighbours()) {
    if (other === room) continue;
    // An id that both rooms have is reported against MODEL-22.
    const own = sentIds(room);
    const strange = sentIds(other).filter((id) => ids.has(id) && !own.includes(id));
    const what = 'events of another room';
    must.on('MSGS-05').that(strange.length === 0, what, 'none', wordsOf(other, strange));
  }
}
