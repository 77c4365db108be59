/** Names that a format permits, for names that the declaration has. */
export interface Names {
  of(name: string): string;
}

/**
 * Gives each name one that a format permits, and no two names the same one.
 * @param permitted turns a name into one that is permitted
 */
export function createNames(names: Iterable<string>, permitted: (name: string) => string): Names {
  const given = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of names) {
    if (given.has(name)) continue;
    const wanted = permitted(name);
    let free = wanted;
    for (let number = 2; taken.has(free); number += 1) free = `${wanted}_${number}`;
    taken.add(free);
    given.set(name, free);
  }
  return { of: (name) => given.get(name) ?? permitted(name) };
}

/** A name of a component of OpenAPI. */
export const componentName = (name: string): string =>
  name.replaceAll(/[^a-zA-Z0-9._-]/g, '_') || '_';

/** A name of a type of TypeScript. */
export function typeName(name: string): string {
  const safe = name.replaceAll(/[^\p{ID_Continue}$]/gu, '_') || '_';
  return /^[\p{ID_Start}$_]/u.test(safe) && !reserved.has(safe) ? safe : `_${safe}`;
}

/** Names that a type cannot have, or that would hide a type which the text itself uses. */
const reserved = new Set(
  (
    'any bigint boolean never null number object string symbol undefined unknown void true false ' +
    'Readonly Record Operations ' +
    'break case catch class const continue debugger default delete do else enum export extends finally for ' +
    'function if import in instanceof new return super switch this throw try typeof var while with ' +
    'implements interface let package private protected public static yield await type'
  ).split(' '),
);
