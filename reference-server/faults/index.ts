import { accessFaults } from './access.ts';
import { aliasFaults } from './aliases.ts';
import { answerFaults } from './answers.ts';
import { audienceFaults } from './audiences.ts';
import { bodyFaults } from './bodies.ts';
import { contentFaults } from './contents.ts';
import { encodingFaults } from './encoding.ts';
import { errorFaults } from './errors.ts';
import { eventContentFaults } from './events-content.ts';
import { eventIdentityFaults } from './events-identity.ts';
import { inheritedFaults } from './events-inherited.ts';
import type { Fault } from './fault.ts';
import { feedbackFaults } from './feedback.ts';
import { historyFaults } from './histories.ts';
import { identifierFaults } from './identifiers.ts';
import { joinFaults } from './joins.ts';
import { jsonFormFaults } from './json-forms.ts';
import { lookUpFaults } from './looked-up.ts';
import { memberFaults } from './members.ts';
import { membershipEffectFaults } from './membership-effects.ts';
import { membershipFormFaults } from './membership-forms.ts';
import { inviteFaults } from './membership-invites.ts';
import { otherFaults } from './membership-others.ts';
import { selfFaults } from './membership-self.ts';
import { membershipValueFaults } from './membership-values.ts';
import { messageFaults } from './messages.ts';
import { offeredFaults } from './offered.ts';
import { pageParameterFaults } from './page-parameters.ts';
import { pageSeamFaults } from './page-seams.ts';
import { pathFaults } from './paths.ts';
import { placeFaults } from './places.ts';
import { raceFaults } from './races.ts';
import { readerFaults } from './readers.ts';
import { refusalFaults } from './refusals.ts';
import { roomConfigFaults } from './room-configs.ts';
import { roomFaults } from './rooms.ts';
import { listShapeFaults } from './shapes-of-lists.ts';
import { shapeFaults } from './shapes.ts';
import { slotFaults } from './slots.ts';
import { stateListFaults } from './state-listing.ts';
import { statePlaceFaults } from './state-places.ts';
import { setterFaults } from './state-setters.ts';
import { syncFaults } from './sync.ts';
import { targetFaults } from './targets.ts';
import { topicFaults } from './topics.ts';
import { transactionFaults } from './transactions.ts';
import { unknownRoomFaults } from './unknown-rooms.ts';
import { viewFaults } from './views.ts';
import { walkFaults } from './walks.ts';

export type { Fault } from './fault.ts';

/** The right server, spoiled in every way we thought of: what a suite must call wrong. */
export const faults: readonly Fault[] = [
  ...accessFaults,
  ...aliasFaults,
  ...answerFaults,
  ...audienceFaults,
  ...bodyFaults,
  ...contentFaults,
  ...encodingFaults,
  ...errorFaults,
  ...eventContentFaults,
  ...eventIdentityFaults,
  ...inheritedFaults,
  ...feedbackFaults,
  ...historyFaults,
  ...identifierFaults,
  ...joinFaults,
  ...jsonFormFaults,
  ...lookUpFaults,
  ...memberFaults,
  ...membershipEffectFaults,
  ...membershipFormFaults,
  ...inviteFaults,
  ...otherFaults,
  ...selfFaults,
  ...membershipValueFaults,
  ...messageFaults,
  ...offeredFaults,
  ...pageParameterFaults,
  ...pageSeamFaults,
  ...pathFaults,
  ...placeFaults,
  ...raceFaults,
  ...readerFaults,
  ...refusalFaults,
  ...roomConfigFaults,
  ...roomFaults,
  ...shapeFaults,
  ...listShapeFaults,
  ...slotFaults,
  ...stateListFaults,
  ...statePlaceFaults,
  ...setterFaults,
  ...syncFaults,
  ...targetFaults,
  ...topicFaults,
  ...transactionFaults,
  ...unknownRoomFaults,
  ...viewFaults,
  ...walkFaults,
];
