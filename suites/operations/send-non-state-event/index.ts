import { suite } from '../../../harness/run/case.ts';
import { sendingCases } from '../shared/sending/index.ts';
import { contents } from './contents.ts';
import { identities } from './identities.ts';
import { refusals } from './refusals.ts';
import { sendingEvents } from './sending.ts';
import { success } from './success.ts';
import { unusual } from './unusual.ts';

/** POST /rooms/{roomId}/send/{eventType}, and its PUT with a txnId. */
export const sendNonStateEvent = suite('send_non_state_event', {
  ...success,
  ...contents,
  ...unusual,
  ...identities,
  ...refusals,
  ...sendingCases(sendingEvents),
});
