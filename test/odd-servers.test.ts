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
  options: Parameters<typeof runCases>[2] = {},
): Promise<readonly Outcome[]> {
  const server = createReferenceServer({ parts: { ...referenceParts, ...spoil(referenceParts) } });
  const chosen = cases.filter(({ id }) => ids.includes(id));
  expect(chosen).toHaveLength(ids.length);
  const search = { seed: 1, runs: 2, milliseconds: null };
  return runCases(sendTo(server), chosen, { search, ...options });
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

/** Every new room begins with a message. */
const greets = ({ operations }: Parts): Partial<Parts> => ({
  operations: {
    ...operations,
    create_room: async (context: Context) => {
      const answer = await operations.create_room(context);
      const { parts, world, caller } = context;
      const room = [...world.rooms.values()].at(-1);
      const content = { msgtype: 'm.text', body: 'Welcome' };
      const greeting = { type: 'm.room.message', sender: caller.userId, content };
      if (room !== undefined)
        parts.rooms.append(context, room, { ...greeting, stateKey: undefined });
      return answer;
    },
  },
});

it('a message that a server writes into new rooms is not taken for one that was sent', async () => {
  const outcomes = await judged(greets, [
    'get_messages/every-message-is-found',
    'get_messages/dir-b-is-newest-first',
    'get_messages/dir-f-is-oldest-first',
    'send_message/message-sent-twice-is-listed-twice',
    'send_message/replayed-put-is-one-message',
    'send_message/txn-ids-are-compared-exactly',
    'send_message/same-txn-of-two-users-is-two-messages',
  ]);
  expect(outcomes.map(causeOf)).toEqual(outcomes.map(() => 'passed'));
});

/** Pages of messages hold at most three events. */
const hasShortPages = ({ operations }: Parts): Partial<Parts> => ({
  operations: {
    ...operations,
    get_messages: (context: Context) => {
      const { parts } = context;
      const pageQuery: typeof parts.validate.pageQuery = (query) => {
        const asked = parts.validate.pageQuery(query);
        return { ...asked, limit: Math.min(asked.limit ?? 3, 3) };
      };
      const validate = { ...parts.validate, pageQuery };
      return operations.get_messages({ ...context, parts: { ...parts, validate } });
    },
  },
});

it('where a page may be shorter than it was asked for, what stands on the next one is found', async () => {
  const ids = [
    'conventions/events-and-feedback-at-once-are-all-listed',
    'conventions/forty-topics-are-kept',
    'conventions/forty-writes-to-a-slot-are-kept',
    'conventions/pages-while-sending-miss-nothing',
    'conventions/raw-and-encoded-room-id-are-one-room',
    'send_message/txn-ids-are-compared-exactly',
  ];
  const outcomes = await judged(hasShortPages, ids, { profile: 'r0' });
  const found = outcomes.flatMap((one) => (one.verdict === 'failed' ? one.mismatches : []));
  // What a server of 2014 answers otherwise is not about pages.
  expect(found.filter(({ requirement }) => requirement !== 'MODEL-08')).toEqual([]);
});
