/** Any JSON object, its values not yet looked at. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** A value as a word to compare or to show. Every JSON value has one, even an object with a key such as toString. */
export const wordOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return value === undefined ? 'undefined' : JSON.stringify(value);
};

/** The string under `key`, or `fallback` where there is none. */
export const stringAt = (object: JsonObject, key: string, fallback = ''): string => {
  const value = object[key];
  return typeof value === 'string' ? value : fallback;
};

/** The elements under `key` that are objects. */
export const objectsAt = (object: JsonObject, key: string): readonly JsonObject[] => {
  const value = object[key];
  return isArray(value) ? value.filter(isObject) : [];
};
