import type { JsonPointer } from '../../harness/document/declaration.ts';
import { isArray, isObject } from '../../harness/document/json.ts';

/** The parts of a JSON pointer, without their escapes. */
export const partsOf = (pointer: JsonPointer): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** What stands at a pointer; undefined where nothing does. */
export const valueAt = (raw: unknown, pointer: JsonPointer): unknown =>
  partsOf(pointer).reduce<unknown>((value, part) => {
    if (isArray(value)) return value[Number(part)];
    return isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  }, raw);
