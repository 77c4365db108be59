import type { JsonObject } from '../document/json.ts';

/** An event as a view of a room shows it. */
export interface ShownEvent {
  /** Null where the view does not tell. */
  readonly id: string | null;
  readonly type: string;
  /** Null where the event is not state, or the view does not tell. */
  readonly key: string | null;
  readonly content: JsonObject;
}

/** The name of a slot of state, which is a type and a key. */
export const slotOf = (type: string, key: string): string => JSON.stringify([type, key]);

/** The event that is current in each slot. Of several in one slot the last one counts. */
export const currentState = <E extends ShownEvent>(
  oldestFirst: readonly E[],
): ReadonlyMap<string, E> =>
  new Map(
    oldestFirst.flatMap((event) =>
      event.key === null ? [] : [[slotOf(event.type, event.key), event]],
    ),
  );

/** Slots that a list shows more than once. */
export function duplicateSlots(state: readonly ShownEvent[]): readonly string[] {
  const slots = state.flatMap(({ type, key }) => (key === null ? [] : [slotOf(type, key)]));
  return [...new Set(slots.filter((slot, i) => slots.indexOf(slot) !== i))];
}

/** Ids that stand for events of different slots or types (MODEL-22). */
export function reusedIds(events: readonly ShownEvent[]): readonly string[] {
  const slots = new Map<string, string>();
  return events.flatMap(({ id, type, key }) => {
    if (id === null) return [];
    const slot = JSON.stringify([type, key]);
    const before = slots.get(id) ?? slot;
    slots.set(id, before);
    return before === slot ? [] : [id];
  });
}

/** The ids that only one of two lists has. */
export const difference = (
  one: readonly (string | null)[],
  other: readonly (string | null)[],
): readonly (string | null)[] => [
  ...one.filter((id) => !other.includes(id)),
  ...other.filter((id) => !one.includes(id)),
];
