import { suite } from '../../../harness/run/case.ts';
import { tableCases } from '../shared/membership-table.ts';
import { effects } from './effects.ts';
import { refusals } from './refusals.ts';
import { success } from './success.ts';
import { transactions } from './transactions.ts';

/** POST /rooms/{roomId}/leave: a member leaves a room. */
export const leave = suite('leave', {
  ...success,
  ...effects,
  ...transactions,
  ...refusals,
  ...tableCases('leave'),
});
