import { someOf } from '../../../harness/world/answers.ts';
import { isEnd, type TokenPage } from '../../../harness/world/end-of-walk.ts';
import { askPage, endOf, idsOf, newest, page, pageOf } from '../../../harness/world/pages.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { hasOneDirection, pagingDirections, roomWithHistory } from '../shared/room-history.ts';

/** More pages than a room with history has. */
const mostPages = 60;

/** Where the tokens of pages can be used. */
export const tokens: Readonly<Record<string, CaseBody>> = {
  'every-end-is-accepted': {
    title: 'The end of every page is accepted as from, and so is that of the last page',
    requires: ['MSGS-13'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner);

      for (const way of await pagingDirections(owner, roomId)) {
        const first = await page(owner, roomId, { ...way, limit: 4 });
        someOf(first.chunk, 'event of the first page');
        const pages: TokenPage[] = [];
        let from = first.end;
        for (let left = mostPages; from !== undefined && left > 0; left -= 1) {
          const reply = await askPage(owner, roomId, { ...way, limit: 4, from });
          must.succeed(reply);
          const { chunk, start, end } = pageOf(reply);
          pages.push({ ids: idsOf(chunk), start, end });
          if (isEnd(pages, from)) break;
          from = end;
        }
      }
    },
  },
  'a-token-is-good-in-both-directions': {
    title: 'A token that a page going one way gave is accepted for going the other way',
    requires: ['MSGS-06'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner, 4);
      const back = await page(owner, roomId, { limit: 5 });
      const from = endOf(back);
      if (await hasOneDirection(owner, roomId))
        return must.notApplicable('MSGS-06', 'this target pages in one direction, see MSGS-12');

      const reply = await askPage(owner, roomId, { dir: 'f', from, limit: 50 });

      must.succeed(reply);
      const again = idsOf(pageOf(reply).chunk);
      // The event at the token itself may belong to either side.
      const newer = someOf(idsOf(back.chunk), 'event of a page').slice(0, -1);
      const missing = newer.filter((id) => !again.includes(id));
      must.equal(missing, [], 'events before the token that are missing behind it');
    },
  },
  'a-page-may-be-as-long-as-the-room': {
    title: 'A limit that is exactly the number of events brings all of them, and so does one more',
    requires: ['MSGS-08', 'MSGS-03', 'MSGS-13'],
    async run({ users, must, profile, skip }) {
      if (profile.changeOf('MSGS-08')?.limit === 'at most')
        skip(`${profile.name} lets a page have fewer events than its limit`);
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner);
      const all = someOf(idsOf(await newest(owner, roomId)), 'event');
      const half = Math.floor(all.length / 2);

      for (const limit of [all.length, all.length + 1]) {
        const whole = idsOf((await page(owner, roomId, { limit })).chunk);
        const missing = all.filter((id) => !whole.includes(id)).length;
        must.on('MSGS-03').equal(missing, 0, `events missing with limit=${limit}`);
      }
      const first = await page(owner, roomId, { limit: half });
      must.equal(first.chunk.length, half, `number of events with limit=${half}`);
      const rest = await page(owner, roomId, { limit: all.length - half, from: endOf(first) });
      const both = [...idsOf(first.chunk), ...idsOf(rest.chunk)];
      const behind = idsOf((await page(owner, roomId, { limit: 50, from: endOf(rest) })).chunk);
      const more = behind.filter((id) => !both.includes(id)).length;
      must.that(
        rest.chunk.length >= all.length - half || more === 0,
        `number of events on a second page with limit=${all.length - half}`,
        `${all.length - half}`,
        `${rest.chunk.length}, and ${more} on the page behind it`,
      );
      // A target may repeat the event at the boundary, which then takes the place of one.
      const missing = all.slice(0, -1).filter((id) => !both.includes(id)).length;
      must.on('MSGS-13').equal(missing, 0, 'events missing from two pages that hold all');
      const oldest = all.at(-1) ?? '';
      const repeats = rest.chunk[0]?.event_id === first.chunk.at(-1)?.event_id;
      must
        .on('MSGS-13')
        .that(repeats || both.includes(oldest), 'oldest event', 'listed', 'missing');
    },
  },
};
