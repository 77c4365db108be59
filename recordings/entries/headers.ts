import { isObject, type JsonObject } from '../../harness/document/json.ts';
import { objectsIn, own, textAt } from './fields.ts';

export type Headers = Readonly<Record<string, string>>;

/**
 * The headers of a message: names in lower case, those of one name joined with ", ". Pseudo headers of HTTP/2, such as
 * :path, are left out: they stand in the fields of the entry.
 */
export function headersIn(message: JsonObject): Headers {
  const joined = new Map<string, string>();
  for (const [given, value] of pairsIn(message)) {
    const name = given.trim().toLowerCase();
    if (name === '' || name.startsWith(':')) continue;
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(joined);
}

/** The value of a pseudo header of HTTP/2, such as :authority; null where there is none. */
export const pseudoHeaderIn = (message: JsonObject, wanted: string): string | null =>
  pairsIn(message).find(([name]) => name.trim().toLowerCase() === wanted)?.[1] ?? null;

/** HAR has a list of names and values; some tools write an object, as HTTP libraries do. */
function pairsIn(message: JsonObject): readonly (readonly [string, string])[] {
  const headers = own(message, 'headers');
  if (isObject(headers)) {
    return Object.entries(headers).flatMap(([name, value]) =>
      [value].flat().flatMap((one) => (typeof one === 'string' ? [[name, one] as const] : [])),
    );
  }
  return objectsIn(message, 'headers').flatMap((header) => {
    const [name, value] = [textAt(header, 'name'), textAt(header, 'value')];
    return name === null || value === null ? [] : [[name, value] as const];
  });
}
