import type { When } from '../rules/document.ts';

/** How often something is expected: exactly so often, or between these bounds. */
export type Times = number | { readonly min?: number; readonly max?: number };

/** `1 request`, `2 requests`. */
export const countOf = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What a `when` is about, in a few words: `send_message by alice in lobby`. */
export function describeWhen(when: When): string {
  const { operation, method, path, user, room, body, nth, after, probability } = when;
  const names = typeof operation === 'string' ? operation : operation?.join(' or ');
  const request = [
    names ?? (path === undefined ? `any ${method ?? ''} request`.replace('  ', ' ') : ''),
  ];
  if (path !== undefined) request.push(`${method ?? 'a request'} to ${path}`.trim());
  else if (method !== undefined && names !== undefined) request.push(`by ${method}`);
  if (user !== undefined) request.push(`of ${user}`);
  if (room !== undefined) request.push(`in ${room}`);
  if (body !== undefined) request.push(`with ${JSON.stringify(body)}`);
  if (nth !== undefined) request.push(`(number ${nth})`);
  if (after !== undefined) request.push(`(after ${countOf(after, 'request')})`);
  if (probability !== undefined) request.push(`(with probability ${probability})`);
  return request.filter((part) => part !== '').join(' ');
}

/** `exactly 2 times`, `at least once`. */
export function describeTimes(times: Times | undefined): string {
  if (times === undefined) return 'at least once';
  if (typeof times === 'number') return times === 0 ? 'never' : `exactly ${countOf(times, 'time')}`;
  const { min = 0, max } = times;
  if (max === undefined) return `at least ${countOf(min, 'time')}`;
  return min === 0
    ? `at most ${countOf(max, 'time')}`
    : `between ${min} and ${countOf(max, 'time')}`;
}
