import type { JsonObject } from '../document/json.ts';

/** An event as a view shows it, as far as it can be told. */
export interface Shown {
  readonly id: string | null;
  readonly type: string;
  /** Null where the event is no state, or does not say. */
  readonly key: string | null;
  readonly content: JsonObject;
}

/** What is current in each slot, by type and key; of an event listed twice, the later one. */
export const current = (state: readonly Shown[]): ReadonlyMap<string, Shown> =>
  new Map(
    state.flatMap((event) => (event.key === null ? [] : [[slotOf(event.type, event.key), event]])),
  );

/** The name of a slot. */
export const slotOf = (type: string, key: string): string => JSON.stringify([type, key]);

/** Slots that a list has more than once. */
export function crowded(state: readonly Shown[]): readonly string[] {
  const slots = state.flatMap(({ type, key }) => (key === null ? [] : [slotOf(type, key)]));
  return [...new Set(slots.filter((slot, i) => slots.indexOf(slot) !== i))];
}

/** What the events of a room, the newest first, leave as current in each slot. */
export const folded = (newestFirst: readonly Shown[]): ReadonlyMap<string, Shown> =>
  current(newestFirst.toReversed());

/** Ids that stand for one event here and for another there (MODEL-22). */
export function confused(events: readonly Shown[]): readonly string[] {
  const known = new Map<string, string>();
  return events.flatMap(({ id, type, key }) => {
    if (id === null) return [];
    const slot = JSON.stringify([type, key]);
    const before = known.get(id) ?? slot;
    known.set(id, before);
    return before === slot ? [] : [id];
  });
}

/** Of two lists of ids, those that only one has. */
export const apart = (
  one: readonly (string | null)[],
  other: readonly (string | null)[],
): readonly (string | null)[] => [
  ...one.filter((id) => !other.includes(id)),
  ...other.filter((id) => !one.includes(id)),
];
