import type { User } from '../../../harness/judge/user.ts';
import { membershipOf, privateRoom, publicRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import * as scene from '../shared/membership-scenes.ts';

/** Who may not ban: members of default power (BAN-05) and users who are not in the room (BAN-06). */
export const banRefusals = {
  'member-cannot-ban': {
    title: 'A member without special power cannot ban another member, though the creator can',
    requires: ['BAN-05'],
    async run({ users, must }) {
      const [owner, member, target] = await users('owner', 'member', 'target');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, member, target);
      const request = { roomId, body: { user_id: target.id } };
      const seenByBoth = async (): Promise<unknown> => [
        await membershipOf(owner, roomId, target.id),
        await membershipOf(target, roomId, target.id),
      ];
      const before = await seenByBoth();

      await must.refuse(403, member, 'ban', request, { observer: owner });
      must.equal(await seenByBoth(), before, 'membership of the target, as both see it');

      await must.allow(owner, 'ban', request);
    },
  },
  'member-cannot-ban-by-put': {
    title: 'A member without special power cannot ban by a PUT with a txnId either',
    requires: ['BAN-05'],
    async run({ users, must, fresh }) {
      const [owner, member, target, other] = await users('owner', 'member', 'target', 'other');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, member, target, other);
      // Where there is no such PUT, BAN-04 says so.
      await owner.need('ban', { roomId, body: { user_id: other.id }, txnId: fresh() });
      const request = { roomId, body: { user_id: target.id } };
      const before = await membershipOf(owner, roomId, target.id);

      const twin = { ...request, txnId: fresh() };
      await must.refuse(403, member, 'ban', twin, { observer: owner });
      must.equal(await membershipOf(owner, roomId, target.id), before, 'membership of the target');

      await owner.need('ban', { ...request, txnId: fresh() });
    },
  },
  'member-cannot-ban-in-a-public-room': {
    title: 'A member without special power cannot ban another member of a public room',
    requires: ['BAN-05'],
    async run({ users, must }) {
      const [owner, member, target] = await users('owner', 'member', 'target');
      const roomId = await publicRoom(owner);
      await scene.enter(owner, roomId, member, target);
      const request = { roomId, body: { user_id: target.id } };
      const before = await membershipOf(owner, roomId, target.id);

      await must.refuse(403, member, 'ban', request, { observer: owner });
      must.equal(await membershipOf(owner, roomId, target.id), before, 'membership of the target');

      await owner.need('ban', request);
    },
  },
  'member-cannot-ban-the-creator-or-itself': {
    title: 'A member without special power can ban neither the creator of the room nor itself',
    requires: ['BAN-05'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, member);

      const memberships = async (): Promise<unknown> => [
        await membershipOf(member, roomId, owner.id),
        await membershipOf(owner, roomId, member.id),
      ];
      const before = await memberships();

      const creator = { roomId, body: { user_id: owner.id } };
      await must.refuse(403, member, 'ban', creator, { observer: owner });
      const itself = { roomId, body: { user_id: member.id } };
      await must.refuse(403, member, 'ban', itself, { observer: owner });
      must.equal(await memberships(), before, 'memberships of the creator and of the member');

      await owner.need('ban', itself);
    },
  },
  'member-cannot-ban-an-invited-user': {
    title: 'A member without special power cannot ban an invited user',
    requires: ['BAN-05'],
    async run({ users, must }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, member);
      await scene.invite(owner, roomId, guest);
      const request = { roomId, body: { user_id: guest.id } };
      const before = await membershipOf(owner, roomId, guest.id);

      await must.refuse(403, member, 'ban', request, { observer: owner });
      must.equal(await membershipOf(owner, roomId, guest.id), before, 'membership of the guest');

      await owner.need('ban', request);
    },
  },
  'stranger-cannot-ban': outsider('A user who never was in a private room', async (owner) =>
    privateRoom(owner),
  ),
  'stranger-cannot-ban-in-a-public-room': outsider(
    'A user who is not in a public room',
    async (owner) => publicRoom(owner),
  ),
  'invited-user-cannot-ban': outsider(
    'A user who is invited and has not joined',
    async (owner, actor) => {
      const roomId = await privateRoom(owner);
      await scene.invite(owner, roomId, actor);
      return roomId;
    },
  ),
  'user-who-left-cannot-ban': outsider('A user who left the room', async (owner, actor) => {
    const roomId = await privateRoom(owner);
    await scene.bring(owner, roomId, actor);
    await scene.leave(owner, roomId, actor);
    return roomId;
  }),
  'user-who-was-made-to-leave-cannot-ban': outsider(
    'A user who was made to leave the room',
    async (owner, actor) => {
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, actor);
      await scene.kick(owner, roomId, actor);
      return roomId;
    },
  ),
  'banned-user-cannot-ban': outsider('A user who is banned', async (owner, actor) => {
    const roomId = await privateRoom(owner);
    await scene.bring(owner, roomId, actor);
    await scene.ban(owner, roomId, actor);
    return roomId;
  }),
  'creator-of-another-room-cannot-ban': outsider(
    'A user with power in another room',
    async (owner, actor) => {
      await privateRoom(actor);
      return privateRoom(owner);
    },
  ),
} satisfies Readonly<Record<string, CaseBody>>;

/** @param arrange makes a room in which `actor` stands as the title says. @returns its id */
function outsider(who: string, arrange: (owner: User, actor: User) => Promise<string>): CaseBody {
  return {
    title: `${who} can ban nobody from it`,
    requires: ['BAN-06'],
    async run({ users, must }) {
      const [owner, actor, target] = await users('owner', 'outsider', 'target');
      const roomId = await arrange(owner, actor);
      await scene.bring(owner, roomId, target);
      const request = { roomId, body: { user_id: target.id } };
      const before = await membershipOf(owner, roomId, target.id);

      await must.refuse(403, actor, 'ban', request, { observer: owner });
      must.equal(await membershipOf(owner, roomId, target.id), before, 'membership of the target');
      // Whoever is banned already may ask for that again, which changes nothing.
      if ((await membershipOf(owner, roomId, actor.id)) !== 'ban') {
        const itself = { roomId, body: { user_id: actor.id } };
        await must.refuse(403, actor, 'ban', itself, { observer: owner });
      }

      await owner.need('ban', request);
    },
  };
}
