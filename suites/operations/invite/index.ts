import { suite } from '../../../harness/run/case.ts';
import { tableCases } from '../shared/membership-table.ts';
import { refusals } from './refusals.ts';
import { success } from './success.ts';
import { transactions } from './transactions.ts';

/** POST /rooms/{roomId}/invite: a member invites a user into a room. */
export const invite = suite('invite', {
  ...success,
  ...transactions,
  ...refusals,
  ...tableCases('invite'),
});
