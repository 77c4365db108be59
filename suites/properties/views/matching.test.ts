import { expect, it } from 'vitest';
import type { SeenEvent } from '../shared/snapshot.ts';
import type { Expected } from './expected.ts';
import { matchEvents } from './matching.ts';

const type = 'com.example.conf';

const expected = (change: Partial<Expected>): Expected => ({
  word: 'the setting a',
  id: null,
  type,
  key: 'a',
  sender: '@alice:host',
  content: { n: 1 },
  by: { do: 'set', room: 1, setting: 'conf a', content: 'plain' },
  ...change,
});

const shown = (id: string, change: Partial<SeenEvent> = {}): SeenEvent => ({
  id,
  type,
  key: 'a',
  sender: '@alice:host',
  content: { n: 1 },
  ...change,
});

const found = (events: readonly Expected[], list: readonly SeenEvent[]) =>
  matchEvents(events, list).matches.map(({ shown: one, wrong }) => [one?.id ?? null, ...wrong]);

it('finds an event by its id, and by what was sent where no id is known', () => {
  const list = [shown('1', { key: null }), shown('2', { content: { n: 1, added: true } })];
  expect(found([expected({ id: '1', key: null }), expected({})], list)).toEqual([['1'], ['2']]);
});

it('finds an event that has one thing wrong, and says what', () => {
  const events = [expected({})];
  expect(found(events, [shown('1', { key: null })])).toEqual([['1', 'key']]);
  expect(found(events, [shown('1', { sender: '@bob:host' })])).toEqual([['1', 'sender']]);
  expect(found(events, [shown('1', { content: {} })])).toEqual([['1', 'content']]);
  expect(found(events, [shown('1', { type: 'other' })])).toEqual([['1', 'type']]);
  expect(found(events, [shown('1', { key: null, content: {} })])).toEqual([[null]]);
  expect(found([expected({ content: {} })], [shown('1', { type: 'other' })])).toEqual([[null]]);
});

it('takes nothing from an event that says more', () => {
  const less = expected({ content: { membership: 'invite' } });
  const more = expected({ content: { membership: 'invite', n: 2 } });
  const list = [
    shown('2', { content: { membership: 'invite', n: 2 } }),
    shown('1', { sender: '@bob:host', content: { membership: 'invite' } }),
  ];
  expect(found([less, more], list)).toEqual([['1', 'sender'], ['2']]);
});

it('leaves what nobody is expected to have sent', () => {
  const events = [expected({ id: '1', key: null })];
  const list = [shown('1', { key: null }), shown('2', { key: null })];
  expect(matchEvents(events, list).rest.map(({ id }) => id)).toEqual(['2']);
});
