import type { Reply, User } from '../../../harness/judge/user.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import {
  bring,
  invite,
  leave,
  membersOf,
  membershipOf,
  privateRoom,
} from '../../../harness/world/rooms.ts';
import {
  type Change,
  setMembership,
  shortForm,
  shortForms,
} from '../shared/membership-requests.ts';

/** Bring a guest to where a change is refused, and then to where it is allowed. */
interface Setups {
  setUpRefusal(owner: User, roomId: string, guest: User): Promise<unknown>;
  setUpSuccess(owner: User, roomId: string, guest: User): Promise<unknown>;
}

const nothing = async (): Promise<void> => {};

const setups: Readonly<Record<Change, Setups>> = {
  invite: { setUpRefusal: bring, setUpSuccess: leave },
  join: { setUpRefusal: nothing, setUpSuccess: invite },
  leave: { setUpRefusal: nothing, setUpSuccess: bring },
  ban: { setUpRefusal: bring, setUpSuccess: nothing },
};

/** set_membership and the short form of the same request do the same, so each is asked in a room of its own. */
export const forms: Readonly<Record<string, CaseBody>> = {
  'invite-is-the-same-in-either-form': caseOf('invite'),
  'join-is-the-same-in-either-form': caseOf('join'),
  'leave-is-the-same-in-either-form': caseOf('leave'),
  'ban-is-the-same-in-either-form': caseOf('ban'),
};

function caseOf(membership: Change): CaseBody {
  const operation = shortForms[membership];
  return {
    title: `Setting the membership to ${membership} and the operation ${operation} do the same`,
    requires: ['SMEM-21'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const rooms = { short: await privateRoom(owner), long: await privateRoom(owner) };
      const inBoth = async <T>(step: (roomId: string) => Promise<T>): Promise<readonly [T, T]> => [
        await step(rooms.short),
        await step(rooms.long),
      ];
      const askBoth = async (actor: User, user: User): Promise<void> => {
        const short = await shortForm(membership, actor, rooms.short, user).call();
        const long = await setMembership(actor, rooms.long, user, membership);
        must.equal(result(long), result(short), `result of set_membership, next to ${operation}`);
        const [seen, seenLong] = await inBoth((roomId) => membershipOf(owner, roomId, user.id));
        must.equal(seenLong, seen, `membership after set_membership, next to ${operation}`);
        const [listed, listedLong] = await inBoth((roomId) => membersOf(owner, roomId));
        const what = `membership in get_members after set_membership, next to ${operation}`;
        must.equal(listedLong.get(user.id) ?? null, listed.get(user.id) ?? null, what);
      };
      const { setUpRefusal, setUpSuccess } = setups[membership];
      const actor = membership === 'invite' || membership === 'ban' ? owner : guest;

      await inBoth((roomId) => setUpRefusal(owner, roomId, guest));
      await (membership === 'ban' ? askBoth(guest, owner) : askBoth(actor, guest));
      await inBoth((roomId) => setUpSuccess(owner, roomId, guest));
      await askBoth(actor, guest);
    },
  };
}

/** Any status of success will do (CONV-20). */
const result = (reply: Reply): string => (isSuccess(reply) ? 'success' : `status ${reply.status}`);
