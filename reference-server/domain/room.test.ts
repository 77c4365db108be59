import { describe, expect, it } from 'vitest';
import { event } from '../testing/events.ts';
import { currentState, joinRuleOf, membershipOf, openRoom, slot } from './room.ts';

describe('a room', () => {
  it('keeps its events in the order they were appended', () => {
    const room = openRoom('!r:localhost');
    room.append(event({ eventId: '$1' }));
    room.append(event({ eventId: '$2', stateKey: '' }));
    expect(room.events.map(({ eventId }) => eventId)).toEqual(['$1', '$2']);
  });

  it('has the latest event of a slot as its state, and no other events', () => {
    const room = openRoom('!r:localhost');
    room.append(event({ eventId: '$1', stateKey: 'k' }));
    room.append(event({ eventId: '$2', stateKey: 'other' }));
    room.append(event({ eventId: '$3', stateKey: 'k' }));
    room.append(event({ eventId: '$4' }));
    expect(slot(room, 'com.example.x', 'k')?.eventId).toBe('$3');
    expect(currentState(room).map(({ eventId }) => eventId)).toEqual(['$3', '$2']);
  });

  it('takes the names of object properties for ordinary types and keys', () => {
    const room = openRoom('!r:localhost');
    expect(slot(room, 'constructor', '__proto__')).toBeUndefined();
    room.append(event({ eventId: '$1', type: 'constructor', stateKey: '__proto__' }));
    expect(slot(room, 'constructor', '__proto__')?.eventId).toBe('$1');
    expect(slot(room, 'com.example.x', 'toString')).toBeUndefined();
  });

  it('lists everybody once, in the order of their first membership', () => {
    const room = openRoom('!r:localhost');
    const said = [
      ['@a:x', 'join'],
      ['@b:x', 'invite'],
      ['@a:x', 'leave'],
      ['@c:x', 'ban'],
    ] as const;
    for (const [stateKey, membership] of said) {
      room.append(event({ type: 'm.room.member', stateKey, content: { membership } }));
    }
    expect(room.memberOrder).toEqual(['@a:x', '@b:x', '@c:x']);
    expect(membershipOf(room, '@a:x')).toBe('leave');
    expect(membershipOf(room, '@nobody:x')).toBeUndefined();
  });

  it('is open only if its join rule is public', () => {
    const room = openRoom('!r:localhost');
    expect(joinRuleOf(room)).toBe('invite');
    for (const rule of ['public', 'invite', 'knock', 5]) {
      const content = { join_rule: rule };
      room.append(event({ type: 'm.room.join_rules', stateKey: '', content }));
      expect(joinRuleOf(room)).toBe(rule === 'public' ? 'public' : 'invite');
    }
  });
});
