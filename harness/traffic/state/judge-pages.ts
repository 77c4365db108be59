import { includes, same } from '../../judge/compare.ts';
import { slotOf } from '../../model/views.ts';
import { isBefore, type Span } from './happened.ts';
import { requirementOf } from './page-reasons.ts';
import { PageBook, type Stretch } from './page-book.ts';
import { mayBeExpired } from './retention.ts';
import type { ReadPage } from './read-page.ts';
import { isKnownAtFirst, type Room } from './room.ts';
import type { Sent } from './sent-events.ts';
import type { ShownEvent } from './shown.ts';
import { type Wrong, wrong } from './verdict.ts';

/** Judges one page by itself, and beside the pages and the events that are known of its room. */
export function judgePage(read: ReadPage): readonly Wrong[] {
  const { view, page, room, reader, ticket, span } = read;
  room.pages ??= new PageBook();
  const isSync = view === 'get_room_sync_data';
  const stretch = isSync
    ? room.pages.begin(page, reader, ticket, span)
    : room.pages.add(page, reader, ticket, span);
  const alone = isSync || page.isUnusual ? judgeSync(read) : judgeAlone(read);
  if (stretch === null) return [...alone, ...judgeAnyOrder(read)];
  const repeated = judgeRepeated(read, stretch);
  if (repeated.length > 0) return [...alone, ...repeated];
  const misordered = judgeOrder(read, stretch);
  return [...alone, ...(misordered.length > 0 ? misordered : judgeMissing(read, stretch))];
}

function judgeSync({ view, page }: ReadPage): readonly Wrong[] {
  const { events, limit } = page;
  if (view !== 'get_room_sync_data' || limit === null || events.length <= limit) return [];
  return [
    wrong('SYNC-08', `initialSync was asked for ${limit} messages, and shows ${events.length}.`),
  ];
}

function judgeAlone({ page, room, reader, span }: ReadPage): readonly Wrong[] {
  const { events, limit } = page;
  const found: Wrong[] = [];
  if (limit !== null && events.length > limit)
    found.push(
      wrong(
        'MSGS-08',
        `A page was asked for with the limit ${limit}, and has ${events.length} events.`,
      ),
    );
  const beyond = room.pages?.beyond(page, reader) ?? [];
  const walked = room.pages?.walks.wrongWith(page, reader, span) ?? null;
  room.pages?.walks.add(page, reader, span);
  if (beyond.length === 0 && walked !== null)
    found.push(wrong('MSGS-07', `A page that was asked for with to ${walked}.`));
  if (beyond.length > 0)
    found.push(
      wrong(
        'MSGS-07',
        `A page shows ${beyond.length} events beyond the token where it should have stopped.`,
      ),
    );
  if (room.pages?.startsElsewhere(page, reader, span) === true)
    found.push(wrong('MSGS-14', 'The start of a page is the token of another place.'));
  return found;
}

function judgeRepeated(
  { view }: ReadPage,
  { repeated, tickets, fromSync }: Stretch,
): readonly Wrong[] {
  if (repeated.length === 0) return [];
  const own = fromSync ? 'SYNC-11' : 'MSGS-13';
  const requirement = view === 'get_room_sync_data' ? 'SYNC-09' : own;
  const what = `${repeated.length} events come again in a walk, beyond the one at the seam of two pages.`;
  return [wrong(requirement, what, ...tickets.slice(0, -1))];
}

/** The events of a list that are known to have been sent, in its order. */
const sentIn = (room: Room, events: readonly ShownEvent[]): readonly Sent[] =>
  events.flatMap(({ id }) => {
    const [sent] = id === null ? [] : room.sentAs(id);
    return sent === undefined || sent.isRepeat ? [] : [sent];
  });

/** Those of them whose place in time is known. */
const placed = (room: Room, events: readonly ShownEvent[]): readonly Sent[] =>
  sentIn(room, events).filter((one) => one.key === null || !mayBeOlder(room, one));

/** Whether what set a piece of state may have been answered with the event that stood there already (reading same-state-again). */
function mayBeOlder(room: Room, sent: Sent): boolean {
  if (!room.isWhole) return true;
  const before = room.sent.filter(
    (one) => isOfTheSameSlot(one, sent) && !isBefore(sent.span, one.span),
  );
  if (before.some(({ content }) => same(content, sent.content))) return true;
  const isOther = before.some((one) => one.outcome === 'done' && isBefore(one.span, sent.span));
  return !isOther && (room.forgotSent || !isKnownAtFirst(sent.type));
}

/** The first two that stand the wrong way round; null where there are none. */
function misplaced(oldestFirst: readonly Sent[]): readonly [Sent, Sent] | null {
  let latest: Sent | null = null;
  for (const one of oldestFirst) {
    if (latest !== null && isBefore(one.span, latest.span)) return [one, latest];
    if (latest === null || one.span.began > latest.span.began) latest = one;
  }
  return null;
}

function judgeOrder(
  { view, room, page }: ReadPage,
  { events, tickets, fromSync }: Stretch,
): readonly Wrong[] {
  const found = misplaced(placed(room, events));
  if (found === null) return [];
  const asked = page.dir === null ? '' : ` that was asked for with dir=${page.dir}`;
  const own = fromSync ? 'SYNC-11' : 'MSGS-12';
  const requirement = view === 'get_room_sync_data' ? 'SYNC-09' : own;
  const what = `A list of messages${asked} has two events the wrong way round.`;
  return [wrong(requirement, what, ...found.map(({ ticket }) => ticket), ...tickets.slice(0, -1))];
}

/** Without a direction a page may be in either order (reading messages-order), but not in both. */
function judgeAnyOrder(read: ReadPage): readonly Wrong[] {
  const { page, room } = read;
  if (page.isUnusual || page.dir !== null) return [];
  const known = placed(room, page.events);
  const found = misplaced(known);
  if (found === null || misplaced(known.toReversed()) === null) return [];
  const tickets = found.map(({ ticket }) => ticket);
  return [
    wrong('MSGS-12', 'A list of messages is neither newest first nor oldest first.', ...tickets),
  ];
}

/** What was sent between two events of a list, or before the newest ones were read, stands in it. */
function judgeMissing(read: ReadPage, stretch: Stretch): readonly Wrong[] {
  const { room, user, seesAll, patience, listed, page, span } = read;
  const { events, newestAt, tickets, from } = stretch;
  const ids = new Set(events.flatMap(({ id }) => id ?? []));
  const known = placed(room, events);
  for (const { nickname } of sentIn(room, events)) listed.add(nickname);
  const isFromCreation = events.some(({ type, key }) => type === 'm.room.create' && key === '');
  const oldest = earliest(known, room, isFromCreation);
  if (oldest === null && !isFromCreation) return [];
  const newest = known.reduce<Sent | null>(
    (a, b) => (a === null || b.span.began > a.span.began ? b : a),
    null,
  );
  const shown = placed(room, page.events);
  const expires = room.slots.has(slotOf('m.room.retention', ''));
  const isCovered = (sent: Sent): boolean =>
    (oldest === null || isBefore(oldest, sent.span)) &&
    ((newestAt !== null && isBefore(sent.span, newestAt)) ||
      (newest !== null && isBefore(sent.span, newest.span)));
  const missing = room.sent.find(
    (sent) =>
      sent.outcome === 'done' &&
      !sent.isRepeat &&
      sent.isDoubtful !== true &&
      !isDoubtfulState(room, sent) &&
      // State that was there already may make no new event.
      (sent.key === null || room.isWhole || (isFromCreation && !mayBeUnseen(sent))) &&
      (seesAll || (sent.sender !== null && sent.sender === user)) &&
      sent.span.until + patience < from &&
      isCovered(sent) &&
      !isListed(sent, ids, events) &&
      !mayBeExpired(sent, { expires, shown, span }) &&
      !mayBeTheSame(room, sent),
  );
  if (missing === undefined) return [];
  missing.isDoubtful = true;
  const requirement = requirementOf(missing, read, stretch);
  const kind = missing.key === null ? 'An event that was accepted' : 'State that was set';
  const what = `${kind} by ${missing.nickname} is missing from a list that covers its place.`;
  return [wrong(requirement, what, missing.ticket, ...tickets.slice(0, -1))];
}

/** Whether a view of the state has contradicted what was set, which then is told already. */
const isDoubtfulState = (room: Room, { type, key }: Sent): boolean =>
  key !== null && room.slot(type, key).isDoubtful;

/** Whether its event may not be there: who left may see nothing from there on, and a repeat makes no new event. */
const mayBeUnseen = ({ type, content, hasTxnId }: Sent): boolean =>
  hasTxnId || (type === 'm.room.member' && content['membership'] === 'leave');

/** When the oldest event of a list was sent at the latest: the creation of a room comes before everything. */
function earliest(known: readonly Sent[], room: Room, isFromCreation: boolean): Span | null {
  if (isFromCreation && room.made !== null)
    return { ...room.made.span, ended: room.made.span.began, until: room.made.span.from };
  if (isFromCreation) return null;
  return known.reduce<Span | null>(
    (a, { span }) => (a === null || span.ended < a.ended ? span : a),
    null,
  );
}

function isListed(
  { eventId, type, key, content }: Sent,
  ids: ReadonlySet<string>,
  events: readonly ShownEvent[],
): boolean {
  if (key === null) return eventId === null || ids.has(eventId);
  return events.some(
    (one) =>
      one.isRedacted ||
      (one.type === type &&
        one.key === key &&
        // What a redaction leaves is not always told as such.
        (includes(one.content, content) || Object.keys(one.content ?? {}).length === 0)),
  );
}

/** Whether state was set more than once to the same, of which a server need make no new event (reading same-state-again). */
const mayBeTheSame = (room: Room, sent: Sent): boolean =>
  room.sent.some((one) => isOfTheSameSlot(one, sent) && same(one.content, sent.content));

/** Whether both set the same piece of state, or may have. */
const isOfTheSameSlot = (one: Sent, other: Sent): boolean =>
  other.key !== null &&
  one.ticket !== other.ticket &&
  one.outcome !== 'refused' &&
  one.type === other.type &&
  one.key === other.key;
