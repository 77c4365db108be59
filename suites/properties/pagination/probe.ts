import { encodePart } from '../../../harness/document/routes.ts';
import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { isEnd } from '../../../harness/world/end-of-walk.ts';
import { askPage, idsOf, pageOf, say } from '../../../harness/world/pages.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import {
  defaultPageSize,
  endOfWalk,
  messagesOrder,
  type NamedUsers,
  orderOf,
  type Page,
  seamOf,
  type Way,
  type WayName,
} from '../../../harness/model/index.ts';
import type { World } from '../../../harness/run/case.ts';
import type { Name } from './steps.ts';

/** The target: its users, and how its lists can be read. */
export interface Known {
  readonly users: NamedUsers<Name>;
  readonly ways: readonly Way[];
  /** Whether users other than the creator can read messages. */
  readonly othersRead: boolean;
  /** Whether initialSync has messages, which are optional. */
  readonly sync: boolean;
  /** Whether a list of members obeys a limit, which is optional (MEMB-09). */
  readonly membersPaged: boolean;
  /** Whether every page but the last is full. */
  readonly fullPages: boolean;
}

/** The room that is read. */
interface ProbedRoom {
  readonly reader: User;
  readonly roomId: string;
  readonly sent: readonly string[];
}

type Direction = Way['dir'];
const directions: Readonly<Record<WayName, Direction>> = { plain: null, back: 'b', forth: 'f' };

/** Reading a room as small as this one ends long before. */
const mostPages = 40;

/**
 * Learns from its answers how the target pages: a room is filled, and read without a direction and in both undeclared
 * ones. A way that shows nothing, or the wrong end, is left out; scripted cases judge what `dir` does (MSGS-12).
 * @throws Broken where no way shows anything
 */
export async function probe(world: World, users: NamedUsers<Name>): Promise<Known> {
  const { alice, bob } = users;
  const roomId = await privateRoom(alice);
  await bring(alice, roomId, bob);
  const sent = await say(alice, roomId, 'one', 'two', 'three', 'four', 'five', 'six', 'seven');
  const room: ProbedRoom = { reader: alice, roomId, sent };

  const back = await tryWay(world, room, 'back');
  const needsDir = world.profile.changeOf('MSGS-06')?.query?.includes('dir') === true;
  const plain = needsDir ? null : await tryWay(world, room, 'plain');
  const forth = await tryWay(world, room, 'forth', back?.farEnd);
  const ways = [plain, back, forth].flatMap((tried) => tried?.way ?? []);
  const [first] = ways;
  if (first === undefined) throw new Broken('no way of reading get_messages shows any event');
  return {
    users,
    ways,
    othersRead: isSuccess(await askPage(bob, roomId, { dir: first.dir, limit: 3 })),
    sync: await hasMessages(room),
    membersPaged: await pagesMembers(world, room),
    fullPages: world.profile.changeOf('MSGS-08')?.limit !== 'at most',
  };
}

/** A page; an empty one where there is none, because other cases judge whether pages can be read (MSGS-01). */
async function readPage(
  { reader, roomId }: ProbedRoom,
  choices: { readonly dir: Direction; readonly limit?: number; readonly from?: string },
): Promise<Page> {
  const reply = await askPage(reader, roomId, choices);
  if (!isSuccess(reply)) return { ids: [], start: undefined, end: undefined };
  const { chunk, start, end } = pageOf(reply);
  return { ids: idsOf(chunk), start, end };
}

/** @returns the way and the token at its end; null where it does not show events in its order */
async function tryWay(
  world: World,
  room: ProbedRoom,
  name: WayName,
  farEnd?: string,
): Promise<{ readonly way: Way; readonly farEnd: string | undefined } | null> {
  const dir = directions[name];
  const first = await readPage(room, { dir, limit: 3 });
  const shown = orderOf(first.ids, room.sent);
  if (name === 'plain') {
    // Only a page that begins says where pages begin, and a refusal has no size.
    if (first.start !== undefined) world.reading('messages-order', messagesOrder(shown));
    const whole = await readPage(room, { dir });
    // Besides what was sent, a room has a handful of events from its creation.
    const events = room.sent.length + 4;
    if (whole.start !== undefined)
      world.reading('default-page-size', defaultPageSize(whole.ids.length, events));
  }
  const from = shown === null ? farEnd : undefined;
  if (shown === null && (from === undefined || name !== 'forth')) return null;
  const pages = await readPages(room, dir, from);
  const order = shown ?? orderOf(pages[0]?.ids ?? [], room.sent);
  const expected = { plain: order, back: 'newest-first', forth: 'oldest-first' }[name];
  if (order === null || order !== expected) return null;

  const seam = seamOf(pages);
  if (seam !== null && order === 'newest-first') world.reading('page-seam', seam);
  if (name === 'back') world.reading('end-of-walk', endOfWalk(pages));
  const least = seam === 'repeats-the-boundary' ? 2 : 1;
  const begins = from === undefined ? 'by-itself' : 'at-the-far-end';
  const end = pages.findLast((page) => page.end !== undefined)?.end;
  return { way: { name, dir, order, begins, least }, farEnd: end };
}

/** The pages until the end, or the first of them where no end comes. */
async function readPages(
  room: ProbedRoom,
  dir: Direction,
  first: string | undefined,
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  let from = first;
  while (pages.length < mostPages) {
    const page = await readPage(room, { dir, limit: 3, ...(from === undefined ? {} : { from }) });
    pages.push(page);
    if (isEnd(pages, from)) break;
    from = page.end;
  }
  return pages;
}

/** Sent as an undeclared request, so that the answer is not judged here. */
async function hasMessages({ reader, roomId }: ProbedRoom): Promise<boolean> {
  const path = `/rooms/${encodePart(roomId)}/initialSync`;
  const reply = await reader.send({ method: 'GET', path, query: [['limit', '3']] });
  const messages = at(reply.json, 'messages');
  const chunk = at(messages, 'chunk');
  const isToken = typeof at(messages, 'start') === 'string';
  return isSuccess(reply) && isToken && Array.isArray(chunk) && chunk.length > 0;
}

async function pagesMembers(world: World, { reader, roomId }: ProbedRoom): Promise<boolean> {
  const reply = await reader.call('get_members', { roomId, limit: 1 });
  const chunk = at(reply.json, 'chunk');
  const length = isSuccess(reply) && Array.isArray(chunk) ? chunk.length : 0;
  if (length > 0) world.reading('members-paging', length === 1 ? 'honoured' : 'ignored');
  return length === 1;
}
