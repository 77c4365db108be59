import { suite } from '../../../harness/run/case.ts';
import { tableCases } from '../shared/membership-table.ts';
import { shortFormCases } from '../shared/short-form-cases.ts';
import { effects } from './effects.ts';
import { refusals } from './refusals.ts';
import { secondUsers } from './second-users.ts';
import { success } from './success.ts';

/** POST /rooms/{roomId}/join: a user joins a room. */
export const joinRoom = suite('join_room', {
  ...success,
  ...shortFormCases('join'),
  ...effects,
  ...refusals,
  ...secondUsers,
  ...tableCases('join_room'),
});
