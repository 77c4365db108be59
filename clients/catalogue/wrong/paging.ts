import type { ShownEvent } from '../../reference/parts.ts';
import { walking } from '../spoil.ts';
import type { WrongClient } from '../changed-client.ts';

/** Clients that walk wrongly through a history. */
export const wrongPaging: Readonly<Record<string, WrongClient>> = {
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
  'drops-the-first-of-a-page': {
    summary: 'It takes the first event of every page but the newest for a repetition.',
    violates: ['CLIENT-24'],
    change: ({ walk }) => ({
      walk: (page) =>
        walk(async (from) => {
          const found = await page(from);
          return from === null ? found : { ...found, events: found.events.slice(1) };
        }),
    }),
  },
  'walks-while-there-is-an-end': {
    summary: 'It goes on as long as a page has an end, for thirty pages more.',
    violates: ['CLIENT-16'],
    change: walking(async (page) => {
      const seen = new Map<string, ShownEvent>();
      let from: string | null = null;
      for (let idle = 0; idle < 30;) {
        const { events, end }: Awaited<ReturnType<typeof page>> = await page(from);
        idle = events.some(({ eventId }) => !seen.has(eventId)) ? 0 : idle + 1;
        for (const event of events) if (!seen.has(event.eventId)) seen.set(event.eventId, event);
        if (end === null) break;
        from = end;
      }
      return [...seen.values()].toReversed();
    }),
  },
  'page-tokens-with-plus': {
    summary: 'It does not encode the plus signs of page tokens.',
    violates: ['CLIENT-30'],
    change: ({ walk }) => ({
      walk: (page) =>
        walk(async (from) => {
          const found = await page(from);
          return { ...found, end: found.end?.replaceAll('+', ' ') ?? null };
        }),
    }),
  },
  'page-tokens-encoded-twice': {
    summary: 'It encodes page tokens twice.',
    violates: ['CLIENT-30'],
    change: ({ walk }) => ({
      walk: (page) =>
        walk(async (from) => {
          const found = await page(from);
          return { ...found, end: found.end === null ? null : encodeURIComponent(found.end) };
        }),
    }),
  },
};
