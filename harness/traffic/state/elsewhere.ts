import type { Nickname, RequirementId } from '../../document/ids.ts';
import type { JsonObject } from '../../document/json.ts';
import { includes } from '../../judge/compare.ts';
import { recordOf } from '../../model/membership.ts';
import { BoundedMap } from '../memory/bounded.ts';
import { isBefore, type Span } from './happened.ts';
import type { Room } from './room.ts';
import type { Entry } from './slot-history.ts';
import { type Wrong, wrong } from './verdict.ts';
import type { Held } from './write.ts';

/** A piece of state that somebody asked for. */
interface Asked {
  readonly room: string;
  readonly entry: Entry<Held>;
}

const mostSlots = 10_000;
const mostChanges = 8;

/** What says that an operation acts on the room that it names, by operation. */
const ofRooms: Readonly<Partial<Record<Nickname, RequirementId>>> = {
  send_non_state_event: 'SEND-12',
  send_state_event: 'STATE-12',
  send_message: 'MSG-14',
  set_topic: 'TOPIC-09',
  send_feedback: 'FEED-07',
  invite: 'INV-07',
  join_room: 'JOIN-07',
  join: 'JID-07',
  leave: 'LEAVE-07',
  ban: 'BAN-08',
  set_membership: 'SMEM-08',
};

/** Knows which state was asked for lately in which rooms, so that what shows in another one is recognised. */
export class Elsewhere {
  readonly #changes = new BoundedMap<readonly Asked[]>(mostSlots);

  /** @param slot its type and key */
  note(slot: string, room: Room, entry: Entry<Held>): void {
    const known = this.#changes.get(slot) ?? [];
    this.#changes.set(slot, [...known.slice(1 - mostChanges), { room: room.id, entry }]);
  }

  /**
   * Explains what nobody asked for in its room by a request about another room.
   * @param owed what the room should show; null for nothing
   */
  explain(
    room: Room,
    slot: string,
    content: JsonObject,
    read: Span,
    owed: Entry<Held> | null,
  ): readonly Wrong[] {
    const change = this.#changes
      .get(slot)
      ?.findLast(
        ({ room: other, entry }) =>
          other !== room.id &&
          holds(entry.value, content) &&
          isBefore(entry.span, read) &&
          (owed === null || !isBefore(entry.span, owed.span)),
      );
    if (change === undefined) return [];
    const { by, refusedFor } = change.entry.value;
    const isRefused = change.entry.outcome === 'refused';
    const requirement = isRefused ? refusedFor : by === null ? undefined : ofRooms[by];
    if (requirement === null || requirement === undefined) return [];
    const what = isRefused
      ? 'What was refused in one room took effect in another.'
      : 'A request took effect in another room than the one that it names.';
    return [wrong(requirement, what, change.entry.ticket, owed?.ticket)];
  }
}

function holds({ standing, content: written }: Held, content: JsonObject): boolean {
  if (standing !== null) return recordOf(standing) === content['membership'];
  return written !== null && Object.keys(written).length > 0 && includes(content, written);
}
