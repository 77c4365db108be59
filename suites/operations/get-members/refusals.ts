import { privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { forbiddenCases } from '../shared/permissions.ts';
import { tokenCases } from '../shared/tokens.ts';

/** Users who may not list the members of a private room, and requests without a valid token. */
export const refusals: Readonly<Record<string, CaseBody>> = {
  ...forbiddenCases(
    { id: 'list-members', text: 'list its members', requirement: 'MEMB-12' },
    ['stranger', 'invited-user'],
    async ({ must }, { owner, user, roomId, admit }) => {
      await owner.need('get_members', { roomId });

      await must.refuse(403, user, 'get_members', { roomId }, { observer: null });

      await admit?.();
      await (admit === null ? owner : user).need('get_members', { roomId });
    },
  ),
  ...tokenCases('get_members', async (owner) => ({ args: { roomId: await privateRoom(owner) } })),
};
