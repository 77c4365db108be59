import { expect, it } from 'vitest';
import { createPresences, isPresenceState, setPresence, watches } from './presence.ts';
import { createStream } from './stream.ts';

it('presence keeps what is not said anew, and is offline at first', () => {
  const [presences, stream] = [createPresences(), createStream()];
  setPresence(presences, stream, 'a', { at: 1 });
  expect(presences.byUser.get('a')).toMatchObject({ state: 'offline', at: 1, position: 1 });
  setPresence(presences, stream, 'a', { state: 'online', message: 'Here', at: 2 });
  setPresence(presences, stream, 'a', { at: 3 });
  expect(presences.byUser.get('a')).toEqual({
    state: 'online',
    message: 'Here',
    at: 3,
    position: 3,
  });
});

it('presence is told to users on whose list one is, and to oneself', () => {
  const [presences, stream] = [createPresences(), createStream()];
  presences.lists.set('a', new Set(['b']));
  const told = (watcher: string, userId: string) => watches(presences, stream, watcher, userId);
  expect([told('a', 'b'), told('b', 'a'), told('b', 'b')]).toEqual([true, false, true]);
});

it.each([
  ['online', true],
  ['free_for_chat', true],
  ['away', false],
  [5, false],
])('%j is a state of presence: %j', (value, expected) =>
  expect(isPresenceState(value)).toBe(expected),
);
