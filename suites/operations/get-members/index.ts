import { suite } from '../../../harness/run/case.ts';
import { listing } from './listing.ts';
import { parameters } from './parameters.ts';
import { refusals } from './refusals.ts';
import { success } from './success.ts';

/** GET /rooms/{roomId}/members. */
export const getMembers = suite('get_members', {
  ...success,
  ...listing,
  ...parameters,
  ...refusals,
});
