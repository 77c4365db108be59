import { privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { refusedRequestCases } from '../shared/permissions.ts';
import { tokenCases } from '../shared/tokens.ts';

/** Users who may not get the initialSync of a private room, and requests without a valid token. */
export const refusals: Readonly<Record<string, CaseBody>> = {
  ...refusedRequestCases(
    'get_room_sync_data',
    { id: 'sync', text: 'get its initialSync', requirement: 'SYNC-14' },
    ['stranger', 'invited-user'],
    (_, roomId) => Promise.resolve({ roomId }),
  ),
  ...tokenCases('get_room_sync_data', async (owner) => ({
    args: { roomId: await privateRoom(owner) },
  })),
};
