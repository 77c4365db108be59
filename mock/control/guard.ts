import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ControlError } from './problem.ts';

/** Whether a host, as an option or a header names it, is this machine alone. */
export const isLoopback = (host: string): boolean =>
  /^(?:localhost|.+\.localhost|\[?::1\]?|127(?:\.\d{1,3}){3})$/i.test(host);

/**
 * Lets only those use the control API who may: the holder of the control token if there is one; else programs of this
 * machine, and pages that it serves itself. A page from elsewhere that a browser has open could otherwise steer the
 * mock, by its own name for 127.0.0.1 too (DNS rebinding).
 *
 * @throws ControlError 401 or 403
 */
export function demandPermission(headers: IncomingHttpHeaders, token: string | null): void {
  if (token !== null) {
    const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    if (given !== undefined && isSame(given, token)) return;
    throw new ControlError(
      401,
      'control token needed',
      'Send the header "Authorization: Bearer TOKEN" with the token that --control-token gave.',
    );
  }
  const host = (headers.host ?? 'localhost').replace(/:\d+$/, '');
  if (!isLoopback(host)) {
    const detail = `The Host header says ${host}, and without a control token only localhost is served.`;
    throw new ControlError(403, 'not from this machine', detail);
  }
  const { origin } = headers;
  if (origin === undefined || isLoopbackOrigin(origin)) return;
  throw new ControlError(
    403,
    'not from this page',
    `A page of ${origin} may not steer the mock; start it with --control-token and send that token.`,
  );
}

/** Whether an `Origin` header names a page that this machine serves. */
function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && isLoopback(new URL(origin).hostname);
}

/** Compares in a time that does not tell how much is right. */
function isSame(given: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

/**
 * A mock that other machines can reach needs a control token.
 * @throws RangeError with a sentence for a person
 */
export function demandToken(host: string, token: string | null): void {
  if (token !== null && !/^[\x21-\x7e]{8,}$/.test(token)) {
    throw new RangeError('the control token needs at least 8 visible ASCII characters');
  }
  if (token === null && !isLoopback(host)) {
    throw new RangeError(
      `other machines can reach ${host}, so the mock needs a control token there`,
    );
  }
}
