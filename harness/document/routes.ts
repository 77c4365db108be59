import type { Operation } from './declaration.ts';

/** The address of a request below the base path, without the target's origin and token. */
export interface Address {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
}

/** The values of a request's path and query parameters. The body is not part of its address. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * A text as one segment of a path. Half a surrogate pair, which an id from a target may hold and UTF-8 cannot, becomes
 * U+FFFD, as in every URL.
 */
export const encodePart = (text: string): string => encodeURIComponent(text.toWellFormed());

/**
 * Writes the address of an operation. Every path value is percent-encoded, as one segment.
 * @throws RangeError when a path value is missing.
 */
export function addressOf(operation: Operation, values: Values): Address {
  const { segments, query } = routeOf(operation);
  let path = '';
  for (const { text, name } of segments) {
    const value = name === null ? text : values[name];
    // The key of state is the last segment, and may be left out.
    if (value === undefined && name === 'stateKey') break;
    if (typeof value !== 'string') throw new RangeError(`${operation.nickname} needs ${name}`);
    path += name === null ? `/${text}` : `/${encodePart(value)}`;
  }
  const withTxnId = values['txnId'] !== undefined;
  return {
    method: withTxnId ? 'PUT' : operation.method,
    path: withTxnId ? `${path}/${encodePart(String(values['txnId']))}` : path,
    query: query
      .filter((name) => values[name] !== undefined)
      .map((name) => [name, String(values[name])] as const),
  };
}

/** What the addresses of an operation are made of. */
interface Route {
  /** The segments of the path: a text as it is, or the name of a value. */
  readonly segments: readonly { readonly text: string; readonly name: string | null }[];
  /** The names of the query parameters. */
  readonly query: readonly string[];
}

const routes = new WeakMap<Operation, Route>();

/** The route of an operation, read from its path once. */
function routeOf(operation: Operation): Route {
  const known = routes.get(operation);
  if (known !== undefined) return known;
  const [, ...parts] = operation.path.split('/');
  const route = {
    segments: parts.map((text) => ({
      text,
      name: text.startsWith('{') ? text.slice(1, -1) : null,
    })),
    query: operation.parameters.filter((p) => p.in === 'query').map((p) => p.name),
  };
  routes.set(operation, route);
  return route;
}
