import { isArray, isObject } from '../../harness/document/json.ts';
import { partsOf } from '../swagger/pointers.ts';
import { bundledText } from './declarations.ts';

/** A place, as a JSON pointer, and what becomes of it: undefined removes it. A pointer that ends in `-` adds to a list. */
export type Edit = readonly [pointer: string, value: unknown];

/** The bundled declaration with some places changed, in their order. */
export const edited = (...edits: readonly Edit[]): unknown =>
  edits.reduce<unknown>(withEdit, JSON.parse(bundledText));

/** A value with one place changed. @throws RangeError where there is no such place */
export const withEdit = (value: unknown, [pointer, to]: Edit): unknown =>
  changed(value, partsOf(pointer), to);

function changed(value: unknown, [key = '', ...rest]: readonly string[], to: unknown): unknown {
  if (isArray(value)) {
    if (key === '-') return [...value, to];
    const at = Number(key);
    if (!(at in value)) throw new RangeError(`the list has no element ${key}`);
    return rest.length === 0 && to === undefined
      ? value.toSpliced(at, 1)
      : value.with(at, rest.length === 0 ? to : changed(value[at], rest, to));
  }
  if (!isObject(value)) throw new RangeError(`there is nothing to change at ${key}`);
  if (rest.length > 0 && !Object.hasOwn(value, key)) throw new RangeError(`there is no ${key}`);
  const next = rest.length === 0 ? to : changed(value[key], rest, to);
  const entries = Object.entries(value).filter(([name]) => next !== undefined || name !== key);
  return Object.fromEntries(
    Object.hasOwn(value, key)
      ? entries.map(([name, one]) => [name, name === key ? next : one])
      : [...entries, [key, next]],
  );
}
