import { type Aspect, type Expected, wrongIn } from './expected.ts';
import type { SeenEvent } from '../shared/snapshot.ts';

/** An expected event, and the one that is shown for it: null where there is none. */
export interface Match {
  readonly expected: Expected;
  readonly shown: SeenEvent | null;
  readonly wrong: readonly Aspect[];
}

/** The events of a list that are shown for expected ones, and those that are left. */
export interface Matches {
  readonly matches: readonly Match[];
  readonly rest: readonly SeenEvent[];
}

/** Which events of a list are the expected ones: those with the right id, then those that are right, then nearly right. */
export function matchEvents(expected: readonly Expected[], list: readonly SeenEvent[]): Matches {
  const rest = [...list];
  const found = new Map<Expected, SeenEvent>();
  // What says more first: else it would find what is its own taken by one that says less.
  const ordered = expected.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const assign = (fits: (one: Expected, shown: SeenEvent) => boolean): void => {
    for (const one of ordered) {
      if (found.has(one)) continue;
      const at = rest.findIndex((shown) => fits(one, shown));
      const [shown] = at === -1 ? [] : rest.splice(at, 1);
      if (shown !== undefined) found.set(one, shown);
    }
  };
  assign((one, shown) => one.id !== null && one.id === shown.id);
  assign((one, shown) => wrongIn(one, shown).length === 0);
  assign(isNearly);
  return {
    matches: expected.map((one) => {
      const shown = found.get(one) ?? null;
      return { expected: one, shown, wrong: shown === null ? [] : wrongIn(one, shown) };
    }),
    rest,
  };
}

const sizeOf = ({ content }: Expected): number => Object.keys(content).length;

/** Whether an event is an expected one in all but one thing. An empty content says nothing of what it is of. */
export function isNearly(expected: Expected, shown: SeenEvent): boolean {
  const [aspect, ...more] = wrongIn(expected, shown);
  if (aspect === undefined || more.length > 0) return aspect === undefined;
  return aspect !== 'type' || Object.keys(expected.content).length > 0;
}
