import { Broken } from '../../../harness/judge/verdict.ts';
import { isSuccess, someOf } from '../../../harness/world/answers.ts';
import {
  askPage,
  idsOf,
  newest,
  oldestToken,
  page,
  pageOf,
  say,
  startOf,
  walk,
  type Page,
} from '../../../harness/world/pages.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { roomWithHistory, textsIn } from '../shared/room-history.ts';

/** The parameter dir, which the declaration does not have (DEF-03). */
export const directions: Readonly<Record<string, CaseBody>> = {
  'dir-b-is-newest-first': {
    title: 'With dir=b messages are listed from the newest to the oldest',
    requires: ['MSGS-12'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId, texts } = await roomWithHistory(owner);

      const walks = [await walk(owner, roomId, { dir: 'b', limit: 3 })];
      walks.push(await walk(owner, roomId, { dir: 'b', limit: 50 }));
      const first = (await page(owner, roomId, { dir: 'b' })).chunk;
      for (const events of [...walks.map((each) => each.events), first]) {
        const expected = listedOf(texts, events).toReversed();
        must.equal(inSomeOrder(events, expected), expected, 'texts listed with dir=b');
      }
    },
  },
  'dir-f-is-oldest-first': {
    title: 'With dir=f messages are listed from the oldest to the newest: dir=b reversed',
    requires: ['MSGS-12'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId, texts } = await roomWithHistory(owner);
      const back = idsOf((await walk(owner, roomId, { dir: 'b' })).events);
      const from = await oldestToken(owner, roomId);

      for (const limit of [3, 50]) {
        const { events } = await walk(owner, roomId, { dir: 'f', from, limit });
        const sent = listedOf(texts, events);
        must.equal(inSomeOrder(events, sent), sent, 'texts listed with dir=f');
        const found = idsOf(events);
        const expected = back.toReversed().filter((id) => found.includes(id));
        must.equal(found, expected, 'events listed with dir=f: those with dir=b, reversed');
      }
      const fresh = idsOf((await page(owner, roomId, { dir: 'f', limit: 5 })).chunk);
      const oldest = back.toReversed().slice(0, fresh.length);
      must.equal(fresh, oldest, 'events listed with dir=f and no from, if any');
    },
  },
  'dir-f-goes-on-from-now': {
    title:
      'With dir=f and the current token, later messages are listed in the order they were sent',
    requires: ['MSGS-12', 'MSGS-06'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner, 4);
      const last = await page(owner, roomId, { limit: 1 });
      const from = startOf(last);
      await say(owner, roomId, 'nine', 'ten');

      const reply = await askPage(owner, roomId, { dir: 'f', from, limit: 5 });

      if (!isSuccess(reply) && isSuccess(await askPage(owner, roomId, { dir: 'f', limit: 5 })))
        throw new Broken('it is the token that is refused, not the direction');
      must.succeed(reply);
      const { chunk } = pageOf(reply);
      const [boundary] = last.chunk;
      const later = chunk[0]?.event_id === boundary?.event_id ? chunk.slice(1) : chunk;
      const listed = textsIn(later);
      if (
        listed.length < later.length ||
        listed.some((text) => text !== 'nine' && text !== 'ten')
      ) {
        throw new Broken('the page does not begin at the token, or goes backwards');
      }
      const sent = listedOf(['nine', 'ten'], (await page(owner, roomId, { limit: 100 })).chunk);
      // A page without any of them may as well go backwards.
      const missing = listed.length === 0 ? [] : sent.filter((text) => !listed.includes(text));
      must.on('MSGS-06').equal(missing, [], 'later messages that are missing behind the token');
      must.equal(listed, sent, 'later messages');
    },
  },
  'dir-f-without-from-goes-on-from-its-end': {
    title: 'Paging with dir=f and no from goes on from its end with later messages',
    requires: ['MSGS-13', 'MSGS-06'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const { roomId } = await roomWithHistory(owner, 4);
      const { pages } = await walk(owner, roomId, { dir: 'f', limit: 3 });
      const from = pages.findLast((p) => p.end !== undefined)?.end;
      if (from === undefined) throw new Broken('no page has an end');
      const [later] = await say(owner, roomId, 'nine');

      must.on('MSGS-06').succeed(await askPage(owner, roomId, { dir: 'f', from, limit: 3 }));
      const { events } = await walk(owner, roomId, { dir: 'f', from, limit: 3 });
      if (!idsOf(await newest(owner, roomId)).includes(later ?? '')) {
        throw new Broken('the later message is not listed at all');
      }
      must.that(idsOf(events).includes(later ?? ''), 'later messages', 'listed', 'missing');
    },
  },
};

/** The texts that are listed at all; a text that is missing is reported by other cases. @throws Broken where none is */
const listedOf = (sent: readonly string[], events: Page['chunk']): readonly string[] =>
  someOf(
    sent.filter((text) => textsIn(events).includes(text)),
    'listed text',
  );

/** The texts of a listing. @throws Broken where they are others than were sent: that is not about their order */
function inSomeOrder(events: Page['chunk'], sent: readonly string[]): readonly unknown[] {
  // A server may write messages of its own.
  const texts = textsIn(events).filter((text) => sent.includes(String(text)));
  const [listed, expected] = [texts, sent].map((some) => some.map(String).toSorted().join('\n'));
  if (listed !== expected)
    throw new Broken('the messages do not show each text once, as it was sent');
  return texts;
}
