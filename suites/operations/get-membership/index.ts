import { suite } from '../../../harness/run/case.ts';
import { refusals } from './refusals.ts';
import { success } from './success.ts';

/** GET /rooms/{roomId}/state/m.room.member/{userId}. */
export const getMembership = suite('get_membership', {
  ...success,
  ...refusals,
});
