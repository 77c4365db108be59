import { properties } from '../suites/properties/index.ts';
import { piecesOf } from '../harness/judge/verdict.ts';
import type { Case, CaseId } from '../harness/run/case.ts';
import type { CompiledSpec } from '../harness/run/run-context.ts';
import { run } from '../harness/run/runner.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import { catalogue, optionsOf } from '../selftest/catalogue.ts';
import { isExpected } from '../selftest/evaluate.ts';
import { openServer } from './open-server.ts';

/**
 * Faults that need many clients at once or a long sequence of requests to show. Scripted cases rarely detect
 * them: they are what the properties are for.
 */
export const rareFaults = [
  'spare-invite-survives-a-leave',
  'declined-invite-still-good',
  'ban-forgotten-after-two-rejoins',
  'full-page-of-seven-loses-one',
  'pages-shift-when-something-is-sent',
  'long-rooms-lose-one',
  'alias-race',
  'membership-race',
  'sends-lost-in-a-crowd',
  'txns-race',
  'state-cached-a-tick-late',
] as const;

/** How a property detected a fault. */
export interface Detection {
  readonly case: CaseId;
  readonly requirement: RequirementId;
  /** The run in which it failed, from 1. */
  readonly run: number;
  /** The steps of that run (requests where clients send at once), and those left after shrinking. */
  readonly drawn: number;
  readonly shrunk: number;
  /** Milliseconds from the beginning of the case until it failed; shrinking comes after. */
  readonly ms: number;
}

/** The same as in a run with default options. */
const concurrency = 8;

/** Our own servers answer in milliseconds; longer than this they hang. */
const timeout = 5000;

/**
 * Runs all properties against the server of a fault, each with its default budget, until one detects the fault.
 * @returns null where none of them did
 */
async function findFault(
  compiled: CompiledSpec,
  id: string,
  seed: number,
): Promise<Detection | null> {
  const fault = catalogue.find((row) => row.id === id);
  if (fault === undefined) throw new RangeError(`unknown fault: ${id}`);
  const found = new AbortController();
  const { context, redactor, close } = await openServer(compiled, {
    server: optionsOf(id),
    timeout,
    concurrency,
    search: { seed, runs: null, milliseconds: null },
    signal: found.signal,
  });
  const failedAfter = new Map<CaseId, number>();
  const timed = properties.map((property) =>
    noteFirstFailure(property, (ms) => failedAfter.set(property.id, ms)),
  );
  const options = { concurrency, redactor, last: () => found.signal.aborted, signal: found.signal };
  try {
    for await (const event of run(context, timed, options)) {
      if (event.kind !== 'finished-case' || event.outcome.verdict !== 'failed') continue;
      const { mismatches, case: by } = event.outcome;
      const [mismatch] = mismatches.filter(({ requirement }) => isExpected(fault, requirement));
      if (mismatch?.counterexample === undefined) continue;
      found.abort();
      const { run: turn, drawn, steps } = mismatch.counterexample;
      return {
        case: by,
        requirement: mismatch.requirement,
        run: turn,
        drawn,
        shrunk: piecesOf(steps).size,
        ms: failedAfter.get(by) ?? Number.NaN,
      };
    }
    return null;
  } finally {
    found.abort();
    await close();
  }
}

/** A property that says after how many milliseconds it failed first: that is when it keeps the exchanges of a run. */
const noteFirstFailure = (property: Case, onFailure: (ms: number) => void): Case => ({
  ...property,
  run(world) {
    const began = performance.now();
    let failed = false;
    const keep = (): ReturnType<typeof world.search.keep> => {
      if (!failed) onFailure(performance.now() - began);
      failed = true;
      return world.search.keep();
    };
    return property.run({ ...world, search: { ...world.search, keep } });
  },
});

/** How often a fault was detected. */
export interface FindResults {
  readonly id: string;
  readonly seeds: number;
  readonly detections: readonly Detection[];
}

/** Looks for a fault with each of the seeds from 1, one after the other. */
export async function findFaultBySeeds(
  compiled: CompiledSpec,
  id: string,
  seeds: number,
): Promise<FindResults> {
  const detections: Detection[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const detection = await findFault(compiled, id, seed);
    if (detection !== null) detections.push(detection);
  }
  return { id, seeds, detections };
}
