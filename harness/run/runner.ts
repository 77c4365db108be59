import type { Redactor } from '../wire/redact.ts';
import type { Case } from './case.ts';
import { judge } from './judge.ts';
import type { Outcome, RunEvent } from './outcome.ts';
import type { RunContext } from './create-world.ts';

/** The end of a run that takes too long. */
export interface Deadline {
  /** Aborts when it is over, and with it every request. */
  readonly signal: AbortSignal;
  /** What the report then says. */
  readonly reason: string;
}

export interface RunOptions {
  readonly concurrency: number;
  /** Whether the run ends after this outcome. */
  readonly last: (outcome: Outcome) => boolean;
  /** Stops the run; cases under way are not judged. */
  readonly signal: AbortSignal;
  /** Ends the run as if the target were lost; left out, nothing does. Cases under way are not judged. */
  readonly deadline?: Deadline;
  readonly redactor: Redactor;
}

/**
 * Runs cases side by side and yields each outcome as it comes, with every secret hidden. Cases have no order among
 * each other: each has its own rooms and users. The run ends early when the target does not answer any more.
 */
export async function* run(
  setting: RunContext,
  cases: readonly Case[],
  options: RunOptions,
): AsyncGenerator<RunEvent, void> {
  const { concurrency, last, signal, deadline, redactor } = options;
  yield { kind: 'started', cases: cases.length };
  // What is about views being on time comes first: other failures are judged by what it finds.
  const waiting = cases.toSorted((a, b) => Number(b.onTime ?? false) - Number(a.onTime ?? false));
  const running = new Map<Case, Promise<readonly [Case, Outcome]>>();
  let bailed = false;
  let judged = 0;
  const isOver = (): boolean => deadline?.signal.aborted === true;
  const lost = (): string | null =>
    isOver() ? (deadline?.reason ?? null) : (setting.health?.lost() ?? null);
  while (
    !signal.aborted &&
    !bailed &&
    lost() === null &&
    (waiting.length > 0 || running.size > 0)
  ) {
    while (running.size < concurrency) {
      const next = waiting.shift();
      if (next === undefined) break;
      running.set(
        next,
        judge(setting, next).then((outcome) => [next, outcome] as const),
      );
      yield { kind: 'began', case: next.id };
    }
    const [done, outcome] = await Promise.race(running.values());
    running.delete(done);
    if (signal.aborted || isOver()) break;
    yield { kind: 'finished-case', outcome: redactor.deep(outcome) };
    judged += 1;
    bailed = last(outcome);
  }
  await Promise.allSettled(running.values());
  const complete = !signal.aborted && !bailed && judged === cases.length;
  yield { kind: 'finished', complete, lost: complete ? null : lost() };
}
