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
  'stranger-cannot-get-a-limited-one': {
    title: 'A user who was never in a private room cannot get its initialSync with limit either',
    requires: ['SYNC-14'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');
      const roomId = await privateRoom(owner);

      const limited = { undeclared: { limit: '2' } } as const;
      const refused = { observer: null, ...limited } as const;
      await must.refuse(403, stranger, 'get_room_sync_data', { roomId }, refused);
      await owner.need('get_room_sync_data', { roomId }, limited);
    },
  },
  ...tokenCases('get_room_sync_data', async (owner) => ({
    args: { roomId: await privateRoom(owner) },
  })),
};
