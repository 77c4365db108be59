import { optionalKeysOf } from '../../../harness/document/profile.ts';
import type { Reply } from '../../../harness/judge/user.ts';
import { beginsElsewhere } from '../../../harness/model/index.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { isSuccess, someOf } from '../../../harness/world/answers.ts';
import {
  askPage,
  endOf,
  idsOf,
  isPage,
  newest,
  oldestToken,
  page,
  pageOf,
  say,
  startOf,
  walk,
} from '../../../harness/world/pages.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { isObject } from '../../../harness/document/json.ts';
import { roomWithHistory, pagingDirections } from '../shared/room-history.ts';

/** What a page holds, and the parameters from, to and limit. */
export const pages: Readonly<Record<string, CaseBody>> = {
  'page-has-start-end-and-chunk': {
    title: 'Every page of messages has the strings start and end and the array chunk',
    requires: ['MODEL-20', 'MODEL-17', 'MODEL-18', 'MSGS-02'],
    async run({ users, must, profile }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner, 4);

      // A target whose pages have no end at all cannot be asked for pages in both directions.
      isComplete(must, await askPage(owner, roomId, { limit: 3 }));
      for (const way of await pagingDirections(owner, roomId)) {
        isComplete(must, await askPage(owner, roomId, { ...way, limit: 3 }));
      }
      // A page without any parameter may be refused, which MSGS-06 is about.
      const plain = await owner.call('get_messages', { roomId });
      if (isSuccess(plain)) isComplete(must, plain, optionalKeysOf(profile));
    },
  },
  'empty-page-has-start-end-and-chunk': {
    title: 'A page after the newest event has start, end and chunk like every other page',
    requires: ['MODEL-20', 'MODEL-17', 'MODEL-18', 'MSGS-02'],
    async run({ users, must, profile }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner, 4);
      const from = startOf(await page(owner, roomId, { limit: 2 }));

      const reply = await askPage(owner, roomId, { dir: 'f', from, limit: 3 });
      isComplete(must, reply, optionalKeysOf(profile));
    },
  },
  'last-page-has-start-end-and-chunk': {
    title: 'The last page has start, end and chunk like every other page',
    requires: ['MODEL-20', 'MODEL-17', 'MODEL-18', 'MSGS-02'],
    async run({ users, must, profile, reading }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner, 4);
      const from = await oldestToken(owner, roomId);

      const reply = await askPage(owner, roomId, { from, limit: 3 });

      const { chunk, end } = pageOf(reply);
      const shows = chunk.length === 0 ? 'empty-page' : 'last-event-repeated';
      reading('end-of-walk', end === undefined ? 'no-end' : shows);
      isComplete(must, reply, optionalKeysOf(profile));
    },
  },
  'limit-counts-before-to': {
    title: 'A page with limit and to holds as many events as limit says, if as many come before to',
    requires: ['MSGS-08'],
    async run({ users, must, profile }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner);
      const whole = (await page(owner, roomId, { limit: 50 })).chunk;
      const to = await oldestToken(owner, roomId);
      if (whole.length < 6) throw new Broken('the room has fewer events than were made');

      const { chunk } = await page(owner, roomId, { to, limit: 3 });

      const { length } = chunk;
      const exact = profile.changeOf('MSGS-08')?.limit !== 'at most';
      const fits = exact ? length === 3 : length <= 3;
      must.that(fits, 'number of events with limit=3 and to', '3', length);
    },
  },
  'pages-inherit-start-and-end': {
    title: 'A page of messages has start and end, which its model inherits',
    requires: ['MODEL-19'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner, 4);

      const { start, end } = await page(owner, roomId, { limit: 3 });

      must.that(start !== undefined, 'start of a page', 'a string', start);
      must.that(end !== undefined, 'end of a page', 'a string', end);
    },
  },
  'sync-pages-inherit-start-and-end': {
    title: 'The messages of initialSync have start and end like every page',
    requires: ['MODEL-19'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner, 4);

      const limited = { undeclared: { limit: '3' } };
      const { json } = await owner.call('get_room_sync_data', { roomId }, limited);

      const messages = isObject(json) ? json['messages'] : undefined;
      if (!isObject(messages)) {
        must.notApplicable('MODEL-19', 'initialSync has no messages, which are optional');
        return;
      }
      must.that(
        typeof messages['start'] === 'string',
        'start of the messages',
        'a string',
        messages,
      );
      must.that(typeof messages['end'] === 'string', 'end of the messages', 'a string', messages);
    },
  },
  'page-begins-at-from': {
    title: 'A page begins at from, every time it is asked for',
    requires: ['MSGS-06'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner, 4);

      for (const way of await pagingDirections(owner, roomId)) {
        const first = await page(owner, roomId, { ...way, limit: 3 });
        const next = { ...way, limit: 3, from: endOf(first) };
        const reply = await askPage(owner, roomId, next);
        must.succeed(reply);
        const [before, behind] = [idsOf(first.chunk), idsOf(pageOf(reply).chunk)];
        const backwards = before.slice(0, -1).filter((id) => behind.includes(id));
        must.equal(backwards, [], 'events repeated from the page before, except the last');
        // A server that ignores the limit has shown everything on the page before.
        const more = before.length > 3 || behind.some((id) => !before.includes(id));
        must.that(more, 'events after the token', 'some', 'none');

        const again = await askPage(owner, roomId, next);
        must.succeed(again);
        must.equal(idsOf(pageOf(again).chunk), behind, 'events of the same page asked for again');
      }
    },
  },
  'page-ends-at-to': {
    title: 'A page ends at to, and begins at from where both are given',
    requires: ['MSGS-07', 'MSGS-06', 'MSGS-12'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner);

      for (const way of await pagingDirections(owner, roomId)) {
        const first = await page(owner, roomId, { ...way, limit: 3 });
        const from = endOf(first);
        const second = await page(owner, roomId, { ...way, limit: 3, from });
        const to = endOf(second);
        const last = second.chunk.at(-1)?.event_id;
        const before = idsOf(first.chunk.slice(0, -1));
        const inside = idsOf([...first.chunk, ...second.chunk]).filter((id) => id !== last);
        // If pages overlap, the last event before the token is the first after it.
        const behind = idsOf((await walk(owner, roomId, { ...way, from: to })).events);
        const beyond = behind.filter((id) => id !== last && !inside.includes(id));

        const reply = await askPage(owner, roomId, { ...way, to });
        must.succeed(reply);
        const over = idsOf(pageOf(reply).chunk).filter((id) => beyond.includes(id));
        must.equal(over, [], 'events after to');
        someOf(inside, 'event before to');
        const found = idsOf((await walk(owner, roomId, { ...way, to })).events);
        const lost = inside.filter((id) => !found.includes(id));
        must.equal(lost, [], 'events before to that are missing');

        const between = await askPage(owner, roomId, { ...way, from, to, limit: 50 });
        must.succeed(between);
        const given = idsOf(pageOf(between).chunk);
        const early = given.filter((id) => before.includes(id));
        must.on('MSGS-06').equal(early, [], 'events before from, on a page with from and to');
        const late = given.filter((id) => beyond.includes(id));
        must.equal(late, [], 'events behind to, on a page with from and to');
        const listed = idsOf(second.chunk).filter((id) => given.includes(id));
        const inOrder = given.filter((id) => listed.includes(id));
        must.on('MSGS-12').equal(inOrder, listed, 'order of the events on a page with from and to');

        // Whether a token stands before its event or behind it is free, so that one event may be given.
        const nothing = await askPage(owner, roomId, { ...way, from, to: from, limit: 50 });
        const none = isSuccess(nothing) ? idsOf(pageOf(nothing).chunk) : [];
        const after = [...idsOf(second.chunk.slice(1)), ...beyond];
        const stray = none.filter((id) => after.includes(id));
        must.equal(stray, [], 'events after to, on a page that ends where it begins');
      }
    },
  },
  'limit-is-exact': {
    title:
      'While there are more events, a page has exactly as many as limit says, state changes included',
    requires: ['MSGS-08', 'MSGS-03'],
    async run({ users, must, profile }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner);
      const exact = profile.changeOf('MSGS-08')?.limit !== 'at most';
      const fits = (length: number, limit: number): boolean =>
        exact ? length === limit : length <= limit;

      for (const way of await pagingDirections(owner, roomId)) {
        const { length: available } = (await walk(owner, roomId, way)).events;
        must.on('MSGS-03').that(available > 0, 'events of a room with history', 'some', 'none');
        if (available < 2) throw new Broken('there is no page with more events behind it to judge');
        for (const limit of [1, 2, 5, 10].filter((n) => n < available)) {
          const reply = await askPage(owner, roomId, { ...way, limit });
          must.succeed(reply);
          const { length } = pageOf(reply).chunk;
          const what = `number of events with limit=${limit}`;
          must.that(fits(length, limit), what, `${limit}`, length);
        }
        if (available < 7) continue;
        const from = endOf(await page(owner, roomId, { ...way, limit: 2 }));
        for (const limit of [4, available - 3]) {
          const { length } = (await page(owner, roomId, { ...way, from, limit })).chunk;
          const what = `number of events on a second page with limit=${limit}`;
          must.that(fits(length, limit), what, `${limit}`, length);
        }
      }
    },
  },
  'start-is-the-from': {
    title: 'The start of a page is where it was asked for from',
    requires: ['MSGS-14'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner, 4);

      for (const way of await pagingDirections(owner, roomId)) {
        const first = await page(owner, roomId, { ...way, limit: 3 });
        const from = endOf(first);
        const reply = await askPage(owner, roomId, { ...way, from, limit: 3 });
        must.succeed(reply);
        const next = pageOf(reply);
        someOf(next.chunk, 'event behind the token');
        const start = startOf(next);
        must.that(start !== next.end || next.chunk.length < 2, 'start of a page', from, start);
        if (start === from) continue;
        // Different tokens may be one place, to which both lead. An event may come again at a seam.
        const again = await askPage(owner, roomId, { ...way, from: start, limit: 4 });
        must.succeed(again);
        const found = idsOf(pageOf(again).chunk);
        const isElsewhere = beginsElsewhere(idsOf(next.chunk), idsOf(first.chunk), found);
        must.that(!isElsewhere, 'start of a page', from, start);
      }
    },
  },
  'start-leads-to-its-page': {
    title: 'The start of a page leads to that page again, even after new messages',
    requires: ['MSGS-14'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner, 4);
      const first = await page(owner, roomId, { limit: 4 });
      await say(owner, roomId, 'nine');

      const reply = await askPage(owner, roomId, { from: startOf(first), limit: 50 });

      must.succeed(reply);
      const again = idsOf(pageOf(reply).chunk);
      someOf(first.chunk.slice(1), 'event of the page');
      const listed = idsOf(await newest(owner, roomId));
      const lost = idsOf(first.chunk.slice(1)).filter(
        (id) => listed.includes(id) && !again.includes(id),
      );
      must.equal(lost, [], 'events of the page that are missing when it is asked for by its start');
    },
  },
};

/** A page has start, end and chunk, as the declaration says. @param optional keys that it may be without */
function isComplete(must: Must, reply: Reply, optional: readonly string[] = []): void {
  const { chunk, start, end } = pageOf(reply);
  const may = (key: string): boolean =>
    isObject(reply.json) && !(key in reply.json) && optional.includes(key);
  must.on('MODEL-20').that(Array.isArray(chunk), 'chunk of a page', 'an array', chunk);
  const hasStart = start !== undefined || may('start');
  must.on('MODEL-17').that(hasStart, 'start of a page', 'a string', reply.json);
  const hasEnd = end !== undefined || may('end');
  must.on('MODEL-18').that(hasEnd, 'end of a page', 'a string', reply.json);
  must.on('MSGS-02').that(isPage(reply, optional), 'answer', 'start, end and chunk', reply.json);
}
