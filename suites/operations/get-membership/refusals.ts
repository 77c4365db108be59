import { Broken } from '../../../harness/judge/verdict.ts';
import { errcodeOf, isSuccess } from '../../../harness/world/answers.ts';
import { bring, invite, privateRoom, publicRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { tokenCases } from '../shared/tokens.ts';

/** The beginning of a user id, more than it, and patterns of it. */
function nearly(userId: string): readonly string[] {
  const [localpart = '', ...domain] = userId.split(':');
  const start = localpart.slice(0, -1);
  return [`${start}_`, `${start}%`, `${localpart}0`, start].map((own) =>
    [own, ...domain].join(':'),
  );
}

/** Users without a membership, and requests without a valid token. */
export const refusals: Readonly<Record<string, CaseBody>> = {
  'never-a-member-is-not-found': {
    title:
      'A user who never had a membership in the room is answered 404, whatever it is in other rooms and whichever member asks',
    requires: ['GMEM-07', 'CONV-06'],
    async run({ users, must }) {
      const [owner, member, stranger] = await users('owner', 'member', 'stranger');
      const elsewhere = await privateRoom(owner);
      await bring(owner, elsewhere, stranger);

      for (const roomId of [await privateRoom(owner), await publicRoom(owner)]) {
        const asked = { roomId, userId: stranger.id };
        const reply = await must.refuse(404, owner, 'get_membership', asked, { observer: owner });
        const errcode = errcodeOf(reply);
        const what = 'errcode for a user without a membership';
        // An error without errcode and error is reported against CONV-05.
        if (errcode === undefined) must.notApplicable('CONV-06', 'the error has no errcode');
        else must.on('CONV-06').equal(errcode, 'M_NOT_FOUND', what);
        await bring(owner, roomId, member);
        const ofMember = await member.call('get_membership', asked);
        if (ofMember.status !== 404) {
          // Whoever reads no membership at all is refused for another reason.
          const own = await member.call('get_membership', { roomId, userId: member.id });
          if (!isSuccess(own))
            throw new Broken('the member does not read a membership of their own');
        }
        must.status(ofMember, 404);
        await invite(owner, roomId, stranger);
        must.succeed(await owner.call('get_membership', asked));
      }
    },
  },
  'nearly-a-member-is-not-found': {
    title: 'A user id that is nearly the one of a member is answered 404',
    requires: ['GMEM-07'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      must.succeed(await owner.call('get_membership', { roomId, userId: owner.id }));

      for (const userId of nearly(owner.id)) {
        must.status(await owner.call('get_membership', { roomId, userId }), 404);
      }
    },
  },
  ...tokenCases('get_membership', async (owner) => ({
    args: { roomId: await privateRoom(owner), userId: owner.id },
  })),
};
