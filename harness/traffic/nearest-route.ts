import type { Nickname } from '../document/ids.ts';
import { fits, type Route, type RouteTable } from './routes.ts';
import { segmentsOf } from './target.ts';

/** A route of the declaration. */
export interface NearestRoute {
  readonly nickname: Nickname;
  readonly method: string;
  /** The template below the base path. */
  readonly path: string;
}

/** Why a request is not the route that it seems to be meant for. */
export interface Unmatched {
  readonly kind: 'unmatched';
  readonly nearest: NearestRoute;
  /** One sentence. */
  readonly why: string;
  /** Whether a value was encoded wrongly, rather than the path or the method chosen wrongly. */
  readonly encoding: boolean;
}

/** Methods that HTTP and browsers add to every path. */
const added = new Set(['HEAD', 'OPTIONS']);

/**
 * Explains why a request fits no route.
 * @returns null where the request is not about anything in the declaration
 */
export function explainUnmatched(
  table: RouteTable,
  method: string,
  path: string,
): Unmatched | null {
  if (added.has(method)) return null;
  const base = `${table.basePath}/`;
  if (!path.startsWith(base) || path.startsWith('_matrix/', base.length))
    return elsewhere(table, method, path);
  const segments = segmentsOf(path.slice(table.basePath.length));
  for (const explain of explanations) {
    const found = explain(table, method, segments);
    if (found === 'other') return null;
    if (found !== null) return found;
  }
  return null;
}

type Explain = (
  table: RouteTable,
  method: string,
  segments: readonly string[],
) => Unmatched | 'other' | null;

const because = (route: Route, why: string, encoding = false): Unmatched => ({
  kind: 'unmatched',
  nearest: { nickname: route.operation.nickname, method: route.method, path: route.path },
  why,
  encoding,
});

/** Reading any state has no operation in the declaration, and servers served it (DEF-21). */
const isStateRead = (method: string, segments: readonly string[]): boolean => {
  const [root, , family, type = ''] = segments;
  const few = segments.length === 4 || segments.length === 5;
  return method === 'GET' && root === 'rooms' && family === 'state' && few && type !== '';
};

const readsState: Explain = (_, method, segments) =>
  isStateRead(method, segments) ? 'other' : null;

/** A room id or alias with a raw slash falls into two segments: the first has no colon, the whole has. */
const rawSlash: Explain = ({ find }, method, segments) => {
  const [root = '', first = '', second = '', ...rest] = segments;
  if (!/^[!#]/.test(first) || first.includes(':') || !second.includes(':')) return null;
  const joined = [root, `${first}/${second}`, ...rest];
  const route = find(method, joined.length).find((one) => fits(one, joined));
  return route === undefined
    ? null
    : because(route, 'A slash inside a room id or an alias is sent as %2F.', true);
};

const wrongMethod: Explain = ({ all }, method, segments) => {
  const fitting = all.filter((one) => one.names.length === segments.length && fits(one, segments));
  const [route] = fitting;
  if (route === undefined) return null;
  const methods = [...new Set(fitting.map((one) => one.method))].join(' or ');
  if (method === 'PUT' && route.operation.hasTxnIdForm)
    return because(route, `A PUT has a txnId as its last segment; without one it is ${methods}.`);
  if (method === 'POST' && route.names.at(-1) === 'txnId')
    return because(route, 'A request with a txnId is a PUT.');
  return because(route, `${shown(method)} is not declared for this path; ${methods} is.`);
};

const trailingSlash: Explain = ({ all }, method, segments) => {
  if (segments.length < 2 || segments.at(-1) !== '') return null;
  const shorter = segments.slice(0, -1);
  const fitting = all.filter((one) => one.names.length === shorter.length && fits(one, shorter));
  const route = fitting.find((one) => one.method === method) ?? fitting[0];
  if (route === undefined) return null;
  return method === 'PUT' && route.operation.hasTxnIdForm
    ? because(route, 'The path ends with a slash, so its txnId is empty.')
    : because(route, 'The path ends with a slash.');
};

const emptySegment: Explain = ({ all }, method, segments) => {
  if (!segments.includes('')) return null;
  const dense = segments.filter((one) => one !== '');
  const whole = all.find(
    (one) => one.method === method && one.names.length === dense.length && fits(one, dense),
  );
  if (whole !== undefined) return because(whole, 'The path has two slashes in a row.');
  const filled = segments.map((one) => (one === '' ? '-' : one));
  const route = all.find(
    (one) => one.method === method && one.names.length === filled.length && fits(one, filled),
  );
  const name = route?.names[segments.indexOf('')];
  if (route === undefined || name === null || name === undefined) return null;
  const hint =
    name === 'roomAliasOrId' ? ' The # of an alias is sent as %23, or it ends the path.' : '';
  return because(route, `The segment of ${name} is empty.${hint}`);
};

/** Separators that are encoded too, as when a whole path is encoded like a value. */
const encodedSeparators: Explain = ({ find }, method, segments) => {
  if (!segments.some((one) => one.includes('/'))) return null;
  const split = segments.join('/').replace(/^\//, '').split('/');
  const route = find(method, split.length).find((one) => fits(one, split));
  return route === undefined
    ? null
    : because(route, 'The slashes between segments are percent-encoded.', true);
};

const wrongLength: Explain = ({ all }, method, segments) => {
  const beginning = all
    .map((one) => ({ one, shared: sharedLiterals(one, segments) }))
    .filter(({ one, shared }) => shared > 0 && (one.literals[2] ?? null) === (segments[2] ?? null))
    .toReversed()
    .toSorted(
      (a, b) =>
        b.shared - a.shared ||
        rank(a.one, method) - rank(b.one, method) ||
        distance(a.one, segments) - distance(b.one, segments),
    );
  const [nearest] = beginning;
  if (nearest === undefined) return null;
  const { names } = nearest.one;
  if (names.length > segments.length)
    return because(nearest.one, `The segment ${wordFor(nearest.one, segments.length)} is missing.`);
  const state = segments[2] === 'state' ? 'State paths take no txnId, and a' : 'A';
  return because(
    nearest.one,
    `The path has more segments than declared. ${state} slash inside a value is sent as %2F.`,
  );
};

const distance = ({ names }: Route, segments: readonly string[]): number =>
  Math.abs(names.length - segments.length);

const rank = ({ method }: Route, wanted: string): number => (method === wanted ? 0 : 1);

const wordFor = ({ names, literals }: Route, index: number): string =>
  names[index] == null ? (literals[index] ?? '') : `{${names[index]}}`;

/** The literals that a path has where a route has them; 0 where one of them differs. */
function sharedLiterals({ literals }: Route, segments: readonly string[]): number {
  let shared = 0;
  for (let i = 0; i < Math.min(literals.length, segments.length); i += 1) {
    if (literals[i] === null) continue;
    if (literals[i] !== segments[i]) return 0;
    shared += 1;
  }
  return shared;
}

const nothingOfARoom: Explain = ({ all }, method, segments) => {
  if (segments[0] !== 'rooms' || segments.filter((one) => one !== '').length > 2) return null;
  const route = all.findLast((one) => one.method === method && one.literals[0] === 'rooms');
  return route === undefined
    ? null
    : because(route, 'The path ends after the room: what is asked of it is missing.');
};

const misspelt: Explain = ({ all }, method, segments) => {
  for (const place of [0, 2]) {
    const word = segments[place];
    if (word === undefined) continue;
    const routes = all.filter(({ literals, names }) => {
      const literal = literals[place] ?? null;
      const same = place === 0 || literals[0] === segments[0];
      return (
        same && literal !== null && literal !== word && isNear(literal, word) && names.length > 0
      );
    });
    const route = routes.find((one) => one.method === method) ?? routes[0];
    if (route !== undefined)
      return because(route, `${shown(word)} is not declared; ${route.literals[place] ?? ''} is.`);
  }
  return null;
};

const explanations: readonly Explain[] = [
  readsState,
  rawSlash,
  wrongMethod,
  trailingSlash,
  emptySegment,
  encodedSeparators,
  wrongLength,
  nothingOfARoom,
  misspelt,
];

/** A path below another base, or below none. Paths that are not of Matrix at all are not judged. */
function elsewhere(table: RouteTable, method: string, path: string): Unmatched | null {
  const found = /^(\/_matrix(?:\/.*?)?)?(\/(?:rooms|join|createRoom)(?:\/.*)?)$/.exec(path);
  if (found === null) return null;
  const [, prefix = '', rest = ''] = found;
  const segments = segmentsOf(rest);
  if (isStateRead(method, segments)) return null;
  const route = table.find(method, segments.length).find((one) => fits(one, segments));
  if (route === undefined) return null;
  const got = prefix === '' ? 'missing' : `not ${shown(prefix)}`;
  return because(route, `The base path is ${table.basePath}, ${got}.`);
}

/** Whether two words differ in case alone, or by one letter. */
function isNear(a: string, b: string): boolean {
  if (a.toLowerCase() === b.toLowerCase()) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  const [restA, restB] = [a.slice(from), b.slice(from)];
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}

/** A part of a request, cut so that a message stays readable. */
const shown = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 60)}…`);
