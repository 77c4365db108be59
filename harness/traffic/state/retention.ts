import { isBefore, type Span } from './happened.ts';
import type { Sent } from './sent-events.ts';

/** No server deletes messages that are younger, in milliseconds, unless the room says so. */
export const shortestLife = 60_000;

/**
 * Whether an event that a page lacks may have been deleted since it was old: servers may keep events for a time only. Then
 * no older message is left.
 * @param where whether the room says how long they are kept; the events of the page that are known to have been sent
 */
export function mayBeExpired(
  missing: Sent,
  where: { readonly expires: boolean; readonly shown: readonly Sent[]; readonly span: Span },
): boolean {
  const { expires, shown, span } = where;
  const isOld = span.until - missing.span.from >= shortestLife;
  if (!isOld && !expires) return false;
  return !shown.some((one) => one.key === null && isBefore(one.span, missing.span));
}
