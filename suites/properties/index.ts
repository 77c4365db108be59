import type { Case } from '../../harness/run/case.ts';
import { concurrentCreateRoom } from './concurrent/create-room.ts';
import { concurrentMembership } from './concurrent/membership.ts';
import { concurrentSends } from './concurrent/sends.ts';
import { concurrentStateSlots } from './concurrent/state-slots.ts';
import { concurrentTransactions } from './concurrent/transactions.ts';
import { membershipModel } from './membership/index.ts';
import { paginationWalk } from './pagination/index.ts';
import { stateSlots } from './state-slots/index.ts';
import { transactionProperties } from './transactions/index.ts';
import { viewsAgree } from './views/index.ts';

/** Every property, in alphabetical order. */
export const properties: readonly Case[] = [
  ...concurrentCreateRoom,
  ...concurrentMembership,
  ...concurrentSends,
  ...concurrentStateSlots,
  ...concurrentTransactions,
  ...membershipModel,
  ...paginationWalk,
  ...stateSlots,
  ...transactionProperties,
  ...viewsAgree,
];
