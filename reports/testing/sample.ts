import type { Case } from '../../harness/run/case.ts';
import type { Counterexample } from '../../harness/judge/verdict.ts';
import type { Captured, Outcome } from '../../harness/run/outcome.ts';
import type { SearchSummary } from '../../harness/run/search.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import { loadSpec } from '../../harness/document/load.ts';
import type { Grade, Register } from '../../harness/document/requirements.ts';
import { fold, type RunFacts } from '../fold.ts';
import { judgeGates } from '../gates/judge.ts';
import type { Report } from '../report.ts';

const { register, declaration } = loadSpec();

/** The register with some requirements only, so that a golden does not change whenever the register grows. */
export const registerOf = (...ids: readonly RequirementId[]): Register =>
  new Map([...register].filter(([id]) => ids.includes(id)));

/** How many requirements of a grade the register has. */
export const sizeOf = (grade: Grade): number =>
  [...register.values()].filter((row) => row.grade === grade).length;

/** An exchange of a case, with what a test wants to say about it. */
export const exchange = (step: number, more: Partial<Captured> = {}): Captured => ({
  step,
  actor: 'owner',
  operation: 'create_room',
  method: 'POST',
  path: '/_matrix/client/api/v1/createRoom',
  token: 'own',
  contentType: 'application/json',
  body: '{"visibility":"private"}',
  status: 200,
  detail: null,
  answerType: 'application/json',
  answer: '{"room_id":"!r:hs"}',
  room: '!r:hs',
  at: step,
  ms: 1,
  ...more,
});

const common = {
  title: 'A user who is not in the room cannot invite anyone into it',
  operation: 'set_membership',
  requirements: ['SMEM-11'],
  asserted: [],
  notApplicable: {},
  readings: {},
  refusals: {},
  statuses: { 200: 2 },
  latency: { set_membership: { 1: 2 } },
  slowest: null,
  exchanges: [],
  ms: 3,
  requests: 2,
  waits: 0,
  retries: 0,
  gateways: 0,
} as const;

type Common = Partial<
  Pick<Outcome, 'requirements' | 'asserted' | 'notApplicable' | 'readings' | 'searched' | 'cells'>
>;

export const passed = (id: Case['id'], more: Common = {}): Outcome => ({
  ...common,
  asserted: more.requirements ?? common.requirements,
  ...more,
  case: id,
  verdict: 'passed',
});

export const failed = (
  id: Case['id'],
  more: Partial<Outcome & { verdict: 'failed' }> = {},
): Outcome => ({
  ...common,
  mismatches: [
    {
      requirement: 'SMEM-11',
      what: 'status of set_membership',
      expected: 'status 403',
      received: 'status 200',
      step: 1,
    },
  ],
  stopped: null,
  exchanges: [
    exchange(0),
    exchange(1, {
      actor: 'outsider',
      operation: 'set_membership',
      method: 'PUT',
      path: '/_matrix/client/api/v1/rooms/!r%3Ahs/state/m.room.member/%40guest%3Ahs',
      body: '{"membership":"invite"}',
      answer: '{}',
    }),
  ],
  ...more,
  case: id,
  verdict: 'failed',
});

/** A violation that a search came to, with what a test wants to say about it. */
export const found = (id: Case['id'], more: Partial<Counterexample> = {}): Outcome =>
  failed(id, {
    operation: null,
    searched: searched(),
    mismatches: [
      {
        requirement: 'SMEM-11',
        what: 'the answer',
        expected: 'status 403',
        received: 'status 200',
        step: 1,
        counterexample: {
          seed: -5,
          path: '0:1',
          versions: { 'fast-check': '4.10.2' },
          run: 5,
          drawn: 26,
          size: 2,
          unit: 'step',
          shrinks: 17,
          steps: [{ do: 'create', room: 1 }, { do: 'invite' }],
          descriptions: ['alice creates a private room', 'bob invites carol'],
          observations: ['the room is there', 'SMEM-11 is not met: the answer'],
          again: null,
          ...more,
        },
      },
    ],
  });

/** What a property searched. */
export const searched = (more: Partial<SearchSummary> = {}): SearchSummary => ({
  seed: -5,
  runs: 4,
  asked: 40,
  steps: 99,
  shrinks: 17,
  milliseconds: 1200,
  used: 0.1,
  coverage: null,
  ...more,
});

export const broken = (id: Case['id'], cause: string, ours = false): Outcome => ({
  ...common,
  case: id,
  verdict: 'broken',
  cause,
  ours,
  exchanges: [exchange(0, { status: 500 })],
});

export const skipped = (id: Case['id'], reason: string): Outcome => ({
  ...common,
  case: id,
  verdict: 'skipped',
  reason,
});

/** The report of a run that had these outcomes. */
export function sampleReport(outcomes: readonly Outcome[], more: Partial<RunFacts> = {}): Report {
  const facts: RunFacts = {
    level: 'documented',
    only: [],
    seed: 7,
    search: { runs: null, milliseconds: null },
    target: {
      origin: 'http://hs:8008',
      prefix: '',
      basePath: '/_matrix/client/api/v1',
      auth: 'query',
      bundled: false,
    },
    versions: { tool: '0.1.0', node: '20.19.0' },
    started: new Date(0),
    finished: new Date(1234),
    sha256: declaration.sha256,
    register,
    claims: new Map([['SMEM-11', outcomes.map((outcome) => outcome.case)]]),
    selected: outcomes.map((outcome) => ({
      id: outcome.case,
      requires: ['SMEM-11', ...outcome.requirements],
    })),
    shard: null,
    ended: 'whole',
    replays: new Map(),
    ...more,
  };
  return judgeGates(fold(facts, outcomes));
}
