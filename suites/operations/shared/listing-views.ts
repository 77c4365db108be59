import type { AnyEvent, Successes } from '../../../harness/document/ids.ts';
import type { User } from '../../../harness/judge/user.ts';
import { newest } from '../../../harness/world/pages.ts';

/** The initialSync of a room; empty where the target is known to have none. @throws Broken */
export const syncOf = async (
  reader: User,
  roomId: string,
): Promise<Partial<Successes['get_room_sync_data']>> =>
  reader.known.wholeRooms ? reader.need('get_room_sync_data', { roomId }) : {};

/** All lists of events that a room has, by what they are called in a failure. @throws Broken */
export async function listingViews(
  reader: User,
  roomId: string,
): Promise<readonly (readonly [view: string, events: readonly AnyEvent[]])[]> {
  const { state = [], messages } = await syncOf(reader, roomId);
  return [
    ['get_state_events', await reader.need('get_state_events', { roomId })],
    ['the state of initialSync', state],
    ['the messages of initialSync', messages?.chunk ?? []],
    ['get_messages', await newest(reader, roomId)],
  ];
}
