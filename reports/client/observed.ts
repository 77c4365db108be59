import type {
  ClientRegister,
  ClientRequirement,
} from '../../harness/document/client-requirements.ts';
import type { StatementId } from '../../harness/document/statements.ts';
import type { CaseId } from '../../harness/run/case.ts';
import type { Captured } from '../../harness/run/outcome.ts';
import type {
  Observations,
  ObservedExchange,
  ObservedRequirement,
  ObservedViolation,
} from '../../harness/traffic/observations.ts';
import type { FoldedRequirement, RunFacts } from '../fold.ts';
import type { JudgedOutcome, ReportMismatch } from '../report.ts';

/** What a report about something that was observed consists of, beside the facts of its run. */
export interface ObservedCases extends Pick<RunFacts, 'register' | 'claims' | 'selected'> {
  readonly outcomes: readonly JudgedOutcome[];
}

const needsDriver = 'only a program that drives the client can show it';
const notShown = 'nothing that the client sent shows whether it is met';

/** The requirements of clients as a report has them. */
export const foldedClients = (
  register: ClientRegister,
): ReadonlyMap<StatementId, FoldedRequirement> =>
  new Map([...register.values()].map((one) => [one.id, foldedOf(one)]));

/** Makes a case of each requirement that requests can show: it passed if requests met it and none violated it. */
export const observedClient = (
  { requirements }: Observations,
  register: ClientRegister,
): ObservedCases => observedCases(requirements, foldedClients(register), notShown);

/**
 * The same of any requirements.
 * @param silent why a requirement was neither met nor violated
 */
export function observedCases(
  requirements: ReadonlyMap<StatementId, ObservedRequirement>,
  register: ReadonlyMap<StatementId, FoldedRequirement>,
  silent: string,
): ObservedCases {
  const shown = [...requirements].flatMap(([id, seen]) => {
    const requirement = register.get(id);
    return requirement === undefined ? [] : [{ id: caseOf(id), requirement, seen }];
  });
  return {
    register,
    claims: new Map(shown.map(({ id, requirement }) => [requirement.id, [id]])),
    selected: shown.map(({ id, requirement }) => ({ id, requires: [requirement.id] })),
    outcomes: shown.map(({ id, requirement, seen }) => outcomeOf(id, requirement, seen, silent)),
  };
}

/** The case that observes a requirement. */
export const caseOf = (id: StatementId): CaseId => `observed/${id.toLowerCase()}`;

const foldedOf = ({ shownBy, ...requirement }: ClientRequirement): FoldedRequirement => ({
  ...requirement,
  operation: null,
  unassertable: shownBy === 'driver' ? needsDriver : null,
});

function outcomeOf(
  id: CaseId,
  requirement: FoldedRequirement,
  { met, violated, violations }: ObservedRequirement,
  silent: string,
): JudgedOutcome {
  const { exchanges, mismatches } = mismatchesOf(violations, requirement);
  const [first, ...more] = mismatches;
  const common = {
    case: id,
    title: requirement.statement,
    operation: null,
    requirements: [requirement.id],
    asserted: met > 0 ? [requirement.id] : [],
    notApplicable: {},
    readings: {},
    refusals: {},
    ms: 0,
    requests: met + violated,
    statuses: {},
    latency: {},
    slowest: null,
    waits: 0,
    retries: 0,
    gateways: 0,
    exchanges,
  };
  if (first !== undefined)
    return { ...common, verdict: 'failed', mismatches: [first, ...more], stopped: null };
  if (met > 0) return { ...common, verdict: 'passed' };
  return { ...common, verdict: 'skipped', reason: silent };
}

/** The violations with their exchanges in one row, so that each can name the step that shows it. */
function mismatchesOf(
  violations: readonly ObservedViolation[],
  { id, statement }: FoldedRequirement,
): { readonly exchanges: readonly Captured[]; readonly mismatches: readonly ReportMismatch[] } {
  const began = Math.min(...violations.flatMap(({ exchanges }) => exchanges.map(({ at }) => at)));
  const exchanges: Captured[] = [];
  const mismatches = violations.map((violation): ReportMismatch => {
    for (const exchange of violation.exchanges)
      exchanges.push(capturedOf(exchange, exchanges.length, began));
    return {
      requirement: id,
      what: violation.operation ?? 'no operation of the declaration',
      expected: statement,
      received: violation.what,
      ...(violation.where === undefined ? {} : { where: violation.where }),
      step: violation.exchanges.length === 0 ? null : exchanges.length - 1,
    };
  });
  return { exchanges, mismatches };
}

/** Of the exchanges of a case, those of one violation: they stand behind those of the violation before. */
export const exchangesOf = (
  { step }: ReportMismatch,
  { exchanges, mismatches }: Extract<JudgedOutcome, { verdict: 'failed' }>,
): readonly Captured[] => {
  const earlier = mismatches.flatMap((one) =>
    one.step !== null && step !== null && one.step < step ? [one.step] : [],
  );
  const after = Math.max(-1, ...earlier);
  return exchanges.filter((one) => one.step > after);
};

const capturedOf = (
  { user, at, room, ...rest }: ObservedExchange,
  step: number,
  began: number,
): Captured => ({
  ...rest,
  ...(room === null ? {} : { room }),
  step,
  actor: user,
  at: at - began,
});
