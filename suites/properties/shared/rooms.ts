import { among } from '../../../harness/model/index.ts';

/** A run has two rooms at most. */
export const roomNumber = among(1, 2);
export type RoomNumber = 1 | 2;

/** The room that a step is about: a step is left out until its room is created. */
export function roomIn<Room>(rooms: ReadonlyMap<RoomNumber, Room>, number: RoomNumber): Room {
  const room = rooms.get(number);
  if (room === undefined) throw new RangeError(`room ${number} was not created`);
  return room;
}
