import { suite } from '../../../harness/run/case.ts';
import { tableCases } from '../shared/membership-table.ts';
import { shortFormCases } from '../shared/short-form-cases.ts';
import { effects } from './effects.ts';
import { refusals } from './refusals.ts';
import { success } from './success.ts';

/** POST /rooms/{roomId}/leave: a member leaves a room. */
export const leave = suite('leave', {
  ...success,
  ...shortFormCases('leave'),
  ...effects,
  ...refusals,
  ...tableCases('leave'),
});
