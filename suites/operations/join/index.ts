import { suite } from '../../../harness/run/case.ts';
import { effects } from './effects.ts';
import { refusals } from './refusals.ts';
import { success } from './success.ts';

/** PUT /join/{roomAliasOrId}: a user joins a room by its alias or id. */
export const join = suite('join', {
  ...success,
  ...effects,
  ...refusals,
});
