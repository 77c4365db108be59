import type { Must } from '../../harness/expect/must.ts';
import { at, isSuccess } from '../../harness/fixtures/answers.ts';
import { askPage } from '../../harness/fixtures/pages.ts';
import type { Way } from '../../harness/model/dialect.ts';
import { lacking, once } from '../../harness/model/pages.ts';
import { type Place, sentIds, wordsOf } from './pagination-place.ts';
import { begin, finish, turn } from './pagination-read.ts';
import type { Asking, Name } from './pagination-steps.ts';
import type { Known } from './pagination-target.ts';

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
    .hold(ids.length <= most, 'messages of initialSync', `at most ${most}`, ids.length);

  const back =
    known.ways.find(({ name }) => name === 'back') ??
    known.ways.find(({ order }) => order === 'newest-first');
  if (back === undefined || ids.length === 0) return 'some messages';
  const sent = sentIds(place);
  const shown = sent.filter((id) => ids.includes(id));
  // Behind the last that was sent there may be members who came, and nobody knows how many events they are.
  const owed = sent.slice(
    -Math.max(shown.length, ids.length > place.behind ? 1 : 0) || sent.length,
  );
  const missing = shown.length === 0 && ids.length <= place.behind ? [] : lacking(owed, ids);
  const what = 'newest events that the messages of initialSync lack';
  must.on('SYNC-09').hold(missing.length === 0, what, 'none', wordsOf(place, missing));
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  must
    .on('SYNC-05')
    .hold(twice.length === 0, 'messages that come twice', 'none', wordsOf(place, twice));

  const start = at(messages, 'start');
  if (typeof start !== 'string' || back.dir === null) return 'the newest messages';
  await goOn(known, must, place, { who, back, start, ids });
  return 'the newest messages, and all that come before them';
}

interface From {
  readonly who: Name;
  readonly back: Way;
  readonly start: string;
  /** The messages of initialSync. */
  readonly ids: readonly string[];
}

/** Who pages back from the start of these messages meets everything before them. */
async function goOn(
  known: Known,
  must: Must,
  place: Place,
  { who, back, start, ids }: From,
): Promise<void> {
  const whole = await begin(known, must, place, { who, way: back, limit: 50 });
  await finish(known, must, whole);
  const older = await begin(known, must, place, { who, way: back, limit: 50 });
  older.next = start;
  const reply = await askPage(known.users[who], place.id, {
    dir: back.dir,
    from: start,
    limit: 50,
  });
  must.on('SYNC-11').succeed(reply);
  while (!older.done) await turn(known, must, older);
  const owed = once(whole.pages).filter((id) => !ids.includes(id));
  const lost = lacking(owed, once(older.pages));
  const what = 'older events that are not met from the start of the messages of initialSync';
  must.on('SYNC-11').hold(lost.length === 0, what, 'none', wordsOf(place, lost));
  // The boundary may be met again, the rest of these messages stands before it.
  const oldest = once(whole.pages).findLast((id) => ids.includes(id));
  const again = once(older.pages).filter((id) => ids.includes(id) && id !== oldest);
  const met = 'messages of initialSync that are met again from their start';
  must.on('SYNC-11').hold(again.length === 0, met, 'at most the oldest', wordsOf(place, again));
}
