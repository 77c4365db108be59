import { includes } from '../../harness/judge/compare.ts';
import type { When } from './document.ts';
import { compileGlob } from './glob.ts';
import { type Incoming, jsonOf } from './incoming.ts';

/** How names that people write become ids. */
export interface Lookup {
  /** The id of the user who has this name, localpart or id; null where there is none. */
  readonly user: (name: string) => string | null;
  /** The id of the room that is called so, has this alias, or is this id; null where there is none. */
  readonly room: (name: string) => string | null;
}

/** The keys of a `when` that look at a single request. */
export type MatchedKey = 'operation' | 'method' | 'path' | 'user' | 'room' | 'body';

/** Tells which keys of a `when` a request does not match; none if it matches. */
export type Matcher = (incoming: Incoming) => readonly MatchedKey[];

type Test = (incoming: Incoming) => boolean;

/** Compiles the keys that look at a single request. `nth`, `after` and `probability` are the business of the rule. */
export function compileMatcher(when: When, lookup: Lookup): Matcher {
  const tests = testsOf(when, lookup);
  const none: readonly MatchedKey[] = [];
  return (incoming) => {
    for (const [, test] of tests) {
      if (!test(incoming)) return tests.filter(([, each]) => !each(incoming)).map(([key]) => key);
    }
    return none;
  };
}

function testsOf(when: When, lookup: Lookup): readonly (readonly [MatchedKey, Test])[] {
  const { operation, method, path, user, room, body } = when;
  const tests: (readonly [MatchedKey, Test])[] = [];
  if (operation !== undefined) {
    const names = new Set<string | null>(typeof operation === 'string' ? [operation] : operation);
    tests.push(['operation', (incoming) => names.has(incoming.operation)]);
  }
  if (method !== undefined) {
    const name = method.toUpperCase();
    tests.push(['method', ({ request }) => request.method === name]);
  }
  if (path !== undefined) {
    const matches = compileGlob(path);
    tests.push(['path', ({ request }) => matches(decoded(request.path)) || matches(request.path)]);
  }
  if (user !== undefined) {
    tests.push([
      'user',
      (incoming) => incoming.user !== null && incoming.user === lookup.user(user),
    ]);
  }
  if (room !== undefined) {
    tests.push([
      'room',
      (incoming) => incoming.room !== null && incoming.room === lookup.room(room),
    ]);
  }
  if (body !== undefined) {
    tests.push(['body', ({ request }) => includes(jsonOf(request.body), body)]);
  }
  return tests;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
