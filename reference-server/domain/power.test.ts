import { describe, expect, it } from 'vitest';
import { event } from '../testing/events.ts';
import type { JsonObject } from './event.ts';
import { foundingLevels, levelsOf, powerOf, powerToSend, powerToSetState } from './power.ts';
import { openRoom, type Room } from './room.ts';

function roomWith(content: JsonObject): Room {
  const room = openRoom('!r:localhost');
  room.append(event({ type: 'm.room.power_levels', stateKey: '', content }));
  return room;
}

describe('the powers of a room', () => {
  it('let the creator do everything and everybody else send and invite', () => {
    const levels = levelsOf(roomWith(foundingLevels('@c:x')));
    const creator = powerOf(levels, '@c:x');
    const other = powerOf(levels, '@o:x');
    const needs = [powerToSetState(levels, 'm.room.topic'), levels.kick, levels.ban];
    expect(needs.every((need) => creator >= need && other < need)).toBe(true);
    expect(other).toBeGreaterThanOrEqual(Math.max(powerToSend(levels, 'a.b'), levels.invite));
  });

  it('fall back to the usual ones where the event says nothing or nonsense', () => {
    const nonsense = { users: 5, users_default: 'x', events: null, ban: {} };
    for (const room of [openRoom('!r:localhost'), roomWith({}), roomWith(nonsense)]) {
      expect(levelsOf(room)).toMatchObject({
        usersDefault: 0,
        stateDefault: 50,
        kick: 50,
        ban: 50,
      });
      expect(powerOf(levelsOf(room), '@a:x')).toBe(0);
    }
  });

  it('can be given to one user and asked for one type', () => {
    const room = roomWith({ users: { '@a:x': 7 }, users_default: 3, events: { 'a.b': 9 } });
    const levels = levelsOf(room);
    expect([powerOf(levels, '@a:x'), powerOf(levels, '@b:x')]).toEqual([7, 3]);
    expect([powerToSend(levels, 'a.b'), powerToSetState(levels, 'a.b')]).toEqual([9, 9]);
    expect(powerToSend(levels, 'constructor')).toBe(0);
  });
});
