import { describe, expect, it } from 'vitest';
import type { Nickname } from '../document/ids.ts';
import { replyOf, userOf } from '../judge/testing/user.ts';
import type { Reply, User } from '../judge/user.ts';
import { createSetupChecks, movedBy } from './setup-checks.ts';

/** A room as its creator reads it, and what was read of it. */
function roomOf(members: Readonly<Record<string, string>>, postpones = true) {
  const read: Nickname[] = [];
  const setups = createSetupChecks(postpones, () => null);
  const call = (operation: Nickname): Promise<Reply> => {
    read.push(operation);
    const chunk = Object.entries(members).map(([id, membership]) => ({
      state_key: id,
      content: { membership },
    }));
    const isList = operation === 'get_members';
    return Promise.resolve(replyOf(operation, isList ? 200 : 404, isList ? { chunk } : {}));
  };
  const user = (id: string): User => userOf(id, call, { setups });
  const reader = user('owner');
  const expected = (id: string, membership: string) => ({
    reader,
    roomId: '!r',
    user: user(id),
    memberships: [membership],
  });
  return { setups, read, expected, user };
}

describe('checks of setups', () => {
  it('are made together before the request under test, in one list', async () => {
    const { setups, read, expected } = roomOf({ a: 'join', b: 'invite' });
    await setups.expect(expected('a', 'join'));
    await setups.expect(expected('b', 'invite'));
    expect(read).toEqual([]);
    await setups.due();
    expect(read).toEqual(['get_members']);
    expect(setups.due()).toBeNull();
    expect(setups.isCoarse()).toBe(true);
  });
  it('break the case where a setup had no effect', async () => {
    const { setups, expected } = roomOf({ a: 'invite' });
    await setups.expect(expected('a', 'join'));
    await expect(setups.due()).rejects.toThrow('the membership of a should be join now');
  });
  it('are left out where a later membership shows what was before', async () => {
    const { setups, read, expected, user } = roomOf({ a: 'ban' });
    await setups.expect(expected('a', 'join'));
    setups.overtake('!r', user('a'));
    await setups.expect(expected('a', 'ban'));
    await setups.due();
    expect(read).toEqual(['get_members']);
  });
  it('are made before a setup that changes the same membership, or takes their reader away', async () => {
    const { setups, expected } = roomOf({ a: 'join' });
    await setups.expect(expected('a', 'join'));
    expect(setups.dueFor('!other', ['a'])).toBeNull();
    expect(setups.dueFor('!r', ['b'])).toBeNull();
    expect(setups.dueFor('!r', ['owner'])).not.toBeNull();
  });
  it('are made at once where they may not wait', async () => {
    const { setups, read, expected } = roomOf({ a: 'join', b: 'join' }, false);
    await setups.expect(expected('a', 'join'), expected('b', 'join'));
    expect(read).toEqual(['get_members']);
    expect(setups.isCoarse()).toBe(false);
  });
});

it('whom an operation moves is its sender, or whom it names', () => {
  expect(movedBy('leave', {}, '@a:h')).toEqual(['@a:h']);
  expect(movedBy('ban', { body: { user_id: '@b:h' } }, '@a:h')).toEqual(['@b:h']);
  expect(movedBy('set_membership', { userId: '@c:h' }, '@a:h')).toEqual(['@c:h']);
});
