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

/** Memberships that users had before, as somebody reads them who came last. */
export const changedBack: Readonly<Record<string, CaseBody>> = {
  'a-late-member-reads-memberships-that-changed-back': {
    title:
      'A member who came last reads in every view who left before, who is invited again and whose ban was lifted',
    requires: ['GMEM-03', 'MEMB-04', 'MEMB-11', 'GST-04', 'GST-05'],
    async run({ users, must }) {
      const [owner, gone, again, freed, late] = await users(
        'owner',
        'gone',
        'again',
        'freed',
        'late',
      );
      const roomId = await openRoomWith(owner, gone, again, freed);
      await leave(owner, roomId, gone);
      await leave(owner, roomId, again);
      await invite(owner, roomId, again);
      await ban(owner, roomId, freed);
      // A server may let no ban be lifted.
      const body = { membership: 'leave' };
      freed.setups.overtake(roomId, freed);
      const lifted = isSuccess(
        await owner.call('set_membership', { roomId, userId: freed.id, body }, { setup: true }),
      );
      await enter(owner, roomId, late);

      const expected: readonly (readonly [User, string])[] = [
        [gone, 'leave'],
        [again, 'invite'],
        [freed, lifted ? 'leave' : 'ban'],
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
