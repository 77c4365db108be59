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
  const withTxnId = values['txnId'] !== undefined;
  const short = operation.path.endsWith('/{stateKey}') && values['stateKey'] === undefined;
  const template = short ? operation.path.replace('/{stateKey}', '') : operation.path;
  const segmentOf = (segment: string): string => {
    if (!segment.startsWith('{')) return segment;
    const name = segment.slice(1, -1);
    const value = values[name];
    if (typeof value !== 'string') throw new RangeError(`${operation.nickname} needs ${name}`);
    return encodePart(value);
  };
  const path = template.split('/').map(segmentOf).join('/');
  const query = operation.parameters
    .filter((p) => p.in === 'query' && values[p.name] !== undefined)
    .map((p) => [p.name, String(values[p.name])] as const);
  return {
    method: withTxnId ? 'PUT' : operation.method,
    path: withTxnId ? `${path}/${encodePart(String(values['txnId']))}` : path,
    query,
  };
}
