import type { CaseBody } from '../../../harness/run/case.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import { tokenCases } from '../shared/tokens.ts';

/** Who cannot leave, beyond the cells of the membership table. */
export const refusals = {
  ...tokenCases('leave', async (owner, other) => {
    const roomId = await privateRoom(owner);
    await bring(owner, roomId, other);
    return { args: { roomId }, actor: other };
  }),
} satisfies Readonly<Record<string, CaseBody>>;
