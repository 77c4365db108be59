import type { Must } from '../../../harness/judge/must.ts';
import { missingFrom, once } from '../../../harness/model/index.ts';
import { wordsOf } from './room.ts';
import type { Known } from './probe.ts';
import { readPage, type Walk } from './walk.ts';

/** Reads between two tokens of a walk: nothing beyond them may come, and nothing may be missing but at the seams. */
export async function readBetween(known: Known, must: Must, walk: Walk): Promise<string> {
  const { pages, room, limit } = walk;
  const [head, ...rest] = pages;
  const inner = rest.filter(({ ids }) => ids.length > 0);
  const from = head?.end;
  const to = inner.at(-1)?.end;
  if (from === undefined || to === undefined || from === to) return 'nothing is between the tokens';
  const ids = once(inner);
  const seams = [head?.ids.at(-1), ids.at(-1)];
  const owed = ids.filter((id) => !seams.includes(id));
  const wide = { ...walk, limit: Math.max(limit, ids.length + 10) };
  const page = await readPage(known, must, wide, { from, to });
  const beyond = missingFrom(page.ids, [...ids, ...seams.filter((id) => id !== undefined)]);
  const what = 'events beyond from and to';
  must.on('MSGS-07').that(beyond.length === 0, what, 'none', wordsOf(room, beyond));
  const lost = missingFrom(owed, page.ids);
  must
    .on('MSGS-07')
    .that(
      lost.length === 0,
      'events between from and to that are missing',
      'none',
      wordsOf(room, lost),
    );
  return 'everything between the tokens and nothing beyond';
}
