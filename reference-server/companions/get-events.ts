import { readWhole, single } from '../domain/query.ts';
import { readPosition, writePosition } from '../stream/stream.ts';
import { waitFor } from '../stream/waiting.ts';
import type { Answer, Context } from '../parts.ts';
import { newsSince } from './news.ts';

/** How long a request waits if the client does not say, and at most, in milliseconds. */
const usualWait = 30_000;
const longestWait = 600_000;

/** GET /events: what happened since `from`; if nothing did, waits until something does. */
export async function getEvents(context: Context): Promise<Answer> {
  const { parts, world, request, caller } = context;
  const { stream } = world;
  const token = single(request.query, 'from');
  const from = token === undefined ? stream.position : readPosition(stream, token);
  const timeout = Math.min(readWhole(request.query, 'timeout') ?? usualWait, longestWait);
  let news = newsSince(context, from);
  if (news.items.length === 0 && timeout > 0) {
    await waitFor(stream.waiting, caller.userId, timeout, request.onGone);
    news = newsSince(context, from);
  }
  return parts.answer.ok({
    chunk: news.items,
    start: writePosition(from),
    end: writePosition(news.end),
  });
}
