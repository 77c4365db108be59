import type { JsonObject } from './event.ts';
import { isObject } from './json.ts';
import { slot, type Room } from './room.ts';

/** The powers of a room, read from its m.room.power_levels event. */
export type Levels = {
  readonly users: JsonObject;
  readonly usersDefault: number;
  readonly events: JsonObject;
  readonly eventsDefault: number;
  readonly stateDefault: number;
  readonly invite: number;
  readonly kick: number;
  readonly ban: number;
  readonly redact: number;
};

/**
 * The levels a new room starts with: the creator may do everything (CREATE-25), everybody else may
 * send, and invite (CONV-23), and nothing more (STATE-17, BAN-05).
 */
export function foundingLevels(creator: string): JsonObject {
  return {
    users: { [creator]: 100 },
    users_default: 0,
    events: {},
    events_default: 0,
    state_default: 50,
    invite: 0,
    kick: 50,
    ban: 50,
    redact: 50,
  };
}

/** @returns the levels in force; what the event leaves out has the usual default. */
export function levelsOf(room: Room): Levels {
  const content = slot(room, 'm.room.power_levels', '')?.content ?? {};
  return {
    users: objectAt(content, 'users'),
    usersDefault: numberAt(content, 'users_default', 0),
    events: objectAt(content, 'events'),
    eventsDefault: numberAt(content, 'events_default', 0),
    stateDefault: numberAt(content, 'state_default', 50),
    invite: numberAt(content, 'invite', 0),
    kick: numberAt(content, 'kick', 50),
    ban: numberAt(content, 'ban', 50),
    // Stryker disable next-line all: no requirement is about redactions.
    redact: numberAt(content, 'redact', 50),
  };
}

export function powerOf(levels: Levels, userId: string): number {
  return numberAt(levels.users, userId, levels.usersDefault);
}

/** @returns the power that sending an event of this type takes. */
export function powerToSend(levels: Levels, type: string): number {
  return numberAt(levels.events, type, levels.eventsDefault);
}

/** @returns the power that setting state of this type takes. */
export function powerToSetState(levels: Levels, type: string): number {
  return numberAt(levels.events, type, levels.stateDefault);
}

// Own keys only: an event type may be called `constructor`.
function numberAt(object: JsonObject, key: string, fallback: number): number {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'number' ? value : fallback;
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return isObject(value) ? value : {};
}
