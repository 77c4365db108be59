import { expect, it } from 'vitest';
import { Book } from './transactions.ts';
import { apart, confused, crowded, folded, slotOf } from './views.ts';

const first = (refusedBefore: boolean) => ({ kind: 'first', refusedBefore });

it('a txnId is one request of one user on one path', () => {
  const book = new Book();
  expect(book.turn('alice', 'send', '1')).toEqual(first(false));
  book.enter('alice', 'send', { id: '1', done: true, allocated: '$1' });
  expect(book.turn('alice', 'send', '1')).toEqual({ kind: 'again', allocated: '$1' });
  expect(book.turn('bob', 'send', '1')).toEqual(first(false));
  expect(book.turn('alice', 'invite', '1')).toEqual(first(false));
});

it('what was refused is not remembered', () => {
  const book = new Book();
  book.enter('alice', 'send', { id: '1', done: false, allocated: null });
  expect(book.turn('alice', 'send', '1')).toEqual(first(true));
});

it('only the last request of a user on a path must be remembered', () => {
  const book = new Book();
  book.enter('alice', 'send', { id: '1', done: true, allocated: '$1' });
  book.enter('bob', 'send', { id: '2', done: true, allocated: '$2' });
  expect(book.turn('alice', 'send', '1').kind).toBe('again');
  book.enter('alice', 'send', { id: '2', done: true, allocated: '$3' });
  expect(book.turn('alice', 'send', '1').kind).toBe('free');
});

it('views are compared by slots and ids', () => {
  const shown = (id: string, key: string | null, value: string) => ({
    id,
    type: 't',
    key,
    content: { value },
  });
  const events = [shown('3', 'k', 'new'), shown('2', null, 'sent'), shown('1', 'k', 'old')];
  expect(folded(events).get(slotOf('t', 'k'))?.content).toEqual({ value: 'new' });
  expect(crowded(events)).toEqual([slotOf('t', 'k')]);
  expect(confused(events)).toEqual([]);
  expect(confused([...events, shown('3', null, '')])).toEqual(['3']);
  expect(apart(['a', 'b'], ['b', 'c'])).toEqual(['a', 'c']);
});
