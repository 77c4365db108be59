import { isArray, isObject, type JsonObject } from '../../harness/document/json.ts';

const nothing: JsonObject = {};

/** The object under a key; an empty one where there is none. */
export const objectAt = (object: JsonObject, key: string): JsonObject => {
  const value = own(object, key);
  return isObject(value) ? value : nothing;
};

/** The value under a key of the object itself. */
export const own = (object: JsonObject, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** The text under a key; a number counts as one. Null where there is none. */
export const textAt = (object: JsonObject, key: string): string | null => {
  const value = own(object, key);
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : null;
};

/** The number under a key, also where it is written as a text. Null where there is none, or none that is finite. */
export const numberAt = (object: JsonObject, key: string): number | null => {
  const value = own(object, key);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

/** The objects of the array under a key. */
export const objectsIn = (object: JsonObject, key: string): readonly JsonObject[] => {
  const value = own(object, key);
  return isArray(value) ? value.filter(isObject) : [];
};
