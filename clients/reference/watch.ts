import { objectsAt, stringAt } from '../../harness/document/json.ts';
import { text } from './handlers.ts';
import { type Handler, LostAnswer, type ShownEvent } from './parts.ts';

/** How often a broken stream is asked again before the client gives up. */
const mostTries = 3;

/** Waits for messages of a room, until there are enough or the time is over. */
export const watch: Handler = async ({ ask, parts }, args) => {
  const [room, count, forMs] = [text(args, 'roomId'), args['count'], args['forMs']];
  const enough = typeof count === 'number' ? count : Number.POSITIVE_INFINITY;
  const until = performance.now() + (typeof forMs === 'number' ? forMs : 1000);
  const seen = new Map<string, ShownEvent>();
  let broken = 0;
  for (let from: string | null = null; seen.size < enough;) {
    const left = Math.floor(Math.min(until - performance.now(), parts.patience / 2));
    if (left <= 0) break;
    const query = [
      // The first request brings the token from which everything is new.
      ['timeout', String(from === null ? 0 : left)],
      ...(from === null ? [] : [['from', from] as const]),
    ] as const;
    try {
      const news = await ask({ method: 'GET', path: '/events', query });
      from = stringAt(news, 'end') || from;
      for (const raw of objectsAt(news, 'chunk')) {
        const event = parts.readEvent(raw);
        if (event?.type !== 'm.room.message' || stringAt(raw, 'room_id') !== room) continue;
        if (!seen.has(event.eventId)) seen.set(event.eventId, event);
      }
    } catch (error) {
      broken += 1;
      if (!(error instanceof LostAnswer) || broken >= mostTries) throw error;
    }
  }
  return {
    messages: [...seen.values()].map(({ eventId, content }) => ({
      eventId,
      text: stringAt(content, 'body'),
    })),
  };
};
