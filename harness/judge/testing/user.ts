import { nothingKnown } from '../known.ts';
import type { Reply, User } from '../user.ts';
import { exchangeOf } from '../../wire/testing/exchange.ts';

/** A reply of this status, judged by its JSON alone. */
export const replyOf = (operation: Reply['operation'], status: number, json?: unknown): Reply => ({
  operation,
  exchange: exchangeOf(),
  step: 0,
  status,
  json,
});

const unused = (): never => {
  throw new Error('not used in this test');
};

/** A user of whom a test needs no more than the answers to its requests, and what is given besides. */
export const userOf = (
  id: string,
  call: (operation: Parameters<User['call']>[0]) => Promise<Reply>,
  more: Partial<User> = {},
): User => ({
  id,
  name: id,
  known: nothingKnown,
  call,
  need: unused,
  send: unused,
  setups: { expect: unused, overtake: unused },
  ...more,
});
