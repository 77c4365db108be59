import type { User } from '../../../harness/judge/user.ts';
import { membershipOf, privateRoom, publicRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import * as scene from '../shared/membership-scenes.ts';

/** Who may not invite (INV-11), and who cannot be invited (INV-12). */
export const inviteRefusals = {
  'stranger-cannot-invite': outsider('A user who never was in a private room', async (owner) =>
    privateRoom(owner),
  ),
  'stranger-cannot-invite-into-a-public-room': outsider(
    'A user who is not in a public room',
    async (owner) => publicRoom(owner),
  ),
  'invited-user-cannot-invite': outsider(
    'A user who is invited and has not joined',
    async (owner, actor) => {
      const roomId = await privateRoom(owner);
      await scene.invite(owner, roomId, actor);
      return roomId;
    },
  ),
  'user-who-left-cannot-invite': outsider('A user who left the room', async (owner, actor) => {
    const roomId = await privateRoom(owner);
    await scene.bring(owner, roomId, actor);
    await scene.leave(owner, roomId, actor);
    return roomId;
  }),
  'banned-user-cannot-invite': outsider('A user who is banned', async (owner, actor) => {
    const roomId = await privateRoom(owner);
    await scene.bring(owner, roomId, actor);
    await scene.ban(owner, roomId, actor);
    return roomId;
  }),
  'user-who-was-made-to-leave-cannot-invite': outsider(
    'A user who was made to leave the room',
    async (owner, actor) => {
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, actor);
      await scene.kick(owner, roomId, actor);
      return roomId;
    },
  ),
  'stranger-cannot-invite-by-put': {
    title: 'A user who never was in a private room cannot invite by a PUT with a txnId either',
    requires: ['INV-11'],
    async run({ users, must, fresh }) {
      const [owner, stranger, guest, other] = await users('owner', 'stranger', 'guest', 'other');
      const roomId = await privateRoom(owner);
      // Where there is no such PUT, INV-04 says so.
      await owner.need('invite', { roomId, body: { user_id: other.id }, txnId: fresh() });
      const request = { roomId, body: { user_id: guest.id } };
      const before = await membershipOf(owner, roomId, guest.id);

      const twin = { ...request, txnId: fresh() };
      await must.refuse(403, stranger, 'invite', twin, { observer: owner });
      must.equal(await membershipOf(owner, roomId, guest.id), before, 'membership of the guest');

      await owner.need('invite', { ...request, txnId: fresh() });
    },
  },
  'stranger-cannot-invite-a-member': {
    title: 'A user who never was in a private room cannot invite one of its members',
    requires: ['INV-11'],
    async run({ users, must }) {
      const [owner, stranger, member] = await users('owner', 'stranger', 'member');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, member);
      const request = { roomId, body: { user_id: member.id } };

      await must.refuse(403, stranger, 'invite', request, { observer: owner });

      await scene.leave(owner, roomId, member);
      await owner.need('invite', request);
    },
  },
  'joined-member-cannot-be-invited': {
    title: 'A user who is in the room already cannot be invited into it',
    requires: ['INV-12'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, member);
      const request = { roomId, body: { user_id: member.id } };
      const seenByBoth = async (): Promise<unknown> => [
        await membershipOf(owner, roomId, member.id),
        await membershipOf(member, roomId, member.id),
      ];
      const before = await seenByBoth();

      await must.refuse(403, owner, 'invite', request, { observer: owner });
      must.equal(await seenByBoth(), before, 'membership of the member, as both see it');

      await scene.leave(owner, roomId, member);
      await owner.need('invite', request);
    },
  },
  'member-cannot-invite-who-is-in-the-room': {
    title: 'A member without special power can invite neither another member nor the creator',
    requires: ['INV-12'],
    async run({ users, must }) {
      const [owner, member, other, guest] = await users('owner', 'member', 'other', 'guest');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, member, other);

      const another = { roomId, body: { user_id: other.id } };
      await must.refuse(403, member, 'invite', another, { observer: owner });
      const creator = { roomId, body: { user_id: owner.id } };
      await must.refuse(403, member, 'invite', creator, { observer: other });

      await owner.need('invite', { roomId, body: { user_id: guest.id } });
    },
  },
  'nobody-invites-oneself': {
    title: 'A user who is in the room cannot invite itself into it',
    requires: ['INV-12'],
    async run({ users, must }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, member);

      const creator = { roomId, body: { user_id: owner.id } };
      await must.refuse(403, owner, 'invite', creator, { observer: member });
      const itself = { roomId, body: { user_id: member.id } };
      await must.refuse(403, member, 'invite', itself, { observer: owner });

      await owner.need('invite', { roomId, body: { user_id: guest.id } });
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;

/** @param arrange makes a room in which `actor` stands as the title says. @returns its id */
function outsider(who: string, arrange: (owner: User, actor: User) => Promise<string>): CaseBody {
  return {
    title: `${who} can invite nobody into it`,
    requires: ['INV-11'],
    async run({ users, must }) {
      const [owner, actor, guest] = await users('owner', 'outsider', 'guest');
      const roomId = await arrange(owner, actor);
      const request = { roomId, body: { user_id: guest.id } };
      const before = await membershipOf(owner, roomId, guest.id);

      await must.refuse(403, actor, 'invite', request, { observer: owner });
      must.equal(await membershipOf(owner, roomId, guest.id), before, 'membership of the guest');
      // Whoever is invited already may repeat the invite, which makes nothing new.
      if ((await membershipOf(owner, roomId, actor.id)) !== 'invite') {
        const itself = { roomId, body: { user_id: actor.id } };
        await must.refuse(403, actor, 'invite', itself, { observer: owner });
      }

      await owner.need('invite', request);
    },
  };
}
