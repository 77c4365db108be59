import type { RequirementId } from '../../document/ids.ts';
import type { Link, Site } from '../../document/links.ts';
import { loadSpec } from '../../document/load.ts';
import type { CaseId } from '../../run/case.ts';
import type { Captured, Outcome } from '../../run/outcome.ts';
import { causesIn } from '../attribute.ts';

export const { register, links } = loadSpec();

/** A request of a case, as operation, method and status. */
export type Request = readonly [operation: Site, method: string, status: number];

export const captured = ([site, method, status]: Request, step: number): Captured => ({
  step,
  actor: 'owner',
  operation: site === 'other' ? null : site,
  method,
  path: '/x',
  token: 'own',
  contentType: null,
  body: null,
  status,
  detail: null,
  answerType: null,
  answer: null,
  at: step,
  ms: 1,
});

const common = (id: CaseId, requests: readonly Request[]) => ({
  case: id,
  title: '',
  operation: null,
  requirements: [],
  asserted: [],
  notApplicable: {},
  readings: {},
  refusals: {},
  ms: 1,
  requests: requests.length,
  statuses: {},
  latency: Object.fromEntries(requests.map(([site]) => [site, { 1: 1 }])),
  slowest: null,
  waits: 0,
  retries: 0,
  gateways: 0,
  exchanges: requests.map(captured),
});

export const passed = (
  id: CaseId,
  asserted: readonly RequirementId[],
  ...sites: Site[]
): Outcome => ({
  ...common(
    id,
    sites.map((site) => [site, 'GET', 200]),
  ),
  asserted,
  verdict: 'passed',
});

interface Found {
  readonly requirement: RequirementId;
  readonly what: string;
  readonly expected?: string;
  /** The index of the request that shows it; left out, none does alone. */
  readonly step?: number;
}

export const failed = (
  id: CaseId,
  requests: readonly Request[],
  ...found: readonly Found[]
): Outcome => {
  const [first, ...more] = found.map(
    ({ requirement, what, expected = 'this', step = null as number | null }) => ({
      requirement,
      what,
      expected,
      received: 'that',
      step,
    }),
  );
  if (first === undefined) throw new RangeError('a case fails for something');
  return {
    ...common(id, requests),
    verdict: 'failed',
    mismatches: [first, ...more],
    stopped: null,
  };
};

/** The same as a property found it, with inputs that it generated. */
export const generated = (outcome: Outcome): Outcome => ({
  ...outcome,
  searched: {
    seed: 1,
    runs: 1,
    asked: 1,
    steps: 1,
    shrinks: 0,
    milliseconds: 1,
    used: 1,
    coverage: null,
  },
});

export const made: Request = ['create_room', 'POST', 200];
/** The requirements that seem to be violated because another one is, and that one. */
export const reason = (outcomes: readonly Outcome[], some: readonly Link[] = links) =>
  Object.fromEntries(causesIn(outcomes, some, register));
