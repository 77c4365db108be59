import type { Operation } from '../document/declaration.ts';
import type { Nickname } from '../document/ids.ts';
import { explainUnmatched, type Unmatched } from './nearest-route.ts';
import { fits, type Route, type RouteTable } from './routes.ts';
import { type Query, readTarget, segmentsOf, type Target } from './target.ts';

/** A request of an operation of the declaration, with its values decoded. */
export interface MatchedOperation {
  readonly kind: 'operation';
  readonly nickname: Nickname;
  /** The values in its path, without the txnId. */
  readonly parameters: Readonly<Record<string, string>>;
  /** All parameters of its query, except for the access token. */
  readonly query: Query;
  readonly txnId: string | null;
}

/** What of the declaration a request is. */
export type Matched =
  | MatchedOperation
  /** Outside of the declaration, such as a login or a sync: never judged. */
  | { readonly kind: 'other'; readonly path: string }
  /** Meant for the declaration, as it seems, but not of it. */
  | Unmatched;

/** A request with what was read of its target. */
export interface ReadRequest {
  readonly matched: Matched;
  readonly operation: Operation | null;
  readonly target: Target;
}

/** Says what of the declaration a request is. Never throws. */
export function match(table: RouteTable, method: string, requestTarget: string): ReadRequest {
  const target = readTarget(requestTarget);
  const { path, query } = target;
  const { basePath } = table;
  if (path.startsWith(basePath) && path.charCodeAt(basePath.length) === slash) {
    const segments = segmentsOf(path.slice(basePath.length));
    for (const route of table.find(method, segments.length)) {
      if (!fits(route, segments)) continue;
      return { matched: matchedBy(route, segments, query), operation: route.operation, target };
    }
  }
  const matched = explainUnmatched(table, method, path) ?? { kind: 'other', path };
  return { matched, operation: null, target };
}

const slash = 0x2f;

function matchedBy(
  { operation, names }: Route,
  segments: readonly string[],
  query: Query,
): MatchedOperation {
  const parameters: Record<string, string> = {};
  let txnId: string | null = null;
  for (let i = 0; i < names.length; i += 1) {
    const [name, value] = [names[i], segments[i]];
    if (name == null || value === undefined) continue;
    if (name === 'txnId') txnId = value;
    else parameters[name] = value;
  }
  return { kind: 'operation', nickname: operation.nickname, parameters, query, txnId };
}
