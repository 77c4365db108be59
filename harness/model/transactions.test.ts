import { expect, it } from 'vitest';
import { TxnMemory } from './transactions.ts';

const first = (refusedBefore: boolean) => ({ kind: 'first', refusedBefore });

it('a txnId is one request of one user on one path', () => {
  const memory = new TxnMemory();
  expect(memory.use('alice', 'send', '1')).toEqual(first(false));
  memory.remember('alice', 'send', { id: '1', done: true, allocated: '$1' });
  expect(memory.use('alice', 'send', '1')).toEqual({ kind: 'repeated', allocated: '$1' });
  expect(memory.use('bob', 'send', '1')).toEqual(first(false));
  expect(memory.use('alice', 'invite', '1')).toEqual(first(false));
});

it('what was refused is not remembered', () => {
  const memory = new TxnMemory();
  memory.remember('alice', 'send', { id: '1', done: false, allocated: null });
  expect(memory.use('alice', 'send', '1')).toEqual(first(true));
});

it('only the last request of a user must be remembered', () => {
  const memory = new TxnMemory();
  memory.remember('alice', 'send', { id: '1', done: true, allocated: '$1' });
  memory.remember('bob', 'send', { id: '2', done: true, allocated: '$2' });
  expect(memory.use('alice', 'send', '1').kind).toBe('repeated');
  memory.remember('alice', 'send', { id: '2', done: true, allocated: '$3' });
  expect(memory.use('alice', 'send', '1').kind).toBe('free');
  expect(memory.use('alice', 'send', '2').kind).toBe('repeated');
  memory.remember('alice', 'invite', { id: '3', done: true, allocated: null });
  expect(memory.use('alice', 'send', '2').kind).toBe('free');
});
