import { suite } from '../../../harness/run/case.ts';
import { sendingCases } from '../shared/sending/index.ts';
import { contents } from './contents.ts';
import { refusals } from './refusals.ts';
import { sendingMessages } from './sending.ts';
import { success } from './success.ts';
import { transactions } from './transactions.ts';
import { unusual } from './unusual.ts';

/** POST /rooms/{roomId}/send/m.room.message, and its PUT with a txnId. */
export const sendMessage = suite('send_message', {
  ...success,
  ...contents,
  ...unusual,
  ...refusals,
  ...transactions,
  ...sendingCases(sendingMessages),
});
