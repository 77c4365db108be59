import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess, listedIn } from '../../../harness/world/answers.ts';
import { page, startOf } from '../../../harness/world/pages.ts';
import { privateRoom, openRoomWith } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';

const accepted = (
  parameter: 'from' | 'to',
  end: 'start' | 'end',
  requirement: RequirementId,
): CaseBody => ({
  title: `get_members accepts a ${parameter} token`,
  requires: [requirement],
  async run({ users, must }) {
    const [owner] = await users('owner');
    const roomId = await privateRoom(owner);
    const token = await tokenOf(owner, roomId, end);

    const reply = await owner.call('get_members', { roomId, [parameter]: token });
    must.succeed(reply);
    if (!Array.isArray(at(reply.json, 'chunk'))) throw new Broken('the answer is not a list');
  },
});

/** The parameters of the list; what from and to do is left open (DEF-38). */
export const parameters = {
  'from-is-accepted': accepted('from', 'start', 'MEMB-07'),
  'to-is-accepted': accepted('to', 'end', 'MEMB-08'),
  'limit-is-honoured-or-ignored': {
    title: 'If the server honours a limit, the list of members is no longer than that',
    requires: ['MEMB-09'],
    async run({ users, must, reading }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);

      const reply = await owner.call('get_members', { roomId, limit: 1 });

      const count = listedIn(reply, 'member in the list', 'chunk').length;
      reading('members-paging', count > 1 ? 'ignored' : 'honoured');
      if (count > 1)
        must.notApplicable('MEMB-09', 'this target ignores the limit, as servers may (DEF-38)');
      else must.that(count <= 1, 'number of members listed with limit=1', 'at most 1', count);
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;

/** A token that the server must know: one of its list of members, or one of its messages. @throws Broken */
async function tokenOf(reader: User, roomId: string, end: 'start' | 'end'): Promise<string> {
  const plain = await reader.call('get_members', { roomId });
  if (!isSuccess(plain))
    throw new Broken(`members cannot be listed at all (status ${plain.status})`);
  const token = at(plain.json, end);
  if (typeof token === 'string') return token;
  return startOf(await page(reader, roomId, { limit: 2 }));
}
