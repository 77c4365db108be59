import type { User } from '../../../harness/judge/user.ts';
import { contentOf } from '../../../harness/world/rooms.ts';
import type { AnyEvent, Arguments } from '../../../harness/document/ids.ts';

/** Where one piece of state is kept: a room, an event type and a state key, which may be left out. */
export type StateEntry = Omit<Arguments['send_state_event'], 'body'>;

/** A piece of state of an event type that nobody else uses. `fresh` makes the type. */
export const newEntry = (roomId: string, fresh: () => string, stateKey = 'k'): StateEntry => ({
  roomId,
  eventType: `com.example.${fresh()}`,
  stateKey,
});

/** The content of a piece of state; null where it is not set. @throws Broken */
export const readContent = (reader: User, entry: StateEntry): ReturnType<typeof contentOf> =>
  contentOf(reader, entry.roomId, entry.eventType, entry.stateKey ?? '');

/** The events of the entry's type that get_state_events lists. @throws Broken */
export async function listedEvents(reader: User, entry: StateEntry): Promise<readonly AnyEvent[]> {
  const state = await reader.need('get_state_events', { roomId: entry.roomId });
  return state.filter((event) => event.type === entry.eventType);
}
