import { privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { refusedRequestCases } from '../shared/permissions.ts';
import { tokenCases } from '../shared/tokens.ts';

/** Users who may not list the state of a private room, and requests without a valid token. */
export const refusals: Readonly<Record<string, CaseBody>> = {
  ...refusedRequestCases(
    'get_state_events',
    { id: 'list-state', text: 'list its state', requirement: 'GST-08' },
    ['stranger', 'invited-user'],
    (_, roomId) => Promise.resolve({ roomId }),
  ),
  ...tokenCases('get_state_events', async (owner) => ({
    args: { roomId: await privateRoom(owner) },
  })),
};
