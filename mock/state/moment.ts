import type { MomentState } from './document.ts';

/** Milliseconds since 1970, or before now; null for now. */
export type Moment = { readonly at: number } | { readonly age: number } | null;

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Reads when something was sent. @returns a sentence where it cannot be read */
export function readMoment({ at, age }: MomentState): Moment | string {
  if (at !== undefined && age !== undefined)
    return '"at" and "age" exclude each other; leave one out';
  if (typeof at === 'string') {
    const time = Date.parse(at);
    return time >= 0 ? { at: time } : `expected a date since 1970, received "${at}"`;
  }
  if (at !== undefined) return { at };
  if (age === undefined) return null;
  if (typeof age === 'number') return { age };
  const { count, unit } = /^(?<count>\d+)(?<unit>[a-z]+)$/.exec(age)?.groups ?? {};
  return { age: Number(count) * (units[unit ?? ''] ?? 1) };
}

/** The time of a moment. @param now is asked at most once */
export function timeOf(moment: Moment, now: () => number): number {
  if (moment === null) return now();
  return 'at' in moment ? moment.at : Math.max(0, now() - moment.age);
}
