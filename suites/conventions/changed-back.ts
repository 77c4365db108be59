import type { User } from '../../harness/judge/user.ts';
import { at, isSuccess } from '../../harness/world/answers.ts';
import {
  ban,
  enter,
  invite,
  leave,
  membershipOf,
  openRoomWith,
} from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';

/** Somebody sets a user to leave, where the target allows it. @returns whether it did */
async function mayLeave(actor: User, roomId: string, user: User): Promise<boolean> {
  user.setups.overtake(roomId, user);
  const args = { roomId, userId: user.id, body: { membership: 'leave' } };
  return isSuccess(await actor.call('set_membership', args, { setup: true }));
}

/** Memberships that users had before, as somebody reads them who came last. */
export const changedBack: Readonly<Record<string, CaseBody>> = {
  'a-late-member-reads-memberships-that-changed-back': {
    title:
      'A member who came last reads in every view who left before, who is invited again, whose ban was lifted and who declined',
    requires: ['GMEM-03', 'MEMB-04', 'MEMB-11', 'GST-04', 'GST-05'],
    async run({ users, must }) {
      const [owner, gone, again, freed, guest, late] = await users(
        'owner',
        'gone',
        'again',
        'freed',
        'guest',
        'late',
      );
      const roomId = await openRoomWith(owner, gone, again, freed);
      await leave(owner, roomId, gone);
      await leave(owner, roomId, again);
      await invite(owner, roomId, again);
      await ban(owner, roomId, freed);
      await invite(owner, roomId, guest);
      // A server may let no ban be lifted, and no invite be declined.
      const lifted = await mayLeave(owner, roomId, freed);
      const declined = await mayLeave(guest, roomId, guest);
      await enter(owner, roomId, late);

      const expected: readonly (readonly [User, string])[] = [
        [gone, 'leave'],
        [again, 'invite'],
        [freed, lifted ? 'leave' : 'ban'],
        [guest, declined ? 'leave' : 'invite'],
      ];
      for (const [user, membership] of expected) {
        const read = await membershipOf(late, roomId, user.id);
        must.equal(read, membership, `membership of ${user.name}`);
      }
      const { chunk } = await late.need('get_members', { roomId });
      const state = await late.need('get_state_events', { roomId });
      const lists = [
        { listed: chunk, missing: 'MEMB-04', wrong: 'MEMB-04', twice: 'MEMB-11' },
        { listed: state, missing: 'GST-04', wrong: 'GST-05', twice: 'GST-05' },
      ] as const;
      for (const { listed, missing, wrong, twice } of lists) {
        // What has no state_key is nobody's membership, see MODEL-39 and CONV-19.
        const members = listed.filter((event) => event['type'] === 'm.room.member');
        if (members.every((event) => event['state_key'] === undefined)) continue;
        for (const [user, membership] of expected) {
          const own = members.filter((event) => event['state_key'] === user.id);
          must.on(missing).that(own.length > 0, `${user.name} in the list`, 'there', 'missing');
          must.on(twice).equal(own.length, 1, `number of events of ${user.name} in the list`);
          const listedAs = own.map((event) => at(event['content'], 'membership'));
          must.on(wrong).equal(listedAs, [membership], `membership of ${user.name} in the list`);
        }
      }
    },
  },
};
