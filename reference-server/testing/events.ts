import type { RoomEvent } from '../domain/event.ts';
import { openRoom, type Room } from '../domain/room.ts';

/** An event for tests that do not care about most of it. */
export function event(part: Partial<RoomEvent> = {}): RoomEvent {
  return {
    eventId: '$e',
    roomId: '!r:localhost',
    type: 'com.example.x',
    sender: '@a:localhost',
    content: {},
    stateKey: undefined,
    at: 0,
    ...part,
  };
}

/** A room with that many events, called $0, $1, … */
export function roomOf(count: number): Room {
  const room = openRoom('!r:localhost');
  for (let index = 0; index < count; index += 1) room.append(event({ eventId: `$${index}` }));
  return room;
}
