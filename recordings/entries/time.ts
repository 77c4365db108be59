import type { JsonObject } from '../../harness/document/json.ts';
import { numberAt, objectAt, own, textAt } from './fields.ts';

const iso =
  /^\s*([+-]?\d{4,6})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(Z|[+-]\d\d:?(?:\d\d)?)?\s*$/i;

/**
 * A time of a recording in milliseconds since 1970, with fractions where it has them. One without a zone is read as UTC:
 * all times of a file then still have their distances. Null where it is no time.
 */
export function readTime(value: unknown): number | null {
  // Some tools write a number: seconds since 1970, or milliseconds.
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || value <= 0 || value > 1e14) return null;
    return value < 1e11 ? value * 1000 : value;
  }
  if (typeof value !== 'string') return null;
  const parts = iso.exec(value);
  if (parts === null) {
    const time = value.length < 100 ? Date.parse(value) : Number.NaN;
    return Number.isNaN(time) ? null : time;
  }
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone = 'Z'] = parts;
  const whole = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const time = whole + Number(`0.${fraction}0`) * 1000 - minutesOf(zone) * 60_000;
  return Number.isNaN(time) ? null : time;
}

function minutesOf(zone: string): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  if (hours === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** When a request of a HAR was sent. */
export const startOf = (entry: JsonObject): number | null =>
  readTime(own(entry, 'startedDateTime'));

/** Longer than a day is no answer time. */
const longest = 86_400_000;

/** How long a request of a HAR took; null where that is not recorded. */
export function durationOf(entry: JsonObject): number | null {
  const timings = objectAt(entry, 'timings');
  // The time for TLS is a part of the time for the connection.
  const parts = ['blocked', 'dns', 'connect', 'send', 'wait', 'receive'].map(
    (name) => numberAt(timings, name) ?? -1,
  );
  const sum = parts.filter((part) => part > 0).reduce((a, b) => a + b, 0);
  const time = Math.max(numberAt(entry, 'time') ?? -1, sum);
  return time > 0 && time <= longest ? time : null;
}

/** A text that says when something was. */
export const timeAt = (object: JsonObject, key: string): number | null =>
  readTime(textAt(object, key));
