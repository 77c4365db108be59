import { isArray, isObject } from '../document/json.ts';

/** Whether two JSON values are equal; the order of keys does not count. */
export function same(a: unknown, b: unknown): boolean {
  if (isArray(a) && isArray(b)) return a.length === b.length && a.every((v, i) => same(v, b[i]));
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((k) => Object.hasOwn(b, k) && same(a[k], b[k]))
    );
  }
  return a === b;
}

/** Whether `actual` holds every key of `expected`; servers add keys of their own (traps: 2014, 13). */
export function includes(actual: unknown, expected: unknown): boolean {
  if (isObject(actual) && isObject(expected)) {
    return Object.entries(expected).every(
      ([k, v]) => Object.hasOwn(actual, k) && includes(actual[k], v),
    );
  }
  if (isArray(actual) && isArray(expected)) {
    return actual.length === expected.length && expected.every((v, i) => includes(actual[i], v));
  }
  return same(actual, expected);
}
