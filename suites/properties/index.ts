import type { Case } from '../../harness/run/case.ts';
import { concurrentCreateRoom } from './concurrent-create-room.ts';
import { concurrentMembership } from './concurrent-membership.ts';
import { concurrentSends } from './concurrent-sends.ts';
import { concurrentStateSlots } from './concurrent-state-slots.ts';
import { concurrentTransactions } from './concurrent-transactions.ts';
import { membershipModel } from './membership-model.ts';
import { paginationWalk } from './pagination-walk.ts';
import { stateSlots } from './state-slots.ts';
import { transactionProperties } from './transactions.ts';
import { viewsAgree } from './views-agree.ts';

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
