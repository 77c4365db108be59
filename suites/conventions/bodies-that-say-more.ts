import type { RequirementId } from '../../harness/document/ids.ts';
import type { CallOptions, Reply, User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import { isSuccess, requireSuccess } from '../../harness/world/answers.ts';
import { enter, invite, membersOf, privateRoom } from '../../harness/world/rooms.ts';

/** A request whose body says more than its operation reads. */
interface Step {
  readonly requirement: RequirementId;
  readonly ask: (options: CallOptions) => Promise<Reply>;
  /** What the body holds besides. */
  readonly more: Readonly<Record<string, string>>;
  /** The memberships of the user whom the request is about and of the other one, before and after. */
  readonly before: readonly [user: string | undefined, other: string];
  readonly after: readonly [user: string, other: string];
}

const both = async (
  owner: User,
  roomId: string,
  user: User,
  other: User,
): Promise<readonly [string | undefined, string | undefined]> => {
  const members = await membersOf(owner, roomId);
  return [members.get(user.id), members.get(other.id)];
};

/** What an operation does is said by its path and by its own keys, not by those that other requests have. */
export const bodiesThatSayMore: Readonly<Record<string, CaseBody>> = {
  'short-forms-do-what-they-are-called': {
    title:
      'invite, join_room, leave and ban do to the user they are about what they are called, whatever else their body says',
    requires: ['INV-03', 'JOIN-03', 'LEAVE-03', 'BAN-03'],
    async run({ users, must }) {
      const [owner, user, other] = await users('owner', 'user', 'other');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, other);
      const about = { user_id: user.id };
      const elsewhere = { user_id: other.id, state_key: other.id };
      const judge = async ({ requirement, ask, more, before, after }: Step): Promise<void> => {
        const reply = await ask({ raw: JSON.stringify(more), wrong: true });
        if (!isSuccess(reply)) {
          must.notApplicable(requirement, 'this target refuses a body that says more');
          requireSuccess(await ask({}));
          return;
        }
        const seen = await both(owner, roomId, user, other);
        const held = must.on(requirement);
        held.equal(seen[1], after[1], 'membership of a user whom the request is not about');
        if (seen[0] === before[0] && before[0] !== after[0])
          throw new Broken('the request had no effect that could be seen');
        held.equal(seen[0], after[0], 'membership of the user whom the request is about');
      };

      await judge({
        requirement: 'INV-03',
        ask: (options) => owner.call('invite', { roomId, body: about }, options),
        more: { ...about, state_key: other.id, membership: 'leave' },
        before: [undefined, 'invite'],
        after: ['invite', 'invite'],
      });
      await judge({
        requirement: 'JOIN-03',
        ask: (options) => user.call('join_room', { roomId }, options),
        more: { ...elsewhere, membership: 'leave' },
        before: ['invite', 'invite'],
        after: ['join', 'invite'],
      });
      await enter(owner, roomId, other);
      await judge({
        requirement: 'LEAVE-03',
        ask: (options) => user.call('leave', { roomId }, options),
        more: { ...elsewhere, membership: 'ban' },
        before: ['join', 'join'],
        after: ['leave', 'join'],
      });
      await invite(owner, roomId, user);
      await judge({
        requirement: 'BAN-03',
        ask: (options) => owner.call('ban', { roomId, body: about }, options),
        more: { ...about, state_key: other.id, membership: 'leave' },
        before: ['invite', 'join'],
        after: ['ban', 'join'],
      });
    },
  },
};
