import { describe, expect, it } from 'vitest';
import { event, roomOf } from '../testing/events.ts';
import { openRoom, slot } from './room.ts';

describe('a redaction', () => {
  it('takes the content of an event away, and says why', () => {
    const room = roomOf(2);
    room.append(event({ eventId: '$m', content: { body: 'Oops' } }));
    const because = event({ eventId: '$x', type: 'm.room.redaction', redacts: '$m' });
    room.append(because);
    expect(room.events[2]).toMatchObject({ eventId: '$m', content: {}, redactedBecause: because });
    expect(room.events.map(({ eventId }) => eventId)).toEqual(['$0', '$1', '$m', '$x']);
  });

  it('changes the state if the event was the current one, and only then', () => {
    const room = openRoom('!r');
    for (const eventId of ['$1', '$2']) {
      room.append(event({ eventId, stateKey: '', content: { eventId } }));
    }
    room.append(event({ eventId: '$3', redacts: '$1' }));
    expect(slot(room, 'com.example.x', '')?.content).toEqual({ eventId: '$2' });
    room.append(event({ eventId: '$4', redacts: '$2' }));
    expect(slot(room, 'com.example.x', '')?.content).toEqual({});
  });

  it.each([
    ['m.room.member', { membership: 'join', displayname: 'A' }, { membership: 'join' }],
    ['m.room.create', { creator: '@a:x', more: 1 }, { creator: '@a:x' }],
    ['m.room.join_rules', { join_rule: 'public', more: 1 }, { join_rule: 'public' }],
    ['m.room.power_levels', { users: {}, invite: 5, more: 1 }, { users: {}, invite: 5 }],
    ['constructor', { name: 1 }, {}],
  ])('leaves what %s needs', (type, content, rest) => {
    const room = openRoom('!r');
    room.append(event({ eventId: '$1', type, stateKey: '', content }));
    room.append(event({ eventId: '$2', redacts: '$1' }));
    expect(room.events[0]?.content).toEqual(rest);
  });

  it('of an event that is not there changes nothing', () => {
    const room = roomOf(2);
    const before = [...room.events];
    room.append(event({ eventId: '$x', redacts: '$nothing' }));
    expect(room.events.slice(0, 2)).toEqual(before);
  });
});
