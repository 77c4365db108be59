import { createReferenceServer } from '../reference-server/index.ts';
import { cases } from '../suites/index.ts';
import { createConform } from '../harness/judge/conform.ts';
import { createShapes } from '../harness/judge/shape.ts';
import { createGrowingPool } from '../harness/world/accounts.ts';
import { createRegistrar, login } from '../harness/world/registration.ts';
import { createRedactor } from '../harness/wire/redact.ts';
import { openWire } from '../harness/wire/wire.ts';
import type { CaseId } from '../harness/run/case.ts';
import { targetOf } from '../harness/run/open.ts';
import type { Outcome } from '../harness/run/outcome.ts';
import { run } from '../harness/run/runner.ts';
import type { RunContext } from '../harness/run/create-world.ts';
import { loadSpec } from '../harness/document/load.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import { optionsOf } from './catalogue.ts';
import type { Seen } from './matrix.ts';
import type { Sight } from './weigh.ts';

/** Cases, and the server of ours that they are run against. Plain data: it may go to another thread. */
export interface Trial {
  /** The id of a fault or of a right server. */
  readonly server: string;
  /** In the order in which they are run. */
  readonly cases: readonly CaseId[];
  /** The trial ends with the first case that finds one of these violated; null runs all cases. */
  readonly until: readonly RequirementId[] | null;
  readonly concurrency: number;
  readonly seed: number;
  /** What bounds a search: its runs alone, or, as in a run at its defaults, its runs and its time. */
  readonly bound?: 'runs' | 'budget';
}

/** Runs a trial. */
export type Try = (trial: Trial) => Promise<Sight>;

/** Our own servers answer in milliseconds; longer than this they hang. Right ones do not hang, but wait for the machine. */
const timeouts = { runs: 5000, budget: 30_000 } as const;

/** What a rate limit of ours, and there is one variant with it, asks for is far less. */
const patience = 5000;

/** Bound by runs alone: what a search finds must not depend on how fast the machine is. */
const longest = 20_000;

/** As many as a run has at its default concurrency, so that races are as close here as there. */
const connections = 32;

/** Runs trials in this thread. Declaration, schemas and suite are read once. */
export function createTry(signal: AbortSignal): Try {
  const spec = loadSpec();
  const shapes = createShapes(spec.declaration);
  const conform = createConform(spec.register, shapes);
  const byId = new Map(cases.map((one) => [one.id, one]));

  return async ({ server: id, cases: ids, until, concurrency, seed, bound = 'runs' }) => {
    const began = performance.now();
    const timeout = timeouts[bound];
    const server = createReferenceServer(optionsOf(id));
    const { url } = await server.listen(0);
    const target = targetOf(spec, {
      url,
      basePath: null,
      auth: 'query',
      timeout,
      patience,
      lacks: [],
      accounts: null,
      sharedSecret: null,
      concurrency,
      signal,
    });
    const { origin } = target;
    const wire = openWire({
      origin,
      auth: 'query',
      deadline: timeout,
      patience,
      connections,
      signal,
    });
    const redactor = createRedactor();
    const context = { target, send: wire.send, redactor, sharedSecret: null };
    const setting: RunContext = {
      spec,
      shapes,
      conform,
      target,
      accounts: createGrowingPool(createRegistrar(context)),
      send: wire.send,
      login: (userId, password) => login(context, userId, password),
      search: { seed, runs: null, milliseconds: bound === 'runs' ? longest : null },
    };
    const seen: Seen[] = [];
    const last = (outcome: Outcome): boolean =>
      until !== null &&
      outcome.verdict === 'failed' &&
      outcome.mismatches.some(({ requirement }) => until.includes(requirement));
    const chosen = ids.flatMap((each) => byId.get(each) ?? []);
    try {
      for await (const event of run(setting, chosen, { concurrency, last, signal, redactor })) {
        if (event.kind === 'finished-case') seen.push(seenOf(event.outcome));
      }
    } finally {
      await wire.close();
      await server.close();
    }
    return { seen, ms: performance.now() - began };
  };
}

function seenOf(outcome: Outcome): Seen {
  const { case: id, verdict } = outcome;
  const broken = verdict === 'broken';
  return {
    case: id,
    verdict,
    mismatches:
      verdict === 'failed'
        ? outcome.mismatches.map(({ requirement, what }) => ({ requirement, what }))
        : [],
    cause: broken ? outcome.cause : null,
    ours: broken && outcome.ours,
  };
}
