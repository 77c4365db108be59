import { suite } from '../../../harness/run/case.ts';
import { events } from './events.ts';
import { refusals } from './refusals.ts';
import { success } from './success.ts';

/** GET /rooms/{roomId}/state. */
export const getStateEvents = suite('get_state_events', {
  ...success,
  ...events,
  ...refusals,
});
