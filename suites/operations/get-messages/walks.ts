import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import {
  endOf,
  idsOf,
  newest,
  oldestToken,
  page,
  pageOf,
  askPage,
  say,
  startOf,
  walk,
  type Page,
  type Walk,
} from '../../../harness/world/pages.ts';
import { bring } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { storyOf, tellings, waysThrough } from '../shared/message-stories.ts';

/** Every event of a room, newest first: read on pages so large that one will do. */
const everything = async (reader: User, roomId: string): Promise<readonly string[]> =>
  idsOf((await walk(reader, roomId, { limit: 100 })).events);

/** Events that come again, other than the last of a page as the first of the next. */
function repeated(pages: readonly Page[]): readonly string[] {
  const seen = new Set<string>();
  return pages.flatMap(({ chunk }, i) => {
    const seam = pages[i - 1]?.chunk.at(-1)?.event_id;
    const again = idsOf(chunk).filter((id, at) => seen.has(id) && !(at === 0 && id === seam));
    const twice = idsOf(chunk).filter((id, at, all) => all.indexOf(id) !== at);
    for (const id of idsOf(chunk)) seen.add(id);
    return [...again, ...twice];
  });
}

/** Events that a walk should have reached. @throws Broken when it stopped for want of an end (MODEL-18) */
function unreached(owed: readonly string[], { pages, events }: Walk): readonly string[] {
  const missing = owed.filter((id) => !idsOf(events).includes(id));
  if (missing.length > 0 && pages.at(-1)?.end === undefined) {
    throw new Broken('a page in the midst of a walk has no end');
  }
  return missing;
}

export const getMessagesWalks: Readonly<Record<string, CaseBody>> = {
  'end-continues-the-walk': {
    title: 'Who goes on from each end reaches every event of the room, whatever the limit',
    requires: ['MSGS-13', 'MSGS-03'],
    async run({ users, must, reading }) {
      const [owner, member] = await users('owner', 'member');
      const { roomId, said } = await storyOf(owner);
      await bring(owner, roomId, member);

      for (const [reader, limit] of [
        [owner, 2],
        [member, 3],
        [owner, 7],
        [member, null],
      ] as const) {
        const all = await everything(reader, roomId);
        const back = await walk(reader, roomId, { limit });
        must.equal(unreached(all, back), [], 'events the walk does not reach');
        for (const way of await waysThrough(reader, roomId)) {
          const walked = await walk(reader, roomId, { ...way, limit });
          const { pages, events } = walked;
          // Forwards from the far end, the oldest event itself may be left out.
          const owed = way.dir === 'f' ? all.slice(0, -1) : all;
          const found = idsOf(events);
          must.equal(unreached(owed, walked), [], 'events the walk does not reach');
          must.equal(
            found.filter((id) => !all.includes(id)),
            [],
            'events the room does not have',
          );
          must.equal(repeated(pages), [], 'events that come again, but for seams');
          const missing = said.filter((text) => !tellings(events).includes(text));
          must.on('MSGS-03').equal(missing, [], 'what was sent and is not found');
          if (way.dir === 'b' && limit === 2) reading('page-seam', seamOf(pages));
        }
      }
    },
  },
  'all-state-is-reached': {
    title: 'A walk reaches every event that is state of the room, from its creation on',
    requires: ['MSGS-13'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const { roomId } = await storyOf(owner);
      await bring(owner, roomId, member);
      const state = idsOf(await owner.need('get_state_events', { roomId }));

      const walked = await walk(owner, roomId, { limit: 7 });

      const missing = unreached(state, walked);
      if (missing.length === state.length) {
        must.notApplicable(
          'MSGS-13',
          'messages and state have no event in common; other cases say so',
        );
        return;
      }
      must.equal(missing, [], 'events of the state that the walk does not reach');
    },
  },
  'walk-back-is-not-disturbed': {
    title: 'A walk back neither loses nor repeats an event when more is sent meanwhile',
    requires: ['MSGS-13'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId } = await storyOf(owner);
      const all = await everything(owner, roomId);

      const first = await page(owner, roomId, { limit: 3 });
      await say(owner, roomId, 'nine', 'ten');
      const { pages } = await walk(owner, roomId, { from: endOf(first), limit: 3 });

      const walked = [first, ...pages];
      const found = walked.flatMap((p) => idsOf(p.chunk));
      must.equal(
        all.filter((id) => !found.includes(id)),
        [],
        'events the walk does not reach',
      );
      must.equal(repeated(walked), [], 'events that come again, but for seams');
    },
  },
  'dir-b-is-newest-first': {
    title: 'With dir=b messages are listed from the newest to the oldest',
    requires: ['MSGS-12'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId, told } = await storyOf(owner);

      for (const limit of [3, 50]) {
        const { events } = await walk(owner, roomId, { dir: 'b', limit });
        must.equal(tellings(events), kept(told, events).toReversed(), 'what was sent, with dir=b');
      }
    },
  },
  'dir-f-is-oldest-first': {
    title: 'With dir=f messages are listed from the oldest to the newest, as dir=b reversed',
    requires: ['MSGS-12'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId, told } = await storyOf(owner);
      const back = idsOf((await walk(owner, roomId, { dir: 'b' })).events);
      const from = await oldestToken(owner, roomId);

      for (const limit of [3, 50]) {
        const { events } = await walk(owner, roomId, { dir: 'f', from, limit });
        must.equal(tellings(events), kept(told, events), 'what was sent, with dir=f');
        const found = idsOf(events);
        const owed = back.toReversed().filter((id) => found.includes(id));
        must.equal(found, owed, 'events with dir=f: those with dir=b, reversed');
      }
      const fresh = idsOf((await page(owner, roomId, { dir: 'f', limit: 5 })).chunk);
      const oldest = back.toReversed().slice(0, fresh.length);
      must.equal(fresh, oldest, 'events with dir=f and no from, if any');
    },
  },
  'dir-f-goes-on-from-now': {
    title: 'With dir=f and the token of now, what is sent later is listed, in its order',
    requires: ['MSGS-12'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId } = await storyOf(owner);
      const last = await page(owner, roomId, { limit: 1 });
      const from = startOf(last);
      await say(owner, roomId, 'nine', 'ten');

      const reply = await askPage(owner, roomId, { dir: 'f', from, limit: 5 });

      must.succeed(reply);
      const { chunk } = pageOf(reply);
      const [boundary] = last.chunk;
      const later = chunk[0]?.event_id === boundary?.event_id ? chunk.slice(1) : chunk;
      const told = tellings(later);
      if (told.length < later.length || told.some((text) => text !== 'nine' && text !== 'ten')) {
        throw new Broken('the page does not begin at the token, or goes back');
      }
      const sent = kept(['nine', 'ten'], (await page(owner, roomId, { limit: 100 })).chunk);
      must.equal(told, sent, 'what was sent later');
    },
  },
  'dir-f-without-from-goes-on-from-its-end': {
    title: 'A walk with dir=f and no from goes on from its end with what is sent later',
    requires: ['MSGS-12', 'MSGS-06'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId } = await storyOf(owner);
      const { pages } = await walk(owner, roomId, { dir: 'f', limit: 3 });
      const from = pages.findLast((p) => p.end !== undefined)?.end;
      if (from === undefined) throw new Broken('no page of the walk has an end');
      const [later] = await say(owner, roomId, 'nine');

      must.on('MSGS-06').succeed(await askPage(owner, roomId, { dir: 'f', from, limit: 3 }));
      const { events } = await walk(owner, roomId, { dir: 'f', from, limit: 3 });
      if (!idsOf(await newest(owner, roomId)).includes(later ?? '')) {
        throw new Broken('what was sent is not listed at all');
      }
      must.that(idsOf(events).includes(later ?? ''), 'what was sent later', 'listed', 'missing');
    },
  },
};

/** What of a story is listed at all; that all of it is has cases of its own. */
const kept = (told: readonly string[], events: Page['chunk']): readonly string[] =>
  told.filter((text) => tellings(events).includes(text));

/** Whether a walk's pages repeat the last event of the page before. */
function seamOf(pages: readonly Page[]): string {
  const [first, second] = pages;
  const overlaps = second?.chunk[0]?.event_id === first?.chunk.at(-1)?.event_id;
  return overlaps ? 'repeats-the-boundary' : 'exclusive';
}
