import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { page } from '../../../harness/world/pages.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';

/** What may be asked of a list of members; what comes of `from` and `to` is free (DEF-38). */
export const parameters = {
  'from-is-accepted': {
    title: 'The list can be asked for from a token',
    requires: ['MEMB-07'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const from = await tokenOf(owner, roomId, 'start');

      must.succeed(await owner.call('get_members', { roomId, from }));
    },
  },
  'to-is-accepted': {
    title: 'The list can be asked for up to a token',
    requires: ['MEMB-08'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const to = await tokenOf(owner, roomId, 'end');

      must.succeed(await owner.call('get_members', { roomId, to }));
    },
  },
  'limit-is-honoured-or-ignored': {
    title: 'A list with a limit has no more members than that, at a target that honours limits',
    requires: ['MEMB-09'],
    async run({ users, must, reading }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      const reply = await owner.call('get_members', { roomId, limit: 1 });

      const chunk = at(reply.json, 'chunk');
      const count = Array.isArray(chunk) ? chunk.length : 2;
      reading('members-paging', count > 1 ? 'ignored' : 'honoured');
      if (count > 1) must.notApplicable('MEMB-09', 'no server of the time honoured it (DEF-38)');
      else must.that(count <= 1, 'members listed with a limit of 1', 'at most 1', count);
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;

/** A token a server must know: one of its list of members, or else one of its messages. */
async function tokenOf(reader: User, roomId: string, end: 'start' | 'end'): Promise<string> {
  const plain = await reader.call('get_members', { roomId });
  if (!isSuccess(plain)) throw new Broken(`members cannot be listed at all (${plain.status})`);
  const token = at(plain.json, end);
  if (typeof token === 'string') return token;
  return (await page(reader, roomId, { limit: 2 })).start ?? 'START';
}
