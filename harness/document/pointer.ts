import type { JsonPointer } from './declaration.ts';
import { isArray, isObject } from './json.ts';

/** A location in the declaration: its pointer, its last key and its value. */
export interface Location {
  readonly pointer: JsonPointer;
  readonly key: string;
  readonly value: unknown;
}

const child = (place: Location, key: string, value: unknown): Location => ({
  pointer: `${place.pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  key,
  value,
});

/** The places directly below one: the entries of an object, the elements of an array. */
function children(place: Location): readonly Location[] {
  const { value } = place;
  if (isArray(value)) return value.map((element, i) => child(place, String(i), element));
  if (isObject(value)) return Object.entries(value).map(([k, v]) => child(place, k, v));
  return [];
}

/** Every place that holds a string, number or boolean. */
export function leaves(place: Location): readonly Location[] {
  const below = children(place);
  return below.length === 0 ? [place] : below.flatMap(leaves);
}

export const root = (raw: unknown): Location => ({ pointer: '', key: '', value: raw });

/**
 * Finds an address of names, never of indices: `send_message/parameters/body`, `models/Topic`, `produces`.
 * A first segment that is a nickname stands for that operation.
 * @returns null where the declaration has no such place.
 */
export function locate(raw: unknown, address: string): Location | null {
  const [first = '', ...rest] = address.split('/');
  const operation = operations(root(raw)).find((place) => named(place, 'nickname', first));
  const start = operation ?? children(root(raw)).find((place) => place.key === first) ?? null;
  return rest.reduce<Location | null>((place, segment) => {
    if (place === null) return null;
    return (
      children(place).find((c) =>
        isArray(place.value) ? named(c, 'name', segment) : c.key === segment,
      ) ?? null
    );
  }, start);
}

const operations = (document: Location): readonly Location[] =>
  children(document)
    .filter((place) => place.key === 'apis')
    .flatMap(children)
    .flatMap((api) => children(api).filter((place) => place.key === 'operations'))
    .flatMap(children);

const named = (place: Location, key: string, name: string): boolean =>
  isObject(place.value) && place.value[key] === name;

/**
 * The place that holds a quote: the given one, or the one element of its array that has the words.
 * @returns null where the words are not to be found.
 */
export function bindQuote(place: Location, quote: string): Location | null {
  if (!holdsQuote(place, quote)) return null;
  const holders = isArray(place.value)
    ? children(place).filter((element) => holdsQuote({ ...element, key: '' }, quote))
    : [];
  const [only] = holders;
  return holders.length === 1 && only !== undefined ? only : place;
}

/** Whether a place holds these words, in one of its strings or as the JSON text itself. */
function holdsQuote(place: Location, quote: string): boolean {
  const text =
    place.key === '' ? spaced(place.value) : `${JSON.stringify(place.key)}: ${spaced(place.value)}`;
  return text.includes(quote) || leaves(place).some((leaf) => String(leaf.value).includes(quote));
}

const spaced = (value: unknown): string => {
  if (isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([k, v]) => `${JSON.stringify(k)}: ${spaced(v)}`)
    .join(', ')}}`;
};
