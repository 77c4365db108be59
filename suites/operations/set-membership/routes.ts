import type { Reply, User } from '../../../harness/judge/user.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import {
  bring,
  invite,
  leave,
  membersOf,
  membershipOf,
  privateRoom,
} from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { change } from './scenes.ts';

/** A request in its short form; its long form is set_membership of `membership`. */
interface Verb {
  readonly membership: 'invite' | 'join' | 'leave' | 'ban';
  readonly operation: 'invite' | 'join_room' | 'leave' | 'ban';
  /** Puts the guest where the request is refused, and then where it is allowed. */
  refusedScene(owner: User, roomId: string, guest: User): Promise<unknown>;
  allowedScene(owner: User, roomId: string, guest: User): Promise<unknown>;
}

const nothing = async (): Promise<void> => {};

const verbs: readonly Verb[] = [
  {
    membership: 'invite',
    operation: 'invite',
    refusedScene: bring,
    allowedScene: (_owner, roomId, guest) => leave(guest, roomId),
  },
  { membership: 'join', operation: 'join_room', refusedScene: nothing, allowedScene: invite },
  { membership: 'leave', operation: 'leave', refusedScene: nothing, allowedScene: bring },
  { membership: 'ban', operation: 'ban', refusedScene: bring, allowedScene: nothing },
];

/** The short and the long form of a request do the same, so everything is done twice, in two rooms. */
export const routes: Readonly<Record<string, CaseBody>> = Object.fromEntries(
  verbs.map((verb) => [`${verb.membership}-is-the-same-by-either-route`, caseOf(verb)]),
);

function caseOf(verb: Verb): CaseBody {
  const { membership, operation } = verb;
  return {
    title: `Setting the membership to ${membership} and the operation ${operation} do the same`,
    requires: ['SMEM-21'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const rooms = { short: await privateRoom(owner), long: await privateRoom(owner) };
      const inBoth = async <T>(act: (roomId: string) => Promise<T>): Promise<readonly [T, T]> => [
        await act(rooms.short),
        await act(rooms.long),
      ];
      const ask = async (actor: User, user: User): Promise<void> => {
        const short = await shortForm(verb, actor, rooms.short, user);
        const options = membership === 'ban' ? { wrong: true as const } : {};
        const long = await actor.call(
          'set_membership',
          change(rooms.long, user, membership),
          options,
        );
        must.equal(
          result(long),
          result(short),
          `what set_membership came to, next to ${operation}'s`,
        );
        const [told, toldLong] = await inBoth((roomId) => membershipOf(owner, roomId, user.id));
        must.equal(toldLong, told, `membership after set_membership, next to ${operation}'s`);
        const [listed, listedLong] = await inBoth((roomId) => membersOf(owner, roomId));
        const what = `membership in get_members after set_membership, next to ${operation}'s`;
        must.equal(listedLong.get(user.id) ?? null, listed.get(user.id) ?? null, what);
      };
      const byOwner = membership === 'invite' || membership === 'ban';

      await inBoth((roomId) => verb.refusedScene(owner, roomId, guest));
      await (membership === 'ban' ? ask(guest, owner) : ask(byOwner ? owner : guest, guest));
      await inBoth((roomId) => verb.allowedScene(owner, roomId, guest));
      await ask(byOwner ? owner : guest, guest);
    },
  };
}

/** Which of the statuses of success it is is not at issue here (CONV-20). */
const result = (reply: Reply): string => (isSuccess(reply) ? 'success' : `status ${reply.status}`);

function shortForm({ operation }: Verb, actor: User, roomId: string, user: User): Promise<Reply> {
  switch (operation) {
    case 'invite':
    case 'ban':
      return actor.call(operation, { roomId, body: { user_id: user.id } });
    case 'join_room':
    case 'leave':
      return actor.call(operation, { roomId });
  }
}
