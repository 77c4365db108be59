import type { CaseBody } from '../../../harness/run/case.ts';
import {
  bring,
  enter,
  membershipOf,
  privateRoomWith,
  publicRoom,
} from '../../../harness/world/rooms.ts';
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
  'creator-leaves': {
    title: 'The creator can leave a room in which somebody else stays',
    requires: ['LEAVE-01', 'LEAVE-03'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoomWith(owner, member);

      must.on('LEAVE-01').succeed(await owner.call('leave', { roomId }));
      const { id } = owner;
      must.on('LEAVE-03').equal(await membershipOf(member, roomId, id), 'leave', 'membership');
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
