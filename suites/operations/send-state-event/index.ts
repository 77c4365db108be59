import { suite } from '../../../harness/run/case.ts';
import { keys } from './keys.ts';
import { refusals } from './refusals.ts';
import { replacement } from './replacement.ts';
import { success } from './success.ts';
import { unusual } from './unusual.ts';

/** PUT /rooms/{roomId}/state/{eventType}/{stateKey}; the key may be left out. */
export const sendStateEvent = suite('send_state_event', {
  ...success,
  ...replacement,
  ...keys,
  ...unusual,
  ...refusals,
});
