import { suite } from '../../../harness/run/case.ts';
import { tableCases } from '../shared/membership-table.ts';
import { shortFormCases } from '../shared/short-form-cases.ts';
import { refusals } from './refusals.ts';
import { success } from './success.ts';

/** POST /rooms/{roomId}/invite: a member invites a user into a room. */
export const invite = suite('invite', {
  ...success,
  ...shortFormCases('invite'),
  ...refusals,
  ...tableCases('invite'),
});
