import { isArray, isObject } from '../../harness/document/json.ts';

/**
 * A value as a text that is the same for equal values, whatever the order of their keys. Lists keep their order.
 * @param without keys of the value itself that do not count
 */
export function canonical(value: unknown, without: readonly string[] = []): string {
  if (isArray(value)) return `[${value.map((one) => canonical(one)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const entries = Object.keys(value)
    .filter((key) => !without.includes(key))
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${entries.join(',')}}`;
}
