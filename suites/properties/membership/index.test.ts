import { beforeAll, describe, expect, it } from 'vitest';
import { readReplay, replay, replaysOf } from '../../../harness/model/replay.ts';
import { judge } from '../../../harness/run/judge.ts';
import { localTarget, openTarget, type OpenTarget } from '../../../harness/run/open.ts';
import type { Outcome } from '../../../harness/run/outcome.ts';
import { compileSpec } from '../../../harness/run/run-context.ts';
import { loadSpec } from '../../../harness/document/load.ts';
import {
  createReferenceServer,
  type Parts,
  referenceParts,
} from '../../../reference-server/index.ts';
import { sendTo } from '../../../selftest/in-process.ts';
import { membershipModel } from './index.ts';
import { steps } from './steps.ts';

const compiled = compileSpec(loadSpec());

/** Who left a private room on an invite may come back without another. */
const inviteSurvives: Parts = {
  ...referenceParts,
  permissions: {
    ...referenceParts.permissions,
    changeMembership(context, change) {
      const { caller, world } = context;
      const room = referenceParts.rooms.find(world, change.roomId);
      const back = change.requested === 'join' && change.userId === caller.userId;
      return room !== undefined &&
        back &&
        referenceParts.view.membership(room, caller.userId) === 'leave'
        ? room
        : referenceParts.permissions.changeMembership(context, change);
    },
  },
};

function open(parts: Parts, seed: number): Promise<OpenTarget> {
  const send = sendTo(createReferenceServer({ parts }));
  const target = {
    ...localTarget,
    url: 'http://localhost',
    timeout: 10_000,
    patience: 0,
    concurrency: 1,
    search: { seed, runs: null, milliseconds: 30_000 },
    wire: { send, close: () => Promise.resolve() },
    signal: new AbortController().signal,
  };
  return openTarget(compiled.spec, target, compiled);
}

const [property] = membershipModel;
if (property === undefined) throw new Error('the suite is empty');

describe('the membership model', () => {
  it.each([1, 2, 3])(
    'agrees with the right server, and reaches every cell (seed %i)',
    async (seed) => {
      const { context } = await open(referenceParts, seed);
      const outcome = await judge(context, property);
      expect(outcome).toMatchObject({ verdict: 'passed', searched: { runs: 52 } });
      expect(outcome.searched?.coverage?.missed).toEqual([]);
      expect(outcome.searched?.coverage?.reached).toHaveLength(336);
    },
  );

  describe('finds an invite that survives a leave', () => {
    let outcome: Outcome;
    let target: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      target = await open(inviteSurvives, 5);
      outcome = await judge(target.context, property);
    });

    it('as a counterexample of four steps', () => {
      if (outcome.verdict !== 'failed') throw new Error(`it was ${outcome.verdict}`);
      const { requirement, counterexample } = outcome.mismatches[0];
      expect(requirement).toBe('SMEM-14');
      expect(counterexample?.descriptions.length).toBeLessThanOrEqual(4);
      expect(counterexample?.descriptions[0]).toBe('alice creates a private room, room 1');
      expect(counterexample?.steps.map(steps.read)).toEqual(counterexample?.steps);
    });

    it('which the right server answers otherwise at its last step', async () => {
      const [found] = replaysOf(outcome);
      const document = readReplay(JSON.parse(JSON.stringify(found)));
      expect(JSON.stringify(document)).not.toMatch(/[!@$][\w-]+:/);
      expect(await replay(target.context, membershipModel, document)).toMatchObject({
        verdict: 'failed',
        differs: null,
      });
      const right = await open(referenceParts, 1);
      const there = await replay(right.context, membershipModel, document);
      expect(there).toMatchObject({
        verdict: 'passed',
        differs: { step: document.steps.length - 1, before: expect.stringContaining('SMEM-14') },
      });
    });
  });
});
