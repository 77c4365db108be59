import type { ReferenceServerOptions } from '../index.ts';
import { referenceParts } from '../reference-parts.ts';
import { membershipAtOnceFaults } from './any-operation/at-once-memberships.ts';
import { atOnceFaults } from './any-operation/at-once.ts';
import { rareReaderFaults } from './any-operation/rare-readers.ts';
import { rareReadFaults } from './any-operation/rare-reads.ts';
import { historyFaults } from './any-operation/histories.ts';
import { longRoomFaults } from './any-operation/long-rooms.ts';
import { putFaults } from './any-operation/puts.ts';
import { rareBodyFaults } from './any-operation/rare-bodies.ts';
import { rareContentFaults } from './any-operation/rare-contents.ts';
import { rareFormFaults } from './any-operation/rare-forms.ts';
import { rareLookupFaults } from './any-operation/rare-lookups.ts';
import { rareOutcomeFaults } from './any-operation/rare-outcomes.ts';
import { rareReturnFaults } from './any-operation/rare-returns.ts';
import { rareSequelFaults } from './any-operation/rare-sequels.ts';
import { rareStandingFaults } from './any-operation/rare-standings.ts';
import { rareStateFaults } from './any-operation/rare-state.ts';
import { rareWriteFaults } from './any-operation/rare-writes.ts';
import { replayFaults } from './any-operation/replays.ts';
import { spellingFaults } from './any-operation/spellings.ts';
import { awkwardContentFaults } from './any-operation/awkward-content.ts';
import { bodyFaults } from './any-operation/bodies.ts';
import { countFaults } from './any-operation/counts.ts';
import { effectFaults } from './any-operation/effects.ts';
import { encodingFaults } from './any-operation/encoding.ts';
import { errorFaults } from './any-operation/errors.ts';
import { eventKeyFaults } from './any-operation/event-keys.ts';
import { eventFaults } from './any-operation/events.ts';
import { idFaults } from './any-operation/ids.ts';
import { outsiderFaults } from './any-operation/outsiders.ts';
import { pathFaults } from './any-operation/paths.ts';
import { propertyFaults } from './any-operation/properties.ts';
import { refusalWithEffectFaults } from './any-operation/refusals-with-effect.ts';
import { refusalFaults } from './any-operation/refusals.ts';
import { routeFaults } from './any-operation/routes.ts';
import { standingFaults } from './any-operation/standings.ts';
import { successFaults } from './any-operation/successes.ts';
import { targetFaults } from './any-operation/targets.ts';
import { tokenFormFaults } from './any-operation/token-forms.ts';
import { tokenFaults } from './any-operation/tokens.ts';
import { tornFaults } from './any-operation/torn.ts';
import { transactionFaults } from './any-operation/transactions.ts';
import { unknownRoomFaults } from './any-operation/unknown-rooms.ts';
import { lateViewFaults, viewFaults } from './any-operation/views.ts';
import { banFaults } from './ban.ts';
import { createRoomFaults } from './create-room/index.ts';
import type { Fault } from './fault.ts';
import { getMembersFaults } from './get-members.ts';
import { getMembershipFaults } from './get-membership.ts';
import { getMessagesFaults } from './get-messages/index.ts';
import { getRoomSyncDataFaults } from './get-room-sync-data.ts';
import { getStateEventsFaults } from './get-state-events.ts';
import { getTopicFaults } from './get-topic.ts';
import { inviteFaults } from './invite.ts';
import { joinRoomFaults } from './join-room.ts';
import { joinFaults } from './join.ts';
import { leaveFaults } from './leave.ts';
import { sendFeedbackFaults } from './send-feedback.ts';
import { sendMessageFaults } from './send-message.ts';
import { sendNonStateEventFaults } from './send-non-state-event.ts';
import { sendStateEventFaults } from './send-state-event/index.ts';
import { setMembershipFaults } from './set-membership/index.ts';
import { setTopicFaults } from './set-topic.ts';

/** A fault of the catalogue, and how to start the server that has it. */
export type KnownFault = Fault & {
  readonly id: string;
  /** Makes fresh options for each server: a fault may count or remember while its server runs. */
  readonly options: () => ReferenceServerOptions;
};

/** The faults of each operation, and those that several operations can have. */
const catalogue = [
  rareReadFaults,
  rareReaderFaults,
  awkwardContentFaults,
  atOnceFaults,
  membershipAtOnceFaults,
  historyFaults,
  longRoomFaults,
  putFaults,
  rareBodyFaults,
  rareContentFaults,
  rareFormFaults,
  rareLookupFaults,
  rareOutcomeFaults,
  rareReturnFaults,
  rareSequelFaults,
  rareStandingFaults,
  rareStateFaults,
  rareWriteFaults,
  replayFaults,
  spellingFaults,
  tornFaults,
  countFaults,
  refusalWithEffectFaults,
  standingFaults,
  tokenFormFaults,
  bodyFaults,
  effectFaults,
  encodingFaults,
  errorFaults,
  eventFaults,
  eventKeyFaults,
  idFaults,
  outsiderFaults,
  pathFaults,
  propertyFaults,
  refusalFaults,
  routeFaults,
  successFaults,
  targetFaults,
  tokenFaults,
  transactionFaults,
  unknownRoomFaults,
  viewFaults,
  lateViewFaults,
  banFaults,
  createRoomFaults,
  getMembersFaults,
  getMembershipFaults,
  getMessagesFaults,
  getRoomSyncDataFaults,
  getStateEventsFaults,
  getTopicFaults,
  inviteFaults,
  joinFaults,
  joinRoomFaults,
  leaveFaults,
  sendFeedbackFaults,
  sendMessageFaults,
  sendNonStateEventFaults,
  sendStateEventFaults,
  setMembershipFaults,
  setTopicFaults,
];

/** Every fault: the reference server with one thing wrong, which a suite must find. */
export const faults: readonly KnownFault[] = catalogue
  .flatMap((group) => Object.entries<Fault>(group))
  .map(([id, { summary, violates, spoil }]) => ({
    id,
    summary,
    violates,
    spoil,
    options: () => ({ parts: { ...referenceParts, ...spoil(referenceParts) } }),
  }));
