import { setTimeout as delay } from 'node:timers/promises';
import type { CaseId } from '../../harness/run/case.ts';
import { count, some } from '../../reports/plain.ts';
import type { Report } from '../../reports/report.ts';
import { codeOf, exit, type ExitCode } from '../exit.ts';
import type { ProcessContext } from '../process/process-context.ts';

/** One round: what it found, and the exit code that a run would end with. */
export interface Round {
  readonly report: Report;
  readonly code: ExitCode;
}

/** Milliseconds between two looks at whether the target is there. */
const pace = 200;

/**
 * Judges the target again whenever it comes back after a restart, or when r is pressed, until q is pressed or the
 * program is interrupted.
 * @param judge makes a round; an error that says the target cannot be asked only ends that round
 * @param isThere whether the target takes connections
 */
export async function watch(
  judge: () => Promise<Round>,
  isThere: () => Promise<boolean>,
  context: ProcessContext,
): Promise<ExitCode> {
  const { interrupted, note, onKey } = context;
  let last: Round | null = null;
  for (;;) {
    let there = true;
    try {
      const round = await judge();
      if (last !== null) note(`${changesBetween(last.report, round.report)}\n`);
      last = round;
    } catch (error) {
      if (codeOf(error) !== exit.target) throw error;
      there = await isThere();
      note(`rooms-conformance: ${error instanceof Error ? error.message : ''}\n`);
    }
    if (interrupted.aborted) return exit.interrupted;
    const keys = onKey === null ? '' : ', or press r to run again, q to quit';
    note(`waiting: restart the target${keys}\n`);
    const next = await waitForNext(isThere, there, context);
    if (next === 'interrupted') return exit.interrupted;
    if (next === 'quit') return last?.code ?? exit.target;
  }
}

async function waitForNext(
  isThere: () => Promise<boolean>,
  wasThere: boolean,
  { interrupted, onKey, note }: ProcessContext,
): Promise<'again' | 'quit' | 'interrupted'> {
  const woken = new AbortController();
  const signal = AbortSignal.any([interrupted, woken.signal]);
  let pressed = '';
  const stopKeys = onKey?.((key) => {
    if (key !== 'r' && key !== 'q') return;
    pressed = key;
    woken.abort();
  });
  try {
    for (let there = wasThere; !signal.aborted;) {
      const now = await isThere();
      if (now && !there) return 'again';
      if (there && !now) note('the target is away\n');
      there = now;
      await delay(pace, undefined, { signal }).catch(() => {});
    }
  } finally {
    stopKeys?.();
  }
  if (interrupted.aborted) return 'interrupted';
  return pressed === 'q' ? 'quit' : 'again';
}

/** What changed from one round to the next, on lines of their own. */
export function changesBetween(before: Report, after: Report): string {
  const [was, is] = [troubledIn(before), troubledIn(after)];
  const passed = new Set(after.outcomes.flatMap((o) => (o.verdict === 'passed' ? [o.case] : [])));
  const lines = [
    ...listed(
      'fixed',
      [...was].filter((id) => passed.has(id)),
    ),
    ...listed(
      'broken anew',
      [...is].filter((id) => !was.has(id)),
    ),
  ];
  const rest = `${count(is.size, 'case')} ${is.size === 1 ? 'fails' : 'fail'} or cannot be judged`;
  return lines.length === 0 ? `nothing changed: ${rest}` : [...lines, rest].join('\n');
}

/** The cases that failed, or could not be judged. */
export const troubledIn = ({ outcomes }: Report): ReadonlySet<CaseId> =>
  new Set(
    outcomes.flatMap(({ case: id, verdict }) =>
      verdict === 'failed' || verdict === 'broken' ? [id] : [],
    ),
  );

const listed = (word: string, ids: readonly CaseId[]): readonly string[] =>
  ids.length === 0 ? [] : [`${word}: ${some(ids, 10)}`];
