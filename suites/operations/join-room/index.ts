import { suite } from '../../../harness/run/case.ts';
import { tableCases } from '../shared/membership-table.ts';
import { effects } from './effects.ts';
import { refusals } from './refusals.ts';
import { success } from './success.ts';
import { transactions } from './transactions.ts';

/** POST /rooms/{roomId}/join: a user joins a room. */
export const joinRoom = suite('join_room', {
  ...success,
  ...effects,
  ...transactions,
  ...refusals,
  ...tableCases('join_room'),
});
