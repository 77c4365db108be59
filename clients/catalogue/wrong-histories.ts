import { setTimeout as pause } from 'node:timers/promises';
import { isObject } from '../../harness/document/json.ts';
import { ApiProblem, type ClientParts, LostAnswer, type ShownEvent } from '../reference/parts.ts';
import type { WrongClient } from './wrong-client.ts';

/** Sends a request again as long as the outcome is so, and no more often than that. */
const repeating =
  (
    most: number,
    is: (outcome: Awaited<ReturnType<ClientParts['sendOnce']>> | LostAnswer) => boolean,
    wait = 0,
  ): WrongClient['change'] =>
  ({ send }) => ({
    send: async (parts, user, outgoing) => {
      for (let tries = 1; tries < most; tries += 1) {
        const outcome = await parts.sendOnce(user, outgoing).catch((error: unknown) => {
          if (error instanceof LostAnswer) return error;
          throw error;
        });
        if (!is(outcome)) {
          if (outcome instanceof LostAnswer) throw outcome;
          return outcome;
        }
        await pause(wait);
      }
      return send(parts, user, outgoing);
    },
  });

const walking =
  (
    collect: (page: Parameters<ClientParts['walk']>[0]) => Promise<readonly ShownEvent[]>,
  ): WrongClient['change'] =>
  () => ({ walk: collect });

const events =
  (show: (event: ShownEvent, raw: unknown) => ShownEvent | null): WrongClient['change'] =>
  ({ readEvent }) => ({
    readEvent: (raw) => {
      const event = readEvent(raw);
      return event === null ? null : show(event, raw);
    },
  });

/** Clients that are wrong in what they do one after the other, or in what they understand. */
export const wrongHistories: Readonly<Record<string, WrongClient>> = {
  'one-txn-id': {
    summary: 'It has one txnId for everything.',
    violates: ['CLIENT-10', 'CLIENT-24'],
    change: () => ({ txnId: () => 'txn' }),
  },
  'txn-id-of-three': {
    summary: 'It has three txnIds, one after the other.',
    violates: ['CLIENT-10'],
    change: () => {
      let sent = 0;
      return { txnId: () => `txn-${(sent += 1) % 3}` };
    },
  },
  'new-txn-id-after-a-loss': {
    summary: 'It repeats a lost message with a new txnId.',
    violates: ['CLIENT-11'],
    change: ({ send, txnId }) => ({
      send: async (parts, user, outgoing) => {
        try {
          return await parts.sendOnce(user, outgoing);
        } catch {
          const path = outgoing.path.replace(/[^/]+$/, txnId() ?? '');
          const isSent = outgoing.path.includes('/send/');
          return send(parts, user, isSent ? { ...outgoing, path } : outgoing);
        }
      },
    }),
  },
  'posts-again': {
    summary: 'It sends by POST, and again when the answer is lost.',
    violates: ['CLIENT-12'],
    change: (right) => ({
      ...repeating(3, (outcome) => outcome instanceof LostAnswer)(right),
      txnId: () => null,
    }),
  },
  'asks-again-when-refused': {
    summary: 'It repeats a refused request seven times.',
    violates: ['CLIENT-18'],
    change: repeating(8, (o) => !(o instanceof LostAnswer) && o.status === 403),
  },
  'does-not-wait': {
    summary: 'It does not wait after a rate limit.',
    violates: ['CLIENT-19'],
    change: repeating(4, (o) => !(o instanceof LostAnswer) && o.status === 429),
  },
  'waits-in-seconds': {
    summary: 'It takes the milliseconds of a rate limit for a tenth of them.',
    violates: ['CLIENT-19'],
    change: repeating(4, (o) => !(o instanceof LostAnswer) && o.status === 429, 30),
  },
  'keeps-a-refused-token': {
    summary: 'It tries a refused token again and again.',
    violates: ['CLIENT-20'],
    change: repeating(5, (o) => !(o instanceof LostAnswer) && o.status === 401, 300),
  },
  'crashes-on-bad-json': {
    summary: 'It crashes when an answer is no JSON.',
    violates: ['CLIENT-21'],
    change: ({ objectOf }) => ({
      objectOf: (incoming) => {
        if (incoming.json === undefined) throw new TypeError('undefined is not an object');
        return objectOf(incoming);
      },
    }),
  },
  'crashes-on-a-reset': {
    summary: 'It crashes when a connection ends.',
    violates: ['CLIENT-21'],
    change: () => ({
      send: async (parts, user, outgoing) => {
        try {
          return await parts.sendOnce(user, outgoing);
        } catch (error) {
          throw new TypeError('not an answer', { cause: error });
        }
      },
    }),
  },
  'takes-html-for-a-list': {
    summary: 'It takes an answer that is no JSON for an empty object.',
    violates: ['CLIENT-21'],
    change: () => ({ objectOf: ({ json }) => (isObject(json) ? json : { chunk: [] }) }),
  },
  'waits-for-ever': {
    summary: 'It waits for an answer as long as it takes.',
    violates: ['CLIENT-22'],
    change: () => ({ patience: 600_000 }),
  },
  'follows-redirects': {
    summary: 'It follows redirects, whoever they lead to, with its token.',
    violates: ['CLIENT-23'],
    change: () => ({
      redirect: 'follow',
      credentials: ({ token }) => ({
        headers: { 'x-access-token': token },
        query: [['access_token', token]],
      }),
    }),
  },
  'needs-an-object-of-void': {
    summary: 'It takes a success without an object for an error.',
    violates: ['CLIENT-13'],
    change: ({ demandSuccess }) => ({
      demandSuccess: (incoming) => {
        demandSuccess(incoming);
        if (!isObject(incoming.json) && !Array.isArray(incoming.json))
          throw new ApiProblem(incoming.status, null, 'no object');
      },
    }),
  },
  'knows-all-keys': {
    summary: 'It does not understand events with further keys.',
    violates: ['CLIENT-14'],
    change: events((event, raw) => (isObject(raw) && 'x_extra' in raw ? null : event)),
  },
  'first-page-alone': {
    summary: 'It shows the newest page of a history alone.',
    violates: ['CLIENT-24'],
    change: walking(async (page) => (await page(null)).events.toReversed()),
  },
  'shows-seams-twice': {
    summary: 'It shows an event twice that two pages have.',
    violates: ['CLIENT-15'],
    change: walking(async (page) => {
      const all: ShownEvent[] = [];
      for (let from: string | null = null; ;) {
        const { events: more, end }: Awaited<ReturnType<typeof page>> = await page(from);
        all.push(...more);
        if (end === null || end === from || more.length === 0) return all.toReversed();
        from = end;
      }
    }),
  },
  'stops-at-a-short-page': {
    summary:
      'It takes a page that is shorter than asked for the last one, after the first forty events.',
    violates: ['CLIENT-24'],
    change: walking(async (page) => {
      const { events: newest, end } = await page(null);
      const older = end === null ? [] : (await page(end)).events;
      return [...newest, ...older].toReversed();
    }),
  },
  'asks-for-the-end-again': {
    summary: 'It asks for the page after the last one twelve times.',
    violates: ['CLIENT-16'],
    change: ({ walk }) => ({
      walk: (page) =>
        walk(async (from) => {
          const found = await page(from);
          if (found.end !== null && found.end === from)
            for (let again = 0; again < 12; again += 1) await page(from);
          return found;
        }),
    }),
  },
  'event-ids-have-a-sigil': {
    summary: 'It takes an event whose id does not begin with $ for none.',
    violates: ['CLIENT-17'],
    change: events((event) => (event.eventId.startsWith('$') ? event : null)),
  },
  'room-ids-have-a-domain': {
    summary: 'It does not take a room id without a domain.',
    violates: ['CLIENT-17'],
    change: ({ encode }) => ({
      encode: (value) => {
        if (value.startsWith('!') && !value.includes(':'))
          throw new ApiProblem(0, null, 'not a room id');
        return encode(value);
      },
    }),
  },
  'page-tokens-without-their-end': {
    summary: 'It cuts the equals signs off page tokens.',
    violates: ['CLIENT-30'],
    change: ({ walk }) => ({
      walk: (page) =>
        walk(async (from) => {
          const found = await page(from);
          return { ...found, end: found.end?.replace(/=+$/, '') ?? null };
        }),
    }),
  },
  'page-tokens-made-up': {
    summary: 'It makes up the token of the second page.',
    violates: ['CLIENT-30'],
    change: ({ walk }) => ({ walk: (page) => walk((from) => page(from === null ? null : 't20')) }),
  },
  'newest-first': {
    summary: 'It shows a history newest first.',
    violates: ['CLIENT-24'],
    change: ({ walk }) => ({ walk: async (page) => (await walk(page)).toReversed() }),
  },
  'trims-text': {
    summary: 'It cuts white space off the ends of texts.',
    violates: ['CLIENT-25'],
    change: ({ bodyOf }) => ({
      bodyOf: (right) =>
        bodyOf(
          typeof right['body'] === 'string' ? { ...right, body: right['body'].trim() } : right,
        ),
    }),
  },
  'shows-ascii': {
    summary: 'It shows question marks for what is not ASCII.',
    violates: ['CLIENT-25'],
    change: events((event) => {
      const { body } = event.content;
      const text = typeof body === 'string' ? body.replaceAll(/[^\0-\x7f]/g, '?') : body;
      return { ...event, content: { ...event.content, body: text } };
    }),
  },
  'joins-ids-alone': {
    summary: 'It takes the sigil off an alias that it joins by.',
    violates: ['CLIENT-26'],
    change: ({ encode }) => ({ encode: (value) => encode(value.replace(/^#/, '')) }),
  },
  'refusals-are-successes': {
    summary: 'It takes a refusal for a success.',
    violates: ['CLIENT-31'],
    change: () => ({
      demandSuccess: ({ status }) => {
        if (status >= 500) throw new ApiProblem(status, null, 'server error');
      },
    }),
  },
  'errors-without-a-code': {
    summary: 'It does not tell the errcode of an error.',
    violates: ['CLIENT-31'],
    change: () => ({
      demandSuccess: ({ status }) => {
        if (status >= 300) throw new ApiProblem(status, null, 'it failed');
      },
    }),
  },
};
