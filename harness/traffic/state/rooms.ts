import { Room } from './room.ts';

/** How much is remembered of all rooms together. */
const mostRooms = 2000;
const mostWeight = 64 * 1024 * 1024;

/** The rooms that the traffic has shown; those that nothing was heard of for longest are forgotten. */
export class Rooms {
  readonly #rooms = new Map<string, Room>();
  /** Users with a request under way that may join them to any room, and how many. */
  readonly strays = new Map<string, number>();
  #forgot = false;

  /** Whether a room that is not known may have been forgotten. */
  get forgot(): boolean {
    return this.#forgot;
  }

  has(id: string): boolean {
    return this.#rooms.has(id);
  }

  get(id: string): Room {
    const known = this.#rooms.get(id);
    if (known !== undefined) {
      // The one that was heard of last comes last.
      this.#rooms.delete(id);
      this.#rooms.set(id, known);
      return known;
    }
    const room = new Room(id, this.strays);
    this.#rooms.set(id, room);
    this.#shrink();
    return room;
  }

  all(): Iterable<Room> {
    return this.#rooms.values();
  }

  #shrink(): void {
    let weight = 0;
    if (this.#rooms.size % 16 === 0) for (const room of this.#rooms.values()) weight += room.weight;
    for (const [id, room] of this.#rooms) {
      if (this.#rooms.size <= mostRooms && weight <= mostWeight) return;
      this.#rooms.delete(id);
      weight -= room.weight;
      this.#forgot = true;
    }
  }
}
