import { createReferenceServer, type ReferenceServerOptions } from '../reference-server/index.ts';
import { watchedModel } from '../suites/properties/membership/index.ts';
import { createRedactor } from '../harness/wire/redact.ts';
import type { RunContext } from '../harness/run/create-world.ts';
import { judge } from '../harness/run/judge.ts';
import { localTarget, targetOf } from '../harness/run/open.ts';
import type { Outcome } from '../harness/run/outcome.ts';
import { type CompiledSpec, createRunContext } from '../harness/run/run-context.ts';
import type { SearchOptions } from '../harness/run/search.ts';
import { sendTo } from '../selftest/in-process.ts';

/** How the membership model is to be compared with a server. */
export interface ModelOptions {
  /** Membership steps to play at least. */
  readonly steps: number;
  readonly seed: number;
  /** Makes the server. Each batch of sequences has a server of its own, so that memory does not grow. */
  readonly server: () => ReferenceServerOptions;
  /** Called after each batch with the steps so far. */
  onProgress(steps: number): void;
}

/** How far the model and the server were compared, and where they differed. */
export interface ModelFigures {
  readonly steps: number;
  readonly requests: number;
  /** How often each cell of the membership table was reached, by its name. */
  readonly cells: ReadonlyMap<string, number>;
  readonly missed: readonly string[];
  /** The case that did not pass, and the seed of its batch; null where all did. */
  readonly difference: { readonly outcome: Outcome; readonly seed: number } | null;
}

/** Sequences of a batch: enough to reach every cell of the table, and to go on for long after. */
const batch = 200;

/** Steps of a sequence, about. */
const stepsPerSequence = 28;

/**
 * Plays the property of memberships against a server in this process, without sockets. Drawing, playing and judging
 * are the same as in a run; after each request the user whom it was about is looked at.
 */
export async function playModel(
  compiled: CompiledSpec,
  options: ModelOptions,
): Promise<ModelFigures> {
  const cells = new Map<string, number>();
  let missed: readonly string[] = [];
  let [steps, requests] = [0, 0];
  const figures = (difference: ModelFigures['difference']): ModelFigures => ({
    steps,
    requests,
    cells,
    missed: missed.filter((name) => !cells.has(name)),
    difference,
  });
  const [model] = watchedModel;
  if (model === undefined) throw new RangeError('the membership suite is empty');

  for (let seed = options.seed; steps < options.steps; seed += 1) {
    const runs = Math.min(batch, Math.ceil((options.steps - steps) / stepsPerSequence));
    const search = { seed, runs, milliseconds: Number.POSITIVE_INFINITY };
    const context = openInProcess(compiled, options.server(), search);
    const outcome = await judge(context, model);
    const coverage = outcome.searched?.coverage;
    for (const { cell, visits } of coverage?.reached ?? []) {
      cells.set(cell, (cells.get(cell) ?? 0) + visits);
      steps += visits;
    }
    missed = coverage?.missed ?? missed;
    requests += outcome.requests;
    options.onProgress(steps);
    if (outcome.verdict !== 'passed') return figures({ outcome, seed });
  }
  return figures(null);
}

function openInProcess(
  compiled: CompiledSpec,
  server: ReferenceServerOptions,
  search: SearchOptions,
): RunContext {
  const target = targetOf(compiled.spec, {
    ...localTarget,
    url: 'http://localhost',
    timeout: 0,
    patience: 0,
  });
  const send = sendTo(createReferenceServer(server));
  const connection = { target, send, redactor: createRedactor(), sharedSecret: null };
  return createRunContext(compiled, connection, { search });
}
