import type { Must } from '../../../harness/judge/must.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { askPage, idsOf, pageOf, type PageChoices } from '../../../harness/world/pages.ts';
import type { Way } from '../../../harness/model/dialect.ts';
import {
  departure,
  isEnd,
  lacking,
  type Leaf,
  type Listing,
  misplaced,
  notFull,
  oldestFirst,
  once,
  overlong,
  repeated,
} from '../../../harness/model/pages.ts';
import type { MessageEvent } from '../../../harness/document/ids.ts';
import { type Place, recognise, sentIds, unmet, wordsOf } from './place.ts';
import type { Name } from './steps.ts';
import type { Known } from './target.ts';

/** A walk through a room, as far as it came. */
export interface Reading {
  readonly place: Place;
  readonly who: Name;
  readonly way: Way;
  readonly limit: number;
  /** Where it began: how much had been sent, and asked for. */
  readonly owed: number;
  readonly writes: number;
  readonly pages: Leaf[];
  /** What each page was asked for with. */
  readonly asked: (string | undefined)[];
  readonly events: Map<string, MessageEvent>;
  /** What the next page is asked for with. */
  next: string | undefined;
  done: boolean;
}

/** No room of a run needs more pages than it has events, and some (semantics, section 8). */
const spare = 50;

/** Begins a walk; a walk forth begins at the far end where the target does not begin there by itself. */
export async function begin(
  known: Known,
  must: Must,
  place: Place,
  { who, way, limit }: Pick<Reading, 'who' | 'way' | 'limit'>,
): Promise<Reading> {
  const begun = way.begins === 'by-itself' ? undefined : await farEndOf(known, must, place, who);
  return {
    place,
    who,
    way,
    limit: Math.max(limit, way.least),
    owed: place.sent.length,
    writes: place.writes,
    pages: [],
    asked: [],
    events: new Map<string, MessageEvent>(),
    next: begun,
    done: false,
  };
}

/** The token at the far end of a room: tokens stay good while others write, so it is asked for once. */
async function farEndOf(known: Known, must: Must, place: Place, who: Name): Promise<string> {
  if (place.farEnd !== undefined) return place.farEnd;
  const back = known.ways.find(({ name }) => name === 'back');
  if (back === undefined) throw new RangeError('there is no way back');
  await finish(known, must, await begin(known, must, place, { who, way: back, limit: 50 }));
  return place.farEnd ?? '';
}

/** Reads one page. @throws Unmet where a token of the target's own is not taken */
export async function readPage(
  { users }: Known,
  must: Must,
  { place, who, way, limit, events }: Reading,
  tokens: Pick<PageChoices, 'from' | 'to'>,
): Promise<Leaf> {
  const reply = await askPage(users[who], place.id, { ...tokens, dir: way.dir, limit });
  if (tokens.to !== undefined) must.on('MSGS-07').succeed(reply);
  else if (tokens.from !== undefined) must.on('MSGS-06').succeed(reply);
  const { chunk, start, end } = pageOf(reply);
  if (chunk.length > 0) must.on('MODEL-20').that(true, 'chunk of a page', 'an array', chunk);
  // A missing start or end is found in passing, on every page.
  if (start !== undefined) must.on('MODEL-17').that(true, 'start of a page', 'a string', start);
  if (end !== undefined) must.on('MODEL-18').that(true, 'end of a page', 'a string', end);
  recognise(place, chunk);
  for (const event of chunk) events.set(event.event_id, event);
  return { ids: idsOf(chunk), start, end };
}

/** Turns the page. */
export async function turn(known: Known, must: Must, reading: Reading): Promise<void> {
  const from = reading.next;
  const seen = once(reading.pages).length;
  const page = await readPage(known, must, reading, from === undefined ? {} : { from });
  reading.pages.push(page);
  reading.asked.push(from);
  reading.next = page.end;
  reading.done = isEnd(page, from, once(reading.pages).length - seen);
  judgePages(must, reading);
}

/** Reads to the end, and judges the whole. */
export async function finish(known: Known, must: Must, reading: Reading): Promise<void> {
  const { pages, place, way } = reading;
  while (!reading.done) {
    const enough = once(pages).length + spare;
    const what = 'pages of a walk';
    must.on('MSGS-13').that(pages.length <= enough, what, 'an end', `${pages.length} pages`);
    await turn(known, must, reading);
  }
  await judgeWalk(known, must, reading);
  if (way.name === 'back') place.farEnd = pages.findLast(({ end }) => end !== undefined)?.end;
}

/** What holds for every page as it comes. */
function judgePages(must: Must, reading: Reading): void {
  judgeStrangers(must, reading);
  const { place, pages, limit } = reading;
  const long = overlong(pages, limit);
  const most = long === null ? '' : `${pages[long - 1]?.ids.length} on page ${long}`;
  must.on('MSGS-08').that(long === null, 'events on a page', `at most ${limit}`, most);
  const again = repeated(pages);
  must
    .on('MSGS-13')
    .that(
      again.length === 0,
      'events that come again, but for seams',
      'none',
      wordsOf(place, again),
    );
}

async function judgeWalk(known: Known, must: Must, reading: Reading): Promise<void> {
  const { place, pages, limit, events, who, way } = reading;
  const ids = once(pages);
  const said = [...events.values()].map(({ content }) => content['body']);
  const refused = said.filter((text) => typeof text === 'string' && place.refused.has(text));
  must.on('MSGS-03').equal(refused, [], 'messages that were refused, and are listed');

  const missing = unmet(place, reading.owed, ids);
  // The oldest event of a room is its creation, so that nothing that was sent may be missing, whatever the way.
  if (missing.length > 0) {
    const last = pages.at(-1);
    if (last?.end === undefined && last?.ids.length !== 0) {
      throw new Broken('a page in the midst of a walk has no end');
    }
    const words = missing.slice(0, 6).map(({ word }) => word);
    const never = missing.every(({ isState }) => isState) ? 'MSGS-16' : 'MSGS-03';
    const law = (await isListed(known, place, missing)) ? 'MSGS-13' : never;
    must
      .on(law)
      .that(false, 'what was sent and is not met on the walk', 'nothing', words.join(', '));
  }
  must.on('MSGS-03').that(true, 'what was sent', 'listed', 'listed');
  if (place.sent.slice(0, reading.owed).some(({ isState }) => isState)) {
    must.on('MSGS-16').that(true, 'state that was set', 'listed', 'listed');
  }
  must.on('MSGS-13').that(true, 'what was sent', 'met', 'met');
  // Only the creator is sure to see everything: pages are cut before what others may not see is taken out. And what
  // was written since a page that goes on was read is no more than behind it now.
  if (who === 'alice' && (way.order === 'newest-first' || reading.writes === place.writes)) {
    const gap = notFull(pages, limit);
    const got = gap === null ? '' : `${pages[gap - 1]?.ids.length} on page ${gap}`;
    const what = 'events on a page with more behind it';
    must.on('MSGS-08').that(gap === null, what, `${limit}`, got);
  }
  for (const [i, from] of reading.asked.entries()) {
    const start = pages[i]?.start;
    if (from === undefined || start === undefined) continue;
    must.on('MSGS-14').that(start === from, 'start of a page', from, start);
  }
  const listing = listingOf(known, reading);
  if (way.dir !== null) {
    const wrong = misplaced(sentIds(place), oldestFirst(listing));
    const got =
      wrong === null ? '' : `${wordsOf(place, [wrong[1]])} after ${wordsOf(place, [wrong[0]])}`;
    must.on('MSGS-12').that(wrong === null, 'order of what was sent', 'as it was sent', got);
  }
  judgeAgainstOthers(must, reading, listing);
}

/** Whether one large page has what a walk did not meet. */
async function isListed(
  { users, ways }: Known,
  place: Place,
  missing: ReturnType<typeof unmet>,
): Promise<boolean> {
  for (const { dir } of ways.filter(({ begins }) => begins === 'by-itself')) {
    const reply = await askPage(users.alice, place.id, { dir, limit: 100 });
    if (reply.status !== 200) continue;
    const { chunk } = pageOf(reply);
    recognise(place, chunk);
    const there = new Set(idsOf(chunk));
    const ids = missing.map(({ id }) => id);
    if (ids.every((id) => id !== null && there.has(id))) return true;
  }
  return false;
}

const listingOf = ({ ways }: Known, { pages, way }: Reading): Listing => ({
  pages,
  order: way.order,
  // Only where a walk back repeats the event of its token (P7).
  mayMissOldest:
    way.begins === 'at-the-far-end' &&
    ways.some(({ name, least }) => name === 'back' && least === 2),
});

/** Pages of any size, in any direction, by anybody, make up the same list. */
function judgeAgainstOthers(must: Must, { place, way, who, writes }: Reading, now: Listing): void {
  const before = place.listed;
  if (before !== null && before.writes <= writes) {
    const found = departure(before, now, before.writes < place.writes);
    const turned = before.order !== now.order && way.dir !== null && found?.kind === 'moved';
    const kinds = { lost: 'lacks', added: 'has moreover', moved: 'has elsewhere' };
    const got = found === null ? '' : `one ${kinds[found.kind]} ${wordsOf(place, found.ids)}`;
    const what = 'lists that two walks make up';
    const seen = before.who === who ? 'MSGS-13' : 'MSGS-03';
    must.on(turned ? 'MSGS-12' : seen).that(found === null, what, 'the same', got);
  }
  if (writes === place.writes) place.listed = { ...now, writes, who };
}

/** No event of another room comes up in a walk. */
function judgeStrangers(must: Must, { place, pages }: Reading): void {
  const ids = new Set(pages.at(-1)?.ids);
  for (const other of place.neighbours()) {
    if (other === place) continue;
    const strange = sentIds(other).filter((id) => ids.has(id));
    const what = 'events of another room';
    must.on('MSGS-05').that(strange.length === 0, what, 'none', wordsOf(other, strange));
  }
}

/** What is left between two tokens of a walk: nothing beyond them, and nothing lacking but at the seams. */
export async function readBetween(known: Known, must: Must, reading: Reading): Promise<string> {
  const { pages, place, limit } = reading;
  const [head, ...rest] = pages;
  const inner = rest.filter(({ ids }) => ids.length > 0);
  const from = head?.end;
  const to = inner.at(-1)?.end;
  if (from === undefined || to === undefined || from === to) return 'there is nothing between';
  const ids = once(inner);
  const seams = [head?.ids.at(-1), ids.at(-1)];
  const owed = ids.filter((id) => !seams.includes(id));
  const wide = { ...reading, limit: Math.max(limit, ids.length + 10) };
  const page = await readPage(known, must, wide, { from, to });
  const beyond = lacking(page.ids, [...ids, ...seams.filter((id) => id !== undefined)]);
  const what = 'events beyond from and to';
  must.on('MSGS-07').that(beyond.length === 0, what, 'none', wordsOf(place, beyond));
  const lost = lacking(owed, page.ids);
  must
    .on('MSGS-07')
    .that(
      lost.length === 0,
      'events between from and to that are lacking',
      'none',
      wordsOf(place, lost),
    );
  return 'all between and nothing beyond';
}
