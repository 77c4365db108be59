import { expect, it } from 'vitest';
import type { Outcome } from '../harness/run/outcome.ts';
import {
  ApiError,
  createReferenceServer,
  type Context,
  type Parts,
  referenceParts,
} from '../reference-server/index.ts';
import { sendTo } from '../selftest/in-process.ts';
import { cases } from '../suites/index.ts';
import { runCases } from './testing/in-process.ts';

/** Runs some cases against a server of which a part is odd. */
async function judged(
  spoil: (right: Parts) => Partial<Parts>,
  ids: readonly string[],
): Promise<readonly Outcome[]> {
  const server = createReferenceServer({ parts: { ...referenceParts, ...spoil(referenceParts) } });
  const chosen = cases.filter(({ id }) => ids.includes(id));
  expect(chosen).toHaveLength(ids.length);
  const search = { seed: 1, runs: 2, milliseconds: null };
  return runCases(sendTo(server), chosen, { search });
}

const causeOf = (outcome: Outcome): string =>
  outcome.verdict === 'broken' ? outcome.cause : outcome.verdict;

/** Whoever reads leaves an event in the room. */
const leavesATrace =
  (name: 'get_members' | 'get_messages') =>
  ({ operations }: Parts): Partial<Parts> => ({
    operations: {
      ...operations,
      [name]: async (context: Context) => {
        const answer = await operations[name](context);
        const { parts, world, params, caller } = context;
        const room = parts.rooms.find(world, params.roomId);
        const trace = { type: 'com.example.read', sender: caller.userId, content: {} };
        if (room !== undefined)
          parts.rooms.append(context, room, { ...trace, stateKey: undefined });
        return answer;
      },
    },
  });

it('what a read leaves in a room is not held against a request that was refused', async () => {
  const outcomes = await judged(leavesATrace('get_members'), [
    'get_members/refused-without-token',
    'get_members/refused-with-unknown-token',
  ]);
  const causes = outcomes.map(causeOf);
  expect(new Set(causes)).toEqual(
    new Set([
      'the room changed, and not by the request that must not change it: it did not when nothing else was asked for',
    ]),
  );
});

it('a property ends where a room gets longer whenever it is read', async () => {
  const walks = cases.filter(({ id }) => id.startsWith('pagination-walk/')).map(({ id }) => id);
  const outcomes = await judged(leavesATrace('get_messages'), walks);
  expect(outcomes.map(({ verdict }) => verdict)).not.toContain('passed');
});

/** Invites of users who have no account are refused. */
const knowsItsUsers =
  (status: number) =>
  ({ permissions }: Parts): Partial<Parts> => ({
    permissions: {
      ...permissions,
      changeMembership: (context, change) => {
        const isKnown = context.world.accounts.secrets.has(change.userId);
        if (change.requested === 'invite' && !isKnown)
          throw new ApiError(status, 'M_UNKNOWN', 'There is no such user.');
        return permissions.changeMembership(context, change);
      },
    },
  });

it.each([400, 403, 404])(
  'a server that invites only users with an account, and answers %d, is not judged for it',
  async (status) => {
    const outcomes = await judged(knowsItsUsers(status), [
      'conventions/content-of-a-membership-is-not-its-event',
      'conventions/forty-invited-users-are-listed',
      'set_membership/unusual-values-come-back',
      'conventions/invite-takes-every-user-id',
      'conventions/set-membership-takes-every-user-id',
    ]);
    expect(outcomes.map(({ verdict }) => verdict)).not.toContain('failed');
    // What needs such users has nothing to judge, for one reason.
    const reasons = outcomes.flatMap(({ notApplicable }) => Object.values(notApplicable));
    expect(new Set(reasons)).toEqual(
      new Set(['this target lets only users with an account be invited']),
    );
  },
);
