import { expect, it } from 'vitest';
import type { Outcome } from '../harness/run/outcome.ts';
import {
  createReferenceServer,
  type Parts,
  referenceParts,
  type ReferenceServerOptions,
} from '../reference-server/index.ts';
import { ApiError } from '../reference-server/errors.ts';
import { sendTo } from '../selftest/in-process.ts';
import { runCases, scriptedCases } from './testing/in-process.ts';

// Habits of servers that people run: each departs from one requirement, and no other one may be blamed for it.

const withParts = (changed: Partial<Parts>): ReferenceServerOptions => ({
  parts: { ...referenceParts, ...changed },
});

async function run(options: ReferenceServerOptions, ids: RegExp): Promise<readonly Outcome[]> {
  const chosen = scriptedCases.filter(({ id }) => ids.test(id));
  return runCases(sendTo(createReferenceServer(options)), chosen);
}

const violatedIn = (outcomes: readonly Outcome[]): readonly string[] => {
  const failed = outcomes.flatMap((one) => (one.verdict === 'failed' ? one.mismatches : []));
  return [...new Set(failed.map(({ requirement }) => requirement))].toSorted();
};

const brokenIn = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.filter((one) => one.verdict === 'broken').map((one) => one.case);

/** Refuses what Dendrite refuses: a page of messages without dir. */
const pagesNeedDir = withParts({
  operations: {
    ...referenceParts.operations,
    get_messages: (context) => {
      const { request, parts } = context;
      return request.query.has('dir')
        ? referenceParts.operations.get_messages(context)
        : parts.answer.error(new ApiError(400, 'M_MISSING_PARAM', 'No dir.'));
    },
  },
});

it('a page without dir is asked for only by cases that are about it', async () => {
  const outcomes = await run(
    pagesNeedDir,
    /^(?:get_messages\/.*(?:refused|cannot|every-parameter|page-has)|join_room\/who|conventions\/unknown)/,
  );
  expect(violatedIn(outcomes)).toEqual(['MSGS-06']);
  expect(brokenIn(outcomes)).toEqual([]);
});

it('where public rooms need an invite, other cases invite', async () => {
  const { validate } = referenceParts;
  const options = withParts({
    validate: {
      ...validate,
      roomConfig: (body, domain) => validate.roomConfig({ ...body, visibility: 'private' }, domain),
    },
  });
  const ids =
    /^(?:join\/|leave\/member|ban\/banned-user|conventions\/.*public-room|create_room\/.*alias)/;
  const outcomes = await run(options, ids);
  expect(violatedIn(outcomes)).toEqual(['CREATE-13', 'JOIN-09']);
  expect(brokenIn(outcomes)).toEqual([]);
});
