import type { CaseBody } from '../../../harness/run/case.ts';
import { bring, enter, publicRoom } from '../../../harness/world/rooms.ts';
import { ownMembershipCases } from '../shared/own-membership-cases.ts';

/** A member can leave. */
export const success = {
  ...ownMembershipCases(
    'leave',
    { success: 'member-leaves', bodyless: 'leave-without-a-body' },
    'A member can leave a private room',
    { method: 'LEAVE-01', answer: 'LEAVE-02', body: 'LEAVE-05' },
    bring,
  ),
  'member-leaves-a-public-room': {
    title: 'A member can leave a public room',
    requires: ['LEAVE-01'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await publicRoom(owner);
      await enter(owner, roomId, member);

      await must.allow(member, 'leave', { roomId });
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
