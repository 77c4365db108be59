import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { askPage, idsOf, pageOf, say } from '../../../harness/world/pages.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import {
  defaultPageSize,
  endOfWalk,
  messagesOrder,
  orderOf,
  seamOf,
  type Way,
  type WayName,
} from '../../../harness/model/dialect.ts';
import { isEnd, type Leaf, once } from '../../../harness/model/pages.ts';
import type { World } from '../../../harness/run/case.ts';
import type { Name } from './steps.ts';

/** What is known of the target before the first run. */
export interface Known {
  readonly users: Readonly<Record<Name, User>>;
  readonly ways: readonly Way[];
  /** Whether somebody who joined can read messages, the creator apart. */
  readonly othersRead: boolean;
  /** Whether initialSync holds messages at all, which are optional. */
  readonly sync: boolean;
  /** Whether a list of members obeys a limit; that it does is no obligation (MEMB-09). */
  readonly membersPaged: boolean;
}

interface Probe {
  readonly reader: User;
  readonly roomId: string;
  readonly sent: readonly string[];
}

const directions: Readonly<Record<WayName, 'b' | 'f' | null>> = {
  plain: null,
  back: 'b',
  forth: 'f',
};

/** Where a walk of a room this small has long ended. */
const mostPages = 40;

/** A page, or an empty one where there is none: that pages can be had at all has cases of its own (MSGS-01). */
async function readLeaf(
  { reader, roomId }: Pick<Probe, 'reader' | 'roomId'>,
  choices: { readonly dir: 'b' | 'f' | null; readonly limit?: number; readonly from?: string },
): Promise<Leaf> {
  const reply = await askPage(reader, roomId, choices);
  if (!isSuccess(reply)) return { ids: [], start: undefined, end: undefined };
  const { chunk, start, end } = pageOf(reply);
  return { ids: idsOf(chunk), start, end };
}

/**
 * Learns how the target pages from its answers alone: a room is filled, and listed without a direction and in
 * both undeclared ones. A way that shows nothing, or the wrong end, is left out: what `dir` does has cases of
 * its own (MSGS-12).
 * @throws Broken where no way shows anything
 */
export async function getToKnow(world: World, leased: readonly User[]): Promise<Known> {
  const [alice, bob, carol] = leased;
  if (alice === undefined || bob === undefined || carol === undefined) {
    throw new RangeError('the search needs alice, bob and carol');
  }
  const roomId = await privateRoom(alice);
  await bring(alice, roomId, bob);
  const sent = await say(alice, roomId, 'one', 'two', 'three', 'four', 'five', 'six', 'seven');
  const probe: Probe = { reader: alice, roomId, sent };

  const back = await tryWay(world, probe, 'back');
  const plain = await tryWay(world, probe, 'plain');
  const forth = await tryWay(world, probe, 'forth', back?.[1]);
  const found = [plain, back, forth].flatMap((way) => (way === null ? [] : [way[0]]));
  if (found.length === 0) throw new Broken('no way to list messages shows any');
  return {
    users: { alice, bob, carol },
    ways: found,
    othersRead: isSuccess(await askPage(bob, roomId, { dir: found[0]?.dir ?? null, limit: 3 })),
    sync: await holdsMessages(probe),
    membersPaged: await pagesMembers(world, probe),
  };
}

/** @returns the way, if it shows events in its order, and the token at its end */
async function tryWay(
  world: World,
  probe: Probe,
  name: WayName,
  farEnd?: string,
): Promise<readonly [Way, string | undefined] | null> {
  const dir = directions[name];
  const first = await readLeaf(probe, { dir, limit: 3 });
  const shown = orderOf(first.ids, probe.sent);
  if (name === 'plain') {
    world.reading('messages-order', messagesOrder(shown));
    const whole = (await readLeaf(probe, { dir })).ids.length;
    // What a room has besides what was sent into it is its founding, a handful of events.
    const events = probe.sent.length + 4;
    world.reading('default-page-size', defaultPageSize(whole, events));
  }
  const from = shown === null ? farEnd : undefined;
  if (shown === null && (from === undefined || name !== 'forth')) return null;
  const pages = await walkAll(probe, dir, from);
  const order = shown ?? orderOf(pages[0]?.ids ?? [], probe.sent);
  const owed = { plain: order, back: 'newest-first', forth: 'oldest-first' }[name];
  if (order === null || order !== owed) return null;

  const seam = seamOf(pages);
  if (seam !== null && order === 'newest-first') world.reading('page-seam', seam);
  if (name === 'back') world.reading('end-of-walk', endOfWalk(pages));
  const least = seam === 'repeats-the-boundary' ? 2 : 1;
  const begins = from === undefined ? 'by-itself' : 'at-the-far-end';
  const end = pages.findLast((page) => page.end !== undefined)?.end;
  return [{ name, dir, order, begins, least }, end];
}

/** The pages of a walk that ends, or of one that does not, for a while. */
async function walkAll(
  probe: Probe,
  dir: 'b' | 'f' | null,
  first: string | undefined,
): Promise<readonly Leaf[]> {
  const pages: Leaf[] = [];
  let from = first;
  while (pages.length < mostPages) {
    const known = once(pages).length;
    const page = await readLeaf(probe, { dir, limit: 3, ...(from === undefined ? {} : { from }) });
    pages.push(page);
    if (isEnd(page, from, once(pages).length - known)) break;
    from = page.end;
  }
  return pages;
}

/** Asked as if it were undeclared: that initialSync is answered as it must be has cases of its own. */
async function holdsMessages({ reader, roomId }: Probe): Promise<boolean> {
  const path = `/rooms/${encodeURIComponent(roomId)}/initialSync`;
  const reply = await reader.send({ method: 'GET', path, query: [['limit', '3']] });
  const messages = at(reply.json, 'messages');
  const chunk = at(messages, 'chunk');
  return (
    isSuccess(reply) &&
    typeof at(messages, 'start') === 'string' &&
    Array.isArray(chunk) &&
    chunk.length > 0
  );
}

async function pagesMembers(world: World, { reader, roomId }: Probe): Promise<boolean> {
  const reply = await reader.call('get_members', { roomId, limit: 1 });
  const chunk = at(reply.json, 'chunk');
  const honoured = isSuccess(reply) && Array.isArray(chunk) && chunk.length === 1;
  world.reading('members-paging', honoured ? 'honoured' : 'ignored');
  return honoured;
}
