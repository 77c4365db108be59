import { suite } from '../../../harness/run/case.ts';
import { tableCases } from '../shared/membership-table.ts';
import { shortFormCases } from '../shared/short-form-cases.ts';
import { effects } from './effects.ts';
import { refusals } from './refusals.ts';
import { success } from './success.ts';

/** POST /rooms/{roomId}/ban: a member with power bans a user from a room. */
export const ban = suite('ban', {
  ...success,
  ...shortFormCases('ban'),
  ...effects,
  ...refusals,
  ...tableCases('ban'),
});
