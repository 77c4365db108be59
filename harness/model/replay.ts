import type { Mismatch } from '../judge/verdict.ts';
import { Unmet } from '../judge/verdict.ts';
import { capture } from '../run/capture.ts';
import type { Case } from '../run/case.ts';
import type { Captured, Outcome } from '../run/outcome.ts';
import { createWorld, type RunContext } from '../run/create-world.ts';
import { isArray, isObject } from '../document/json.ts';
import { ReplayError } from './replay-error.ts';
import { clientRequirementIds, requirementIds } from '../document/ids.ts';
import type { StatementId } from '../document/statements.ts';

/** A counterexample as a file: all that is needed to play it against any target. */
export interface Replay {
  readonly schema: typeof replaySchema;
  /** The id of the property. */
  readonly case: string;
  readonly seed: number;
  readonly path: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly requirement: StatementId;
  /** What it was when written: it failed again when played again, or it did not. */
  readonly verdict: 'failed' | 'flaky';
  readonly steps: readonly unknown[];
  /** For readers: one sentence a step. */
  readonly descriptions: readonly string[];
  /** What the target did then, step by step. */
  readonly observations: readonly string[];
}

export const replaySchema = 'matrix-rooms-conformance/replay-1';

/** The result of playing the steps of a replay. */
export interface Replayed {
  /** Of the last run of the steps. `broken` if the target could not be judged: no answer in time, no users. */
  readonly verdict: 'passed' | 'failed' | 'broken';
  readonly mismatch: Mismatch<StatementId> | null;
  /** Why it is broken; null otherwise. */
  readonly cause: string | null;
  readonly descriptions: readonly string[];
  readonly observations: readonly string[];
  /** The first step, from 0, in which the target behaved differently from before; null if there is none. */
  readonly differs: {
    readonly step: number;
    readonly sentence: string;
    readonly before: string;
    readonly now: string;
  } | null;
  /** A drawing of what clients did at the same time; null if only one acted at a time. */
  readonly timeline: readonly string[] | null;
  /** Passive findings, which do not change the verdict. */
  readonly passing: readonly Mismatch[];
  readonly exchanges: readonly Captured[];
}

/** The replays of a failed case; none where no search found its mismatches. */
export function replaysOf(outcome: Outcome<StatementId>): readonly Replay[] {
  if (outcome.verdict !== 'failed') return [];
  return outcome.mismatches.flatMap(({ requirement, counterexample: found }) => {
    if (found === undefined) return [];
    const { seed, path, versions, steps, descriptions, observations } = found;
    const verdict = found.again === null ? 'failed' : 'flaky';
    const id = { schema: replaySchema, case: outcome.case } as const;
    return [
      { ...id, seed, path, versions, requirement, verdict, steps, descriptions, observations },
    ];
  });
}

/** Reads a replay from parsed JSON. @throws ReplayError */
export function readReplay(document: unknown): Replay {
  if (!isObject(document)) throw new ReplayError('it is not a JSON object');
  if (document['schema'] !== replaySchema) {
    throw new ReplayError(`schema must be "${replaySchema}"`);
  }
  const known: readonly StatementId[] = [...requirementIds, ...clientRequirementIds];
  const requirement = known.find((id) => id === document['requirement']);
  if (requirement === undefined) throw new ReplayError('requirement is not a known requirement');
  const { seed, verdict, versions } = document;
  if (typeof seed !== 'number') throw new ReplayError('seed is not a number');
  if (verdict !== 'failed' && verdict !== 'flaky') {
    throw new ReplayError('verdict must be "failed" or "flaky"');
  }
  return {
    schema: replaySchema,
    requirement,
    seed,
    verdict,
    case: textAt(document, 'case'),
    path: textAt(document, 'path'),
    versions: isObject(versions)
      ? Object.fromEntries(Object.entries(versions).map(([k, v]) => [k, String(v)]))
      : {},
    steps: listAt(document, 'steps'),
    descriptions: listAt(document, 'descriptions').map(String),
    observations: listAt(document, 'observations').map(String),
  };
}

function textAt(document: Readonly<Record<string, unknown>>, key: string): string {
  const value = document[key];
  if (typeof value !== 'string') throw new ReplayError(`${key} is not a string`);
  return value;
}

function listAt(document: Readonly<Record<string, unknown>>, key: string): readonly unknown[] {
  const value = document[key];
  if (!isArray(value)) throw new ReplayError(`${key} is not a list`);
  return value;
}

/**
 * Plays the steps of a replay, not only its seed, against a target, and tells the first step at which the target
 * does something else than the one the replay was written about. Any target will do: `setting` comes from
 * `openTarget`, `cases` is the list of suites, and the replay names one of them.
 *
 * What it returns holds no tokens, yet must pass through the redactor like an outcome before it is shown.
 * @throws ReplayError for a case that is no property of this version, or steps that are none of it
 */
export async function replay(
  setting: RunContext,
  cases: readonly Case[],
  document: Replay,
): Promise<Replayed> {
  const testCase = cases.find(({ id }) => id === document.case);
  if (testCase?.replay === undefined) {
    throw new ReplayError(`${document.case} is not a property that can be replayed`);
  }
  const made = createWorld(setting, testCase, performance.now());
  const began = performance.now();
  try {
    const { descriptions, observations, end, timeline } = await testCase.replay(
      made.world,
      document.steps,
    );
    const exchanges = made.context.recorded
      .filter((row) => row !== null)
      .map((row, step) => capture(row, step, began));
    const passing = made.context.recorded.flatMap((row) => row?.findings ?? []);
    const mismatch = end instanceof Unmet ? end.mismatch : null;
    const broken = end !== null && !(end instanceof Unmet);
    return {
      verdict: broken ? 'broken' : mismatch === null ? 'passed' : 'failed',
      mismatch: broken ? null : mismatch,
      cause: broken ? messageOf(end) : null,
      descriptions,
      observations,
      timeline,
      passing,
      exchanges,
      differs: difference(document, { descriptions, observations }),
    };
  } catch (error) {
    if (error instanceof RangeError) throw new ReplayError(error.message);
    const nothing = {
      mismatch: null,
      descriptions: [],
      observations: [],
      differs: null,
      timeline: null,
      passing: [],
      exchanges: [],
    };
    return { verdict: 'broken', cause: messageOf(error), ...nothing };
  } finally {
    made.release();
  }
}

/** The first step in which somebody did something else than before; null where there is none. */
export function difference(
  before: Pick<Replay, 'descriptions' | 'observations'>,
  now: Pick<Replay, 'descriptions' | 'observations'>,
): Replayed['differs'] {
  const nothing = 'nothing: this step was not reached';
  for (
    let step = 0;
    step < Math.max(before.observations.length, now.observations.length);
    step += 1
  ) {
    const lines = {
      before: before.observations[step] ?? nothing,
      now: now.observations[step] ?? nothing,
    };
    if (lines.before === lines.now) continue;
    return { step, sentence: now.descriptions[step] ?? before.descriptions[step] ?? '', ...lines };
  }
  return null;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
