import type { RequirementId } from '../../harness/document/ids.ts';
import type { Reply, User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { privateRoom } from '../../harness/world/rooms.ts';
import { strangerOf } from '../operations/shared/strangers.ts';
import type { CaseBody } from '../../harness/run/case.ts';

type Ask = (owner: User, roomId: string, userId: string) => Promise<Reply>;

const localparts = (mark: string): readonly string[] => [
  `${mark}.a`,
  `${mark}_b`,
  `${mark}-c`,
  `${mark}=d`,
  `0${mark}`,
];

/** The same mark without digits. */
const lettersOf = (mark: string): string =>
  mark.replaceAll(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)));

/** Whether a user without an account can be invited or banned is open, but a legal id is not a bad one. */
const idCase = (operation: string, requirement: RequirementId, ask: Ask): CaseBody => ({
  title: `${operation} takes every legal user id, whatever characters are in it`,
  requires: [requirement],
  async run({ users, must, fresh }) {
    const [owner] = await users('owner');
    const roomId = await privateRoom(owner);
    const mark = fresh();

    for (const localpart of localparts(mark)) {
      const { status } = await ask(owner, roomId, strangerOf(owner, localpart));
      const isBad = status === 400 || status >= 500;
      // An id of letters alone is as usual as can be: whether its user must have an account is another matter.
      if (isBad && (await ask(owner, roomId, strangerOf(owner, lettersOf(mark)))).status === status)
        throw new Broken(
          'an id of letters alone is answered alike, whose user has no account either',
        );
      must.that(!isBad, `answer to a user id like @${localpart.slice(-2)}:…`, 'no 400', status);
    }
  },
});

/** Ids of users, in the forms that are legal and rarely chosen. */
export const userIds: Readonly<Record<string, CaseBody>> = {
  'invite-takes-every-user-id': idCase('invite', 'INV-09', (owner, roomId, user_id) =>
    owner.call('invite', { roomId, body: { user_id } }),
  ),
  'ban-takes-every-user-id': idCase('ban', 'BAN-10', (owner, roomId, user_id) =>
    owner.call('ban', { roomId, body: { user_id } }),
  ),
  'set-membership-takes-every-user-id': idCase(
    'set_membership',
    'SMEM-07',
    (owner, roomId, userId) =>
      owner.call('set_membership', { roomId, userId, body: { membership: 'invite' } }),
  ),
};
