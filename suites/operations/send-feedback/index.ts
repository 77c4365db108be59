import { suite } from '../../../harness/run/case.ts';
import { sendingCases } from '../shared/sending/index.ts';
import { refusals } from './refusals.ts';
import { sendingFeedback } from './sending.ts';
import { success } from './success.ts';
import { unusual } from './unusual.ts';

/** POST /rooms/{roomId}/send/m.room.message.feedback, and its PUT with a txnId. */
export const sendFeedback = suite('send_feedback', {
  ...success,
  ...unusual,
  ...refusals,
  ...sendingCases(sendingFeedback),
});
