import { createReferenceServer } from '../reference-server/index.ts';
import { cases } from '../suites/index.ts';
import { attribute } from '../harness/attribution/attribute.ts';
import type { CaseId } from '../harness/run/case.ts';
import { localTarget, openTarget } from '../harness/run/open.ts';
import type { Outcome } from '../harness/run/outcome.ts';
import { compileSpec } from '../harness/run/run-context.ts';
import { run } from '../harness/run/runner.ts';
import { loadSpec } from '../harness/document/load.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import { optionsOf } from './catalogue.ts';
import { sendTo } from './in-process.ts';
import type { CaseObservation, Observation } from './matrix.ts';

/** Cases, and the server of ours to run them against. It is plain data, since it may go to another thread. */
export interface Job {
  /** The id of a fault or of a correct server. */
  readonly server: string;
  /** In the order in which they are run. */
  readonly cases: readonly CaseId[];
  /** The job ends with the first case that finds one of these violated; null runs all cases. */
  readonly until: readonly RequirementId[] | null;
  readonly concurrency: number;
  readonly seed: number;
  /** Whether what follows from other violations is set apart, as in a run; left out, it is not. */
  readonly attributed?: boolean;
  /** What limits a property: its runs alone (the default), or, as in a default run, its runs and its time. */
  readonly limit?: 'runs' | 'budget';
}

/** Runs a job. */
export type RunJob = (job: Job) => Promise<Observation>;

/**
 * Our own servers answer in milliseconds; longer than this they hang. In a default run no fault hangs, but the
 * machine may be busy.
 */
const timeouts = { runs: 5000, budget: 30_000 } as const;

/** Far more than the one variant with a rate limit asks for. */
const patience = 5000;

/** Properties are limited by runs: what one finds must not depend on how fast the machine is. */
const longest = 20_000;

/** As many as a default run has, so that races are as likely here as there. */
const connections = 32;

/**
 * Makes the function that runs jobs in this thread. It reads the declaration and compiles its models once.
 * @param sockets whether requests cross the loopback as HTTP, or are handed to the server as they are
 */
export function createJobRunner(signal: AbortSignal, sockets = true): RunJob {
  const compiled = compileSpec(loadSpec());
  const byId = new Map(cases.map((one) => [one.id, one]));

  return async (job) => {
    const { server: id, cases: ids, until, concurrency, seed, limit = 'runs' } = job;
    const began = performance.now();
    const server = createReferenceServer(optionsOf(id));
    const { url } = sockets ? await server.listen(0) : { url: 'http://localhost' };
    const outcomes: Outcome[] = [];
    const isLast = (outcome: Outcome): boolean =>
      until !== null &&
      outcome.verdict === 'failed' &&
      outcome.mismatches.some(({ requirement }) => until.includes(requirement));
    const chosen = ids.flatMap((each) => byId.get(each) ?? []);
    try {
      const target = {
        ...localTarget,
        url,
        timeout: timeouts[limit],
        patience,
        checksLateViews: false,
        concurrency,
        connections,
        search: { seed, runs: null, milliseconds: limit === 'runs' ? longest : null },
        ...(sockets ? {} : { wire: { send: sendTo(server), close: () => Promise.resolve() } }),
        signal,
      };
      const { context, redactor, close } = await openTarget(compiled.spec, target, compiled);
      try {
        const options = { concurrency, last: isLast, signal, redactor };
        for await (const event of run(context, chosen, options)) {
          if (event.kind === 'finished-case') outcomes.push(event.outcome);
        }
      } finally {
        await close();
      }
    } finally {
      await server.close();
    }
    const { links, register } = compiled.spec;
    const found = job.attributed === true ? attribute(outcomes, links, register) : outcomes;
    return { cases: found.map(observationOf), ms: performance.now() - began };
  };
}

function observationOf(outcome: Outcome): CaseObservation {
  const { case: id, verdict } = outcome;
  const failures =
    verdict === 'failed'
      ? outcome.mismatches.map(({ requirement, what }) => ({ requirement, what }))
      : [];
  const error = verdict === 'broken' ? { cause: outcome.cause, suiteBug: outcome.ours } : null;
  const { consequences = [] } = 'consequences' in outcome ? outcome : {};
  const setApart = consequences.map(({ requirement }) => requirement);
  return { case: id, verdict, failures, ...(setApart.length > 0 ? { setApart } : {}), error };
}
