import { suite } from '../../../harness/run/case.ts';
import { recentMessages } from './recent-messages.ts';
import { refusals } from './refusals.ts';
import { success } from './success.ts';

/** GET /rooms/{roomId}/initialSync. */
export const getRoomSyncData = suite('get_room_sync_data', {
  ...success,
  ...recentMessages,
  ...refusals,
});
