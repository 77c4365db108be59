import { describe, expect, it } from 'vitest';
import { isRoomAlias, isRoomId, isUserId, newEventId, newRoomId } from './identifiers.ts';

describe('identifiers', () => {
  it('start with their sigil and never repeat', () => {
    const rooms = Array.from({ length: 100 }, () => newRoomId('localhost'));
    const events = Array.from({ length: 100 }, newEventId);
    expect(rooms.every(isRoomId)).toBe(true);
    expect(events.every((id) => /^\$.+/.test(id))).toBe(true);
    expect(new Set([...rooms, ...events]).size).toBe(200);
  });

  it.each(['@a:b', '@a:b:8448', '@A.b_c=d-e/f+g:localhost', '@ä:b'])('take %s for a user', (id) => {
    expect(isUserId(id)).toBe(true);
  });

  it.each([
    '',
    '@',
    'a:b',
    '@a',
    '@:b',
    '@a:',
    ':',
    '#a:b',
    '@a b:c',
    '@a:b\n',
    `@${'a'.repeat(255)}:b`,
  ])('do not take %j for a user', (id) => {
    expect(isUserId(id)).toBe(false);
  });

  it('know aliases and rooms by their sigils', () => {
    expect([isRoomAlias('#a:b'), isRoomAlias('!a:b'), isRoomId('!a:b'), isRoomId('#a:b')]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
