import type { Faults } from '../fault.ts';
import { joinByHistoryFaults } from './history.ts';
import { inviteAndJoinFaults } from './inviting-and-joining.ts';
import { kickFaults } from './kicking.ts';
import { secondUserFaults } from './second-users.ts';
import { membershipValueFaults } from './values.ts';

/** set_membership: which values it reads, and which changes of membership it allows. */
export const setMembershipFaults: Faults = {
  ...membershipValueFaults,
  ...inviteAndJoinFaults,
  ...kickFaults,
  ...joinByHistoryFaults,
  ...secondUserFaults,
};
