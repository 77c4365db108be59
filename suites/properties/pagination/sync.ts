import type { Must } from '../../../harness/judge/must.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { askPage } from '../../../harness/world/pages.ts';
import { lacking, once } from '../../../harness/model/pages.ts';
import { type Place, wordsOf } from './place.ts';
import { begin, finish, turn } from './read.ts';
import type { Asking } from './steps.ts';
import type { Known } from './target.ts';

/**
 * The messages of initialSync are the newest end of the list that a walk makes up, and can be paged back from.
 * How many there are without a limit is free, and in which order.
 */
export async function judgeSync(
  known: Known,
  must: Must,
  place: Place,
  { who, limit }: Asking,
): Promise<string> {
  const most = Math.max(2, limit);
  const reply = await known.users[who].call(
    'get_room_sync_data',
    { roomId: place.id },
    { undeclared: { limit: String(most) } },
  );
  const messages = at(reply.json, 'messages');
  const chunk = at(messages, 'chunk');
  if (!isSuccess(reply) || !Array.isArray(chunk)) return 'no messages';
  const ids = chunk.map((event: unknown) => String(at(event, 'event_id')));
  must
    .on('SYNC-08')
    .that(ids.length <= most, 'messages of initialSync', `at most ${most}`, ids.length);

  const back =
    known.ways.find(({ name }) => name === 'back') ??
    known.ways.find(({ order }) => order === 'newest-first');
  if (back === undefined || ids.length === 0) return 'some messages';
  const whole = await begin(known, must, place, { who, way: back, limit: 50 });
  await finish(known, must, whole);
  const list = once(whole.pages);
  // The oldest of these messages parts the list: on one side nothing may be lacking, the other is paged back to.
  const oldest = list.findLastIndex((id) => ids.includes(id));
  const missing = lacking(list.slice(0, oldest + 1), ids);
  const what = 'newest events that the messages of initialSync lack';
  must.on('SYNC-09').that(missing.length === 0, what, 'none', wordsOf(place, missing));
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  must
    .on('SYNC-05')
    .that(twice.length === 0, 'messages that come twice', 'none', wordsOf(place, twice));

  const start = at(messages, 'start');
  if (typeof start !== 'string' || back.dir === null) return 'the newest messages';
  const older = await begin(known, must, place, { who, way: back, limit: 50 });
  older.next = start;
  const first = await askPage(known.users[who], place.id, {
    dir: back.dir,
    from: start,
    limit: older.limit,
  });
  must.on('SYNC-11').succeed(first);
  while (!older.done) await turn(known, must, older);
  const met = once(older.pages);
  const lost = lacking(list.slice(oldest + 1), met);
  const behind = 'older events that are not met from the start of the messages of initialSync';
  must.on('SYNC-11').that(lost.length === 0, behind, 'none', wordsOf(place, lost));
  // The boundary may be met again, the rest of these messages stands before it.
  const again = list.slice(0, Math.max(0, oldest)).filter((id) => met.includes(id));
  const before = 'messages of initialSync that are met again from their start';
  must.on('SYNC-11').that(again.length === 0, before, 'at most the oldest', wordsOf(place, again));
  return 'the newest messages, and all that come before them';
}
