import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { someOf } from '../../../harness/world/answers.ts';
import {
  endOf,
  idsOf,
  page,
  say,
  walk,
  type Page,
  type Walk,
} from '../../../harness/world/pages.ts';
import { bring } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { pagingDirections, roomWithHistory, textsIn } from '../shared/room-history.ts';

/** The ids of every event of a room, newest first, read on pages that are as large as possible. @throws Broken */
const everything = async (reader: User, roomId: string): Promise<readonly string[]> =>
  someOf(idsOf((await walk(reader, roomId, { limit: 100 })).events), 'event in messages');

/** Events that are listed again, except the last of a page as the first of the next. */
function repeated(pages: readonly Page[]): readonly string[] {
  const seen = new Set<string>();
  return pages.flatMap(({ chunk }, i) => {
    const boundary = pages[i - 1]?.chunk.at(-1)?.event_id;
    const again = idsOf(chunk).filter((id, at) => seen.has(id) && !(at === 0 && id === boundary));
    const twice = idsOf(chunk).filter((id, at, all) => all.indexOf(id) !== at);
    for (const id of idsOf(chunk)) seen.add(id);
    return [...again, ...twice];
  });
}

/** Events that paging did not reach. @throws Broken when it stopped since a page has no end (MODEL-18) */
function unreached(expected: readonly string[], { pages, events }: Walk): readonly string[] {
  const missing = expected.filter((id) => !idsOf(events).includes(id));
  if (missing.length > 0 && pages.at(-1)?.end === undefined) {
    throw new Broken('a page before the last one has no end');
  }
  return missing;
}

/** Paging through a room from end to end. */
export const walks: Readonly<Record<string, CaseBody>> = {
  'end-continues-the-walk': {
    title: 'Paging on from each end reaches every event of the room, whatever the limit',
    requires: ['MSGS-13', 'MSG-03'],
    async run({ users, must, reading }) {
      const [owner, member] = await users('owner', 'member');
      const { roomId, messages } = await roomWithHistory(owner);
      await bring(owner, roomId, member);

      for (const [reader, limits] of [
        [owner, [2, 7]],
        [member, [3, null]],
      ] as const) {
        const all = await everything(reader, roomId);
        const ways = await pagingDirections(reader, roomId);
        for (const [limit, way] of limits.flatMap((one) =>
          ways.map((each) => [one, each] as const),
        )) {
          const walked = await walk(reader, roomId, { ...way, limit });
          const { pages, events } = walked;
          // Forwards from the oldest token, the oldest event itself may be left out.
          const expected = way.dir === 'f' ? all.slice(0, -1) : all;
          const found = idsOf(events);
          must.equal(unreached(expected, walked), [], 'events that paging does not reach');
          must.equal(
            found.filter((id) => !all.includes(id)),
            [],
            'events that are not in the room',
          );
          must.equal(repeated(pages), [], 'events listed twice, except at page boundaries');
          const missing = messages.filter((text) => !textsIn(events).includes(text));
          must.on('MSG-03').equal(missing, [], 'messages that no event holds');
          const seam = way.dir === 'b' && limit === 2 ? seamOf(pages) : null;
          if (seam !== null) reading('page-seam', seam);
        }
      }
    },
  },
  'all-state-is-reached': {
    title: 'Paging back reaches every event that is state of the room, down to its creation',
    requires: ['MSGS-13'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const { roomId } = await roomWithHistory(owner);
      await bring(owner, roomId, member);
      const listed = await owner.need('get_state_events', { roomId });
      const state = idsOf(someOf(listed, 'event in the state'));

      const walked = await walk(owner, roomId, { limit: 7 });

      const missing = unreached(state, walked);
      if (missing.length === state.length) {
        must.notApplicable(
          'MSGS-13',
          'messages and state have no event in common, which other cases report',
        );
        return;
      }
      must.equal(missing, [], 'events of the state that paging does not reach');
    },
  },
  'walk-back-is-not-disturbed': {
    title: 'Paging back neither loses nor repeats an event when messages are sent meanwhile',
    requires: ['MSGS-13'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner);
      const all = await everything(owner, roomId);

      const first = await page(owner, roomId, { limit: 3 });
      await say(owner, roomId, 'nine', 'ten');
      const { pages } = await walk(owner, roomId, { from: endOf(first), limit: 3 });

      const walked = [first, ...pages];
      const found = walked.flatMap((p) => idsOf(p.chunk));
      must.equal(
        all.filter((id) => !found.includes(id)),
        [],
        'events that paging does not reach',
      );
      must.equal(repeated(walked), [], 'events listed twice, except at page boundaries');
    },
  },
};

/** Whether a page repeats the last event of the page before; null where there are no two pages with events. */
function seamOf(pages: readonly Page[]): string | null {
  const [first, second] = pages;
  const last = first?.chunk.at(-1)?.event_id;
  const next = second?.chunk[0]?.event_id;
  if (last === undefined || next === undefined) return null;
  return next === last ? 'repeats-the-boundary' : 'exclusive';
}
