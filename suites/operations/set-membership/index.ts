import { suite } from '../../../harness/run/case.ts';
import { tableCases } from '../shared/membership-table.ts';
import { effects } from './effects.ts';
import { forms } from './forms.ts';
import { malformedRequests } from './malformed-requests.ts';
import { readings } from './readings.ts';
import { refusals } from './refusals.ts';
import { success } from './success.ts';
import { unusual } from './unusual.ts';

/** PUT /rooms/{roomId}/state/m.room.member/{userId}: a user changes its own membership or that of another user. */
export const setMembership = suite('set_membership', {
  ...success,
  ...effects,
  ...unusual,
  ...refusals,
  ...malformedRequests,
  ...tableCases('set_membership'),
  ...forms,
  ...readings,
});
