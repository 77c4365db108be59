import type { Reply, User } from '../judge/user.ts';
import { Broken } from '../judge/verdict.ts';
import type { AnyEvent, MessageEvent } from '../document/ids.ts';
import { isArray, isObject } from '../document/json.ts';
import { isEnd, type TokenPage } from './end-of-walk.ts';

/** One page as it came: `end` may be missing, which is judged where pages are judged, not here. */
export interface Page {
  readonly chunk: readonly MessageEvent[];
  readonly start: string | undefined;
  readonly end: string | undefined;
}

/** A listing of a room's messages, page after page. */
export interface Walk {
  readonly pages: readonly Page[];
  /** Every event once, in the order of first sight. */
  readonly events: readonly MessageEvent[];
}

export interface PageChoices {
  /** Null leaves it out, where a walk would set one; its default is free. */
  readonly limit?: number | null;
  readonly from?: string;
  readonly to?: string;
  /** Not declared, yet without it the start of a page is open (DEF-03); null leaves it out. */
  readonly dir?: 'b' | 'f' | null;
}

/**
 * The options of a request for a page where nothing depends on its direction: servers of today refuse a page without
 * one (DEF-03).
 */
export const backwards = { undeclared: { dir: 'b' } } as const;

/** A walk that needs more pages than this does not end: no setup makes so many events. */
const pageLimit = 200;

/** Reads one page. @throws Broken when it is refused or holds no events */
export async function page(reader: User, roomId: string, choices: PageChoices = {}): Promise<Page> {
  return pageOf(await askPage(reader, roomId, choices));
}

/** Requests one page, backwards unless `dir` says otherwise. */
export function askPage(reader: User, roomId: string, choices: PageChoices = {}): Promise<Reply> {
  const { dir = 'b', limit = null, ...tokens } = choices;
  const args = { roomId, ...tokens, ...(limit === null ? {} : { limit }) };
  return reader.call('get_messages', args, dir === null ? {} : { undeclared: { dir } });
}

/** The page that an answer holds. @throws Broken when it holds none */
export function pageOf(reply: Reply): Page {
  const json = isObject(reply.json) ? reply.json : {};
  const chunk = json['chunk'];
  if (reply.status !== 200 || !isArray(chunk) || !chunk.every(isEvent)) {
    throw new Broken(`GET messages did not answer with a page of events (status ${reply.status})`);
  }
  return { chunk, start: textOf(json['start']), end: textOf(json['end']) };
}

/** Whether an answer is a page, whatever its events are. @param optional keys that may be missing */
export const isPage = ({ json }: Reply, optional: readonly string[] = []): boolean =>
  isObject(json) &&
  isArray(json['chunk']) &&
  ['start', 'end'].every(
    (key) => typeof json[key] === 'string' || (json[key] === undefined && optional.includes(key)),
  );

const isEvent = (value: unknown): value is MessageEvent =>
  isObject(value) &&
  isObject(value['content']) &&
  value['event_id'] !== '' &&
  ['event_id', 'room_id', 'type'].every((key) => typeof value[key] === 'string');

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/**
 * Walks a room's messages to the end (semantics, section 8). A limit of at least 2: with 1 a server that repeats the
 * boundary event never moves on.
 * @throws Broken when a page is refused or the walk does not end
 */
export async function walk(reader: User, roomId: string, choices: PageChoices = {}): Promise<Walk> {
  const pages: Page[] = [];
  const shown: TokenPage[] = [];
  const seen = new Map<string, MessageEvent>();
  let from = choices.from;
  while (pages.length < pageLimit) {
    const next = await page(reader, roomId, {
      limit: 50,
      ...choices,
      ...(from === undefined ? {} : { from }),
    });
    pages.push(next);
    shown.push({ ids: idsOf(next.chunk), start: next.start, end: next.end });
    for (const event of next.chunk) {
      if (!seen.has(event.event_id)) seen.set(event.event_id, event);
    }
    if (isEnd(shown, from)) return { pages, events: [...seen.values()] };
    from = next.end;
  }
  throw new Broken(`the walk had not ended after ${pageLimit} pages`);
}

/**
 * The direction to ask pages in where none is to be assumed: null, which leaves `dir` out, unless such a page is
 * refused, or starts at now and is always empty; then backwards (DEF-03).
 */
export async function plainDirection(reader: User, roomId: string): Promise<'b' | null> {
  const reply = await askPage(reader, roomId, { limit: 2, dir: null });
  if (reply.status >= 400 && reply.status <= 499) return 'b';
  return pageOf(reply).chunk.length > 0 ? null : 'b';
}

/**
 * The token at the far end of a room, from which forwards means from the oldest event on, or from the one after it
 * where the last page has no end. @throws Broken
 */
export async function oldestToken(reader: User, roomId: string): Promise<string> {
  const { pages, events } = await walk(reader, roomId);
  const end = pages.findLast((p) => p.end !== undefined)?.end;
  if (end !== undefined) return end;
  // Later servers leave the end out where nothing follows: the page before that is all but the oldest event.
  const limit = events.length - 1;
  const rest = limit < 1 ? undefined : await page(reader, roomId, { limit });
  if (rest?.end === undefined) throw new Broken('no page of messages has an end');
  return rest.end;
}

/** Where a page ends. @throws Broken when it does not say, or says where it starts: walks and pages have their cases */
export function endOf(of: Page | undefined): string {
  if (of?.end === undefined) throw new Broken('a page of messages has no end');
  if (of.end === of.start && of.chunk.length > 1) throw new Broken('a page ends where it starts');
  return of.end;
}

/** Where a page starts. @throws Broken when it does not say, which is judged where pages are judged */
export function startOf(of: Page): string {
  if (of.start === undefined) throw new Broken('a page of messages has no start');
  return of.start;
}

export const idsOf = (events: readonly AnyEvent[]): readonly string[] =>
  events.map((e) => e.event_id);

/** Sends messages, one after the other. @returns their event ids */
export async function say(
  user: User,
  roomId: string,
  ...texts: readonly string[]
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const body of texts) {
    const sent = await user.need('send_message', { roomId, body: { msgtype: 'm.text', body } });
    ids.push(sent.event_id);
  }
  return ids;
}

/** The body of feedback on a fresh message: whether a target must be there is free (FEED-12). */
export async function feedbackOn(
  user: User,
  roomId: string,
): Promise<{ readonly type: string; readonly target_event_id: string }> {
  const [target = ''] = await say(user, roomId, 'Have you seen this?');
  return { type: 'read', target_event_id: target };
}

/**
 * The events for which `is` holds, of which there should be so many: those on the newest page, or, where it has fewer,
 * those on every page, since a page may be shorter than it was asked for. @throws Broken
 */
export async function allOf(
  reader: User,
  roomId: string,
  count: number,
  is: (event: MessageEvent) => boolean,
): Promise<readonly MessageEvent[]> {
  const some = (await newest(reader, roomId)).filter(is);
  return some.length >= count
    ? some
    : (await walk(reader, roomId, { limit: 100 })).events.filter(is);
}

/** The ids of what a room holds, so that what comes later can be told from it: a server may write into new rooms. */
export const idsIn = async (reader: User, roomId: string): Promise<ReadonlySet<string>> =>
  new Set(idsOf(await newest(reader, roomId)));

/** The newest events of a room, on one page of at most 100. @throws Broken */
export async function newest(reader: User, roomId: string): Promise<readonly MessageEvent[]> {
  const { chunk } = await page(reader, roomId, { limit: 100 });
  return chunk;
}

/**
 * The newest event for which `is` holds.
 * @throws Broken when there is none: that a sent event is listed has cases of its own (SEND-03, MSG-03, FEED-03)
 */
export async function eventWhere(
  reader: User,
  roomId: string,
  is: (event: MessageEvent) => boolean,
): Promise<MessageEvent> {
  const event = (await newest(reader, roomId)).find(is);
  if (event === undefined) throw new Broken(`${reader.name} does not find the event in messages`);
  return event;
}
