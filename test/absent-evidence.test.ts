import { expect, it } from 'vitest';
import { sendTo } from '../selftest/in-process.ts';
import type { Outcome } from '../harness/run/outcome.ts';
import {
  createReferenceServer,
  referenceParts,
  type Parts,
  type ReferenceServerOptions,
} from '../reference-server/index.ts';
import { blankServers } from '../reference-server/blank/index.ts';
import { runCases, scriptedCases } from './testing/in-process.ts';

/** What one case makes of a server. */
async function outcomeOf(options: ReferenceServerOptions, id: string): Promise<Outcome> {
  const chosen = scriptedCases.filter((one) => one.id === id);
  const [outcome] = await runCases(sendTo(createReferenceServer(options)), chosen);
  if (outcome === undefined) throw new RangeError(`unknown case: ${id}`);
  return outcome;
}

const withParts = (changed: Partial<Parts>): ReferenceServerOptions => ({
  parts: { ...referenceParts, ...changed },
});

const emptyMessages = (): ReferenceServerOptions =>
  blankServers.find(({ id }) => id === 'empty')?.options('get_messages') ?? {};

it('a room whose messages are never listed violates that they are found', async () => {
  const outcome = await outcomeOf(emptyMessages(), 'get_messages/limit-is-exact');
  expect(outcome).toMatchObject({
    verdict: 'failed',
    mismatches: [{ requirement: 'MSGS-03', received: 'none' }],
  });
});

it('a join that is refused to a member is not taken for one without a token', async () => {
  const options = withParts({
    membership: (question) =>
      question.requested === 'join' && question.target === 'join'
        ? { verdict: 'refused', reason: 'You are in the room.' }
        : referenceParts.membership(question),
  });
  const outcome = await outcomeOf(options, 'conventions/token-travels-in-the-query');
  expect(outcome).toMatchObject({ verdict: 'passed', asserted: ['CONV-01'] });
});

it('a user who left and reads the present topic is not said to read that of leaving', async () => {
  const id = 'get_topic/user-who-left-may-read-or-not';
  const open = withParts({
    permissions: {
      ...referenceParts.permissions,
      read: ({ world }, roomId) => {
        const room = world.rooms.get(roomId);
        if (room === undefined) throw new RangeError('unknown room');
        return room;
      },
    },
  });
  expect((await outcomeOf(open, id)).readings).toEqual({ 'reading-after-leaving': 'as-of-now' });
  expect((await outcomeOf({}, id)).readings).toEqual({ 'reading-after-leaving': 'refused' });
});

it('pages that are refused without a direction have no order', async () => {
  const onAnswer: Parts['onAnswer'] = (operation, request, answer) =>
    operation === 'get_messages' && !request.query.has('dir')
      ? referenceParts.wire({ status: 400, body: { errcode: 'M_MISSING_PARAM', error: 'No dir.' } })
      : answer;
  const id = 'get_messages/every-parameter-may-be-left-out';
  const outcome = await outcomeOf(withParts({ onAnswer }), id);
  expect(outcome.readings).toEqual({});
});

it('a createRoom without a winner proves nothing about the alias', async () => {
  const options = withParts({
    aliases: {
      ...referenceParts.aliases,
      claim: () => {
        throw new RangeError('no aliases here');
      },
    },
  });
  const outcome = await outcomeOf(options, 'create_room/one-of-many-gets-the-alias');
  expect(outcome).toMatchObject({ verdict: 'broken', asserted: [] });
});
