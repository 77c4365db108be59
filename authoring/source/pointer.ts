import type { JsonPointer } from '../../harness/document/declaration.ts';
import { isArray, isObject } from '../../harness/document/json.ts';

/** The pointer of what stands under some keys, or at places of lists. */
export const below = (pointer: JsonPointer, ...keys: readonly (string | number)[]): JsonPointer =>
  pointer +
  keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** The keys of a pointer, from the outermost. */
export const keysOf = (pointer: JsonPointer): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The pointer of what holds the value of another pointer; the root holds itself. */
export const parentOf = (pointer: JsonPointer): JsonPointer =>
  pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));

/** The value at a pointer; undefined where there is none. */
export function valueAt(root: unknown, pointer: JsonPointer): unknown {
  return keysOf(pointer).reduce<unknown>((value, key) => {
    if (isArray(value)) return /^\d+$/.test(key) ? value[Number(key)] : undefined;
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, root);
}
