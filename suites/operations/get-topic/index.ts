import { suite } from '../../../harness/run/case.ts';
import { refusals } from './refusals.ts';
import { success } from './success.ts';

/** GET /rooms/{roomId}/state/m.room.topic. */
export const getTopic = suite('get_topic', {
  ...success,
  ...refusals,
});
