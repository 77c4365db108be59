import { wordOf } from '../../../harness/document/json.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { same } from '../../../harness/judge/compare.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { askPage } from '../../../harness/world/pages.ts';
import { missingFrom, once } from '../../../harness/model/index.ts';
import { type Room, wordsOf } from './room.ts';
import { begin, finish, readToEnd } from './walk.ts';
import type { ListRequest } from './steps.ts';
import type { Known } from './probe.ts';

/**
 * The messages of initialSync must be the newest events of a walk, the oldest of them first, and one can page back from
 * them. Their number without a limit is free.
 */
export async function judgeSync(
  known: Known,
  must: Must,
  room: Room,
  { who, limit }: ListRequest,
): Promise<string> {
  const most = Math.max(2, limit);
  const reply = await known.users[who].call(
    'get_room_sync_data',
    { roomId: room.id },
    { undeclared: { limit: String(most) } },
  );
  const messages = at(reply.json, 'messages');
  const chunk = at(messages, 'chunk');
  if (!isSuccess(reply) || !Array.isArray(chunk)) return 'no messages';
  const ids = chunk.map((event: unknown) => wordOf(at(event, 'event_id')));
  must
    .on('SYNC-08')
    .that(ids.length <= most, 'messages of initialSync', `at most ${most}`, ids.length);

  const back =
    known.ways.find(({ name }) => name === 'back') ??
    known.ways.find(({ order }) => order === 'newest-first');
  if (back === undefined || ids.length === 0) return 'some messages';
  const whole = await begin(known, must, room, { who, way: back, limit: 50 });
  await finish(known, must, whole);
  const list = once(whole.pages);
  // Everything newer than the oldest of these messages must be among them; paging back must find the rest.
  const oldest = list.findLastIndex((id) => ids.includes(id));
  const missing = missingFrom(list.slice(0, oldest + 1), ids);
  const what = 'newest events missing from the messages of initialSync';
  must.on('SYNC-09').that(missing.length === 0, what, 'none', wordsOf(room, missing));
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  must
    .on('SYNC-05')
    .that(
      twice.length === 0,
      'messages of initialSync that are returned twice',
      'none',
      wordsOf(room, twice),
    );

  const inOrder = list.filter((id) => ids.includes(id)).toReversed();
  const ordered = same(
    ids.filter((id) => inOrder.includes(id)),
    inOrder,
  );
  const order = 'order of the messages of initialSync';
  must.on('SYNC-05').that(ordered, order, 'oldest first', wordsOf(room, ids));

  const start = at(messages, 'start');
  if (typeof start !== 'string' || back.dir === null) return 'the newest messages';
  const older = await begin(known, must, room, { who, way: back, limit: 50 });
  older.next = start;
  const first = await askPage(known.users[who], room.id, {
    dir: back.dir,
    from: start,
    limit: older.limit,
  });
  must.on('SYNC-11').succeed(first);
  await readToEnd(known, must, older);
  const found = once(older.pages);
  const lost = missingFrom(list.slice(oldest + 1), found);
  const behind = 'older events missing from the pages before the messages of initialSync';
  must.on('SYNC-11').that(lost.length === 0, behind, 'none', wordsOf(room, lost));
  // The oldest message may be returned again, and no newer one.
  const again = list.slice(0, Math.max(0, oldest)).filter((id) => found.includes(id));
  const before = 'messages of initialSync that are returned again by paging back from their start';
  must.on('SYNC-11').that(again.length === 0, before, 'at most the oldest', wordsOf(room, again));
  return 'the newest messages, and paging back finds all others';
}
