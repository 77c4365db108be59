import { includes, same } from '../judge/compare.ts';
import type { RequirementId } from '../document/ids.ts';
import { isArray, isObject, type JsonObject } from '../document/json.ts';

/** A place in the state of a room. */
export interface Slot {
  readonly room: number;
  readonly type: string;
  readonly key: string;
}

/** What was written into a slot; its number tells it from everything else that was written. */
export interface Written extends Slot {
  readonly number: number;
  readonly content: JsonObject;
}

/** What is wrong with what a slot is seen to hold, and which statement says so. */
export interface Wrong {
  readonly requirement: RequirementId;
  readonly what: string;
  readonly expected: string;
  readonly received: string;
}

/** State as a map: the last write wins, and no other slot is touched. */
export class Slots {
  readonly #writes: Written[] = [];

  /** Notes a write; its content, with the number that it is known by, is what has to be sent. */
  write(slot: Slot, content: JsonObject): Written {
    const number = this.#writes.length + 1;
    const written = { ...slot, number, content: { ...content, n: number } };
    this.#writes.push(written);
    return written;
  }

  /** A write that was refused did not happen. */
  forget({ number }: Written): void {
    const at = this.#writes.findIndex((write) => write.number === number);
    const refused = this.#writes[at];
    // Numbers are places in the list: the slot of a refused write is one that nobody asks for.
    if (refused !== undefined) this.#writes[at] = { ...refused, room: 0 };
  }

  at(slot: Slot): Written | undefined {
    return this.#writes.findLast((write) => isSame(write, slot));
  }

  /** What is current in a room, one write for each slot. */
  current(room: number): readonly Written[] {
    return this.#writes.filter((write) => write.room === room && this.at(write) === write);
  }

  /** The write that a content is of; undefined where it says none. */
  writerOf(content: JsonObject): Written | undefined {
    const number = content['n'];
    return this.#writes.find((write) => write.number === number && write.room !== 0);
  }

  /** What is wrong with what was read in a slot; null where nothing is. */
  judge(slot: Slot, seen: JsonObject | null): Wrong | null {
    const owed = this.at(slot);
    const what = 'content of a slot';
    const expected = owed === undefined ? 'nothing' : JSON.stringify(owed.content);
    const received = seen === null ? 'nothing' : JSON.stringify(seen);
    const wrong = (requirement: RequirementId): Wrong => ({
      requirement,
      what,
      expected,
      received,
    });
    const last = this.#writes.at(-1);
    if (owed === undefined) {
      const writer = seen === null ? undefined : this.writerOf(seen);
      return writer === undefined ? null : wrong(separationRequirement(slot, writer));
    }
    if (seen === null)
      return wrong(
        last === owed ? keyRequirement(slot.key) : separationRequirement(slot, last ?? owed),
      );
    const writer = this.writerOf(seen);
    if (writer !== undefined && writer !== owed) return wrong(separationRequirement(slot, writer));
    const stale = Object.keys(seen).filter(
      (key) => !Object.hasOwn(owed.content, key) && this.#wrote(owed, key, seen[key]),
    );
    if (stale.length > 0) return wrong('STATE-07');
    if (includes(seen, owed.content)) return null;
    return wrong(valueRequirement(seen, owed.content));
  }

  /**
   * Whether an earlier write into this slot had a key with this value: what is replaced is gone. Servers add keys
   * of their own, even an empty one.
   */
  #wrote(owed: Written, key: string, value: unknown): boolean {
    const earlier = this.#writes.filter(
      (write) => write.number < owed.number && isSame(write, owed),
    );
    return (
      key !== '' &&
      earlier.some(({ content }) => Object.hasOwn(content, key) && same(content[key], value))
    );
  }
}

/** Which statement says that what was just written stands in its slot. */
export function keyRequirement(key: string): 'STATE-03' | 'STATE-05' | 'STATE-14' {
  if (key === '') return 'STATE-05';
  return /^[\w.]+$/.test(key) ? 'STATE-03' : 'STATE-14';
}

/** Which statement forbids that something written is found in a slot that was never written. */
export function misplacedRequirement(at: Slot, written: Slot): RequirementId {
  if (at.room !== written.room) return 'STATE-12';
  if (at.type !== written.type) return 'STATE-13';
  return written.key === '' ? 'STATE-05' : 'STATE-14';
}

/** Which statement a content breaks that is refused: only texts beyond ASCII are a matter of encoding. */
export const contentRequirement = (content: JsonObject): 'CONV-16' | 'MODEL-29' =>
  /\P{ASCII}/u.test(JSON.stringify(content)) ? 'CONV-16' : 'MODEL-29';

const isSame = (a: Slot, b: Slot): boolean =>
  a.room === b.room && a.type === b.type && a.key === b.key;

/** Which statement keeps two writes apart. */
function separationRequirement(slot: Slot, other: Slot): RequirementId {
  if (slot.room !== other.room || slot.type !== other.type) return 'STATE-09';
  return slot.key === other.key ? 'STATE-07' : 'STATE-08';
}

/** Texts beyond ASCII are a matter of encoding (CONV-16), everything else of what contents may hold. */
export function valueRequirement(seen: unknown, owed: unknown): 'CONV-16' | 'MODEL-29' {
  const [is, was] = difference(seen, owed);
  const beyond = (value: unknown): boolean => typeof value === 'string' && /\P{ASCII}/u.test(value);
  return typeof is === 'string' && beyond(was) ? 'CONV-16' : 'MODEL-29';
}

/** The first values that differ. */
function difference(seen: unknown, owed: unknown): readonly [unknown, unknown] {
  const pairs: readonly (readonly [unknown, unknown])[] =
    isArray(seen) && isArray(owed)
      ? owed.map((value, i) => [seen[i], value] as const)
      : isObject(seen) && isObject(owed)
        ? Object.entries(owed).map(
            ([key, value]) => [Object.hasOwn(seen, key) ? seen[key] : undefined, value] as const,
          )
        : [];
  const [is, was] = pairs.find(([a, b]) => !includes(a, b)) ?? [undefined, undefined];
  if (was === undefined) return [seen, owed];
  return typeof was === 'object' && typeof is === 'object' ? difference(is, was) : [is, was];
}
