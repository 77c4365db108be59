import { createReferenceServer, type ReferenceServerOptions } from '../reference-server/index.ts';
import { watchedModel } from '../suites/properties/membership/index.ts';
import { createConform } from '../harness/judge/conform.ts';
import { createShapes } from '../harness/judge/shape.ts';
import { createGrowingPool } from '../harness/world/accounts.ts';
import { createRegistrar } from '../harness/world/registration.ts';
import { createRedactor } from '../harness/wire/redact.ts';
import { judge } from '../harness/run/judge.ts';
import { targetOf } from '../harness/run/open.ts';
import type { Outcome } from '../harness/run/outcome.ts';
import type { RunContext } from '../harness/run/create-world.ts';
import type { Spec } from '../harness/document/load.ts';
import { sendTo } from './in-process.ts';

/** How the model is to be held against a server. */
export interface ModelTrial {
  /** Membership steps to play at least. */
  readonly steps: number;
  readonly seed: number;
  /** Makes the server; each batch of series has one of its own, so that memory does not grow. */
  readonly options: () => ReferenceServerOptions;
  /** Told after each batch. */
  tell(steps: number): void;
}

/** What came of it. */
export interface ModelFigures {
  readonly steps: number;
  readonly requests: number;
  /** How often each cell was reached, by its name. */
  readonly cells: ReadonlyMap<string, number>;
  readonly missed: readonly string[];
  /** The case that did not pass, and the seed of its batch; null where all did. */
  readonly difference: { readonly outcome: Outcome; readonly seed: number } | null;
}

/** Series of a batch: enough to reach every cell of the table, and to come and go for long after. */
const batch = 200;

/** Moves of a series, about. */
const movesOfSeries = 28;

/**
 * Plays the property of memberships against a server in this process, without sockets: the same drawing, playing
 * and judging as in a run, and whom a request was about is looked at after each.
 */
export async function playModel(spec: Spec, trial: ModelTrial): Promise<ModelFigures> {
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
  if (model === undefined) throw new RangeError('there is no model');
  const settingOf = openInProcess(spec);

  for (let seed = trial.seed; steps < trial.steps; seed += 1) {
    const runs = Math.min(batch, Math.ceil((trial.steps - steps) / movesOfSeries));
    const outcome = await judge(settingOf(trial.options(), { seed, runs }), model);
    const ledger = outcome.searched?.coverage;
    for (const { cell, visits } of ledger?.reached ?? []) {
      cells.set(cell, (cells.get(cell) ?? 0) + visits);
      steps += visits;
    }
    missed = ledger?.missed ?? missed;
    requests += outcome.requests;
    trial.tell(steps);
    if (outcome.verdict !== 'passed') return figures({ outcome, seed });
  }
  return figures(null);
}

type Bounds = { readonly seed: number; readonly runs: number };

/** Makes settings without a wire; the declaration's models are compiled once. */
function openInProcess(spec: Spec): (server: ReferenceServerOptions, bounds: Bounds) => RunContext {
  const shapes = createShapes(spec.declaration);
  const conform = createConform(spec.register, shapes);
  const target = targetOf(spec, {
    url: 'http://localhost',
    basePath: null,
    auth: 'query',
    timeout: 0,
    patience: 0,
    lacks: [],
    accounts: null,
    sharedSecret: null,
    concurrency: 1,
    signal: new AbortController().signal,
  });
  return (options, { seed, runs }) => {
    const send = sendTo(createReferenceServer(options));
    const redactor = createRedactor();
    const register = createRegistrar({ target, send, redactor, sharedSecret: null });
    const search = { seed, runs, milliseconds: Number.POSITIVE_INFINITY };
    return { spec, shapes, conform, target, accounts: createGrowingPool(register), send, search };
  };
}
