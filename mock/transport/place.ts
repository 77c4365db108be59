/** Whom a request is for: a world's clients' API, or the control API of a world. Null is the world at the root. */
export type Place =
  | { readonly kind: 'client'; readonly world: string | null; readonly url: string }
  | { readonly kind: 'control'; readonly world: string | null; readonly path: string };

const prefix = '/_mock';
const world = /^\/_mock\/worlds\/(?<id>[\w-]{1,64})(?<rest>\/.*)$/s;

/**
 * Reads the address of a request as it was sent. Only the letters `/_mock` themselves lead to the control API: an encoded
 * form of them is a path like any other.
 */
export function placeOf(url: string): Place {
  if (!url.startsWith(prefix) || !/^\/_mock(?:[/?]|$)/.test(url)) {
    return { kind: 'client', world: null, url };
  }
  const { id, rest } = world.exec(url)?.groups ?? {};
  if (id === undefined || rest === undefined || rest === '/') {
    return { kind: 'control', world: null, path: pathOf(url.slice(prefix.length)) };
  }
  return /^\/_mock(?:[/?]|$)/.test(rest)
    ? { kind: 'control', world: id, path: pathOf(rest.slice(prefix.length)) }
    : { kind: 'client', world: id, url: rest };
}

const pathOf = (rest: string): string => (rest.startsWith('/') ? rest : `/${rest}`);
