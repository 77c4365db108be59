import type { User } from '../../../harness/judge/user.ts';
import { contentOf } from '../../../harness/world/rooms.ts';
import type { AnyEvent, Arguments } from '../../../harness/document/ids.ts';

/** A place for one piece of state: a room, a type and a key, which may be left out. */
export type Slot = Omit<Arguments['send_state_event'], 'body'>;

/** A slot in a room, of a type that nobody else writes. `fresh` makes the type. */
export const slotIn = (roomId: string, fresh: () => string, stateKey = 'k'): Slot => ({
  roomId,
  eventType: `com.example.${fresh()}`,
  stateKey,
});

/** What a slot holds; null where it is empty. @throws Broken */
export const contentIn = (reader: User, slot: Slot): ReturnType<typeof contentOf> =>
  contentOf(reader, slot.roomId, slot.eventType, slot.stateKey ?? '');

/** The events of a slot's type in GET state. @throws Broken */
export async function listedFor(reader: User, slot: Slot): Promise<readonly AnyEvent[]> {
  const state = await reader.need('get_state_events', { roomId: slot.roomId });
  return state.filter((event) => event.type === slot.eventType);
}
