import type { Declaration, Operation } from '../document/declaration.ts';

/** One form in which an operation can be requested. */
export interface Route {
  readonly operation: Operation;
  readonly method: string;
  /** The template below the base path. */
  readonly path: string;
  /** Of each segment its literal text, or null for a parameter. */
  readonly literals: readonly (string | null)[];
  /** Of each segment the name of its parameter, or null for a literal. */
  readonly names: readonly (string | null)[];
}

/** The routes of a declaration, by method and number of segments. A route with more literals comes first (DEF-15). */
export interface RouteTable {
  readonly basePath: string;
  readonly all: readonly Route[];
  find(method: string, count: number): readonly Route[];
}

/**
 * Every form that the declaration offers: the declared one, the PUT with a txnId (DEF-18), the state path without its key
 * (DEF-19), and the forms in which servers served the join by alias or id (DEF-02; readings bare-put-join, join-twin).
 */
export function routesOf({ operations, basePath }: Declaration): RouteTable {
  const all = operations
    .flatMap((operation) =>
      formsOf(operation).map(([method, path]) => route(operation, method, path)),
    )
    .toSorted((a, b) => literalsIn(b) - literalsIn(a));
  const byMethod = new Map<string, Route[][]>();
  for (const one of all) {
    const byCount = byMethod.get(one.method) ?? [];
    byMethod.set(one.method, byCount);
    (byCount[one.names.length] ??= []).push(one);
  }
  return { basePath, all, find: (method, count) => byMethod.get(method)?.[count] ?? none };
}

const none: readonly Route[] = [];

function formsOf(operation: Operation): readonly (readonly [method: string, path: string])[] {
  const { nickname, method, path, hasTxnIdForm } = operation;
  const forms: (readonly [string, string])[] = [[method, path]];
  if (hasTxnIdForm || nickname === 'join') forms.push(['PUT', `${path}/{txnId}`]);
  if (nickname === 'join') forms.push(['POST', path]);
  if (path.endsWith('/{stateKey}')) forms.push([method, path.replace('/{stateKey}', '')]);
  return forms;
}

function route(operation: Operation, method: string, path: string): Route {
  const segments = path.slice(1).split('/');
  const names = segments.map((segment) => /^\{(\w+)\}$/.exec(segment)?.[1] ?? null);
  return {
    operation,
    method,
    path,
    literals: segments.map((segment, i) => (names[i] === null ? segment : null)),
    names,
  };
}

const literalsIn = ({ literals }: Route): number =>
  literals.filter((literal) => literal !== null).length;

/** Whether the segments of a path, decoded, fit a route. Only a state key may be empty. */
export function fits({ literals, names }: Route, segments: readonly string[]): boolean {
  for (let i = 0; i < literals.length; i += 1) {
    const literal = literals[i];
    if (literal === null) {
      if (segments[i] === '' && names[i] !== 'stateKey') return false;
    } else if (literal !== segments[i]) return false;
  }
  return true;
}
