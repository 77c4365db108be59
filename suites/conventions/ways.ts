import type { RequirementId } from '../../harness/document/ids.ts';
import type { Reply, User } from '../../harness/judge/user.ts';
import { joinBy } from '../../harness/world/joining.ts';
import {
  admit,
  ban,
  bring,
  hasMembership,
  invite,
  kick,
  leave,
  type Visibility,
} from '../../harness/world/rooms.ts';

/** A room with its creator and a member, and the user who comes in. */
export interface Setup {
  readonly owner: User;
  readonly guest: User;
  /** A member without power. */
  readonly member: User;
  readonly roomId: string;
  readonly alias: string;
  readonly fresh: () => string;
}

/** A way into a room. */
export interface Way {
  /** As the title says it, behind "A user who". */
  readonly who: string;
  readonly visibility: Visibility;
  /** The requirement that a user can come in this way. */
  readonly requirement: RequirementId;
  readonly needs?: 'aliases';
  /** What must have come to pass first, and is open. @returns whether this target lets it; if not, nothing is judged */
  readonly provided?: (setup: Setup) => Promise<boolean>;
  /** What happened before. */
  readonly before?: (setup: Setup) => Promise<unknown>;
  readonly join: (setup: Setup) => Promise<Reply>;
}

/** Joins as join_room does. */
export const byPost = ({ guest, roomId }: Setup): Promise<Reply> =>
  guest.call('join_room', { roomId });

const joinLong = ({ guest, roomId }: Setup): Promise<Reply> =>
  guest.call('set_membership', { roomId, userId: guest.id, body: { membership: 'join' } });

const admitAnd =
  (out: (owner: User, roomId: string, user: User) => Promise<void>, again = false) =>
  async ({ owner, guest, roomId }: Setup): Promise<void> => {
    await bring(owner, roomId, guest);
    await out(owner, roomId, guest);
    if (again) await invite(owner, roomId, guest);
  };

/** Whether a ban can be lifted by setting the user to leave is open. @returns whether it was lifted */
async function banAndLift({ owner, guest, roomId }: Setup): Promise<boolean> {
  await bring(owner, roomId, guest);
  await ban(owner, roomId, guest);
  const body = { membership: 'leave' };
  await owner.call('set_membership', { roomId, userId: guest.id, body });
  return hasMembership(owner, roomId, guest, 'leave');
}

/** Who cannot join a public room uninvited, which JOIN-09 is about, is invited. */
const letIn: Way['before'] = ({ owner, guest, roomId }) => admit(owner, roomId, guest);

/** The ways into a room, and what may have happened before. */
export const ways: Readonly<Record<string, Way>> = {
  'by-post-of-join': {
    who: 'joins a public room',
    visibility: 'public',
    requirement: 'JOIN-09',
    join: byPost,
  },
  'by-put-of-join': {
    who: 'joins a public room by a PUT with a txnId',
    visibility: 'public',
    requirement: 'JOIN-04',
    before: letIn,
    join: ({ guest, roomId, fresh }) => guest.call('join_room', { roomId, txnId: fresh() }),
  },
  'by-set-membership': {
    who: 'joins a public room by set_membership',
    visibility: 'public',
    requirement: 'SMEM-21',
    before: letIn,
    join: joinLong,
  },
  'by-id': {
    who: 'is invited and joins a public room by its id',
    visibility: 'public',
    requirement: 'JID-03',
    before: ({ owner, guest, roomId }) => invite(owner, roomId, guest),
    join: async ({ guest, roomId }) => (await joinBy(guest, roomId)).reply,
  },
  'by-alias': {
    who: 'joins a public room by its alias',
    visibility: 'public',
    requirement: 'JID-03',
    needs: 'aliases',
    before: letIn,
    join: async ({ guest, alias }) => (await joinBy(guest, alias)).reply,
  },
  'by-alias-when-invited': {
    who: 'is invited and joins a private room by its alias',
    visibility: 'private',
    requirement: 'JID-03',
    needs: 'aliases',
    before: ({ owner, guest, roomId }) => invite(owner, roomId, guest),
    join: async ({ guest, alias }) => (await joinBy(guest, alias)).reply,
  },
  'by-invite': {
    who: 'is invited and joins a private room',
    visibility: 'private',
    requirement: 'INV-03',
    before: ({ owner, guest, roomId }) => invite(owner, roomId, guest),
    join: byPost,
  },
  'by-invite-of-a-member': {
    who: 'is invited by a member without power and joins a private room',
    visibility: 'private',
    requirement: 'INV-03',
    // Any member may invite into a private room (CONV-23).
    before: ({ member, guest, roomId }) => invite(member, roomId, guest),
    join: byPost,
  },
  'by-invite-and-set-membership': {
    who: 'is invited and joins a private room by set_membership',
    visibility: 'private',
    requirement: 'SMEM-16',
    before: ({ owner, guest, roomId }) => invite(owner, roomId, guest),
    join: joinLong,
  },
  'again-after-leaving-a-public-room': {
    who: 'left a public room and joins it again',
    visibility: 'public',
    requirement: 'JOIN-09',
    before: admitAnd(leave),
    join: byPost,
  },
  'again-after-leaving-a-private-room': {
    who: 'left a private room and joins it again by a new invite',
    visibility: 'private',
    requirement: 'LEAVE-09',
    before: admitAnd(leave, true),
    join: byPost,
  },
  'again-after-a-kick-from-a-public-room': {
    who: 'was kicked from a public room and joins it again',
    visibility: 'public',
    requirement: 'JOIN-09',
    before: admitAnd(kick),
    join: byPost,
  },
  'again-after-a-kick-from-a-private-room': {
    who: 'was kicked from a private room and joins it again by a new invite',
    visibility: 'private',
    requirement: 'INV-03',
    before: admitAnd(kick, true),
    join: byPost,
  },
  'again-after-three-kicks-from-a-private-room': {
    who: 'was kicked three times from a private room and joins it again by a new invite',
    visibility: 'private',
    requirement: 'INV-03',
    before: async (setup) => {
      for (const _ of [1, 2, 3]) await admitAnd(kick)(setup);
      await invite(setup.owner, setup.roomId, setup.guest);
    },
    join: byPost,
  },
  'again-after-a-ban-from-a-private-room': {
    who: 'was banned from a private room and joins it by an invite when the ban is lifted',
    visibility: 'private',
    requirement: 'INV-03',
    provided: banAndLift,
    before: ({ owner, guest, roomId }) => invite(owner, roomId, guest),
    join: byPost,
  },
  'again-after-a-ban-from-a-public-room': {
    who: 'was banned from a public room and joins it again when the ban is lifted',
    visibility: 'public',
    requirement: 'JOIN-09',
    provided: banAndLift,
    join: byPost,
  },
};
