import { Broken, type Mismatch, Skipped, Unmet } from '../judge/verdict.ts';
import { NoAccounts } from '../world/accounts.ts';
import type { Recorded } from '../world/create-user.ts';
import { isNickname } from '../document/ids.ts';
import { capture } from './capture.ts';
import type { Case } from './case.ts';
import type { Captured, Outcome } from './outcome.ts';
import { createWorld, type CaseWorld, type RunContext } from './create-world.ts';

/** Runs one case and judges it. Never throws: whatever is not a verdict on the target becomes `broken`. */
export async function judge(setting: RunContext, testCase: Case): Promise<Outcome> {
  const began = performance.now();
  const made = createWorld(setting, testCase, began);
  const lacking = testCase.needs?.find((need) => setting.target.lacks.includes(need));
  const end =
    lacking === undefined
      ? await endOf(testCase, made)
      : new Skipped(`the target is declared to lack ${lacking}`);
  made.release();
  return outcomeOf(testCase, made, end, began, setting.keepAll === true);
}

/** Runs the case. @returns null, or whatever it threw */
async function endOf(testCase: Case, made: CaseWorld): Promise<unknown> {
  const { world, state } = made;
  try {
    await testCase.run(world);
    if (testCase.replay !== undefined) return endOfSearch(testCase, made);
    const idle = testCase.requires.find(
      (id) => !state.asserted.has(id) && !state.notApplicable.has(id),
    );
    return idle === undefined
      ? null
      : new Error(`the case claims ${idle} and asserts nothing for it`);
  } catch (error) {
    return error;
  }
}

/** A property claims all that it could meet. What its runs did not meet is not judged. */
function endOfSearch(testCase: Case, made: CaseWorld): unknown {
  const { asserted, notApplicable } = made.state;
  if (asserted.size === 0) {
    const clean = made.context.recorded.every((row) => row === null || row.findings.length === 0);
    // Being slow is not a violation; a passive finding is.
    const searched = made.searched();
    return clean && searched !== null && searched.runs < searched.asked
      ? new Skipped('the time was up before anything was judged; raise --time')
      : new Broken('nothing was judged before the time was up');
  }
  for (const id of testCase.requires) {
    if (!asserted.has(id) && !notApplicable.has(id))
      notApplicable.set(id, 'no run of the property reached it within the budget');
  }
  return null;
}

function outcomeOf(
  testCase: Case,
  made: CaseWorld,
  end: unknown,
  began: number,
  keepAll: boolean,
): Outcome {
  const { context, state, readings, recording, stopwatch } = made;
  const searched = made.searched();
  const recorded = context.recorded.filter((r) => r !== null);
  const [prefix = ''] = testCase.id.split('/');
  const common = {
    case: testCase.id,
    title: testCase.title,
    operation: isNickname(prefix) ? prefix : null,
    requirements: testCase.requires,
    ...(testCase.cells === undefined ? {} : { cells: testCase.cells }),
    asserted: [...state.asserted],
    notApplicable: Object.fromEntries(state.notApplicable),
    readings: Object.fromEntries(readings),
    refusals: Object.fromEntries(state.refusals),
    ms: Math.round((performance.now() - began) * 10) / 10,
    ...recording.totals(),
    statuses: stopwatch.statuses(),
    latency: stopwatch.latency(),
    slowest: stopwatch.slowest(),
    ...(searched === null ? {} : { searched }),
  };
  const captured = (): readonly Captured[] => recorded.map((r, step) => capture(r, step, began));
  if (end instanceof Skipped)
    return { ...common, exchanges: [], verdict: 'skipped', reason: end.message };
  const ours = isOurs(end);
  const [first, ...more] = mismatchesOf(recorded, end);
  if (first !== undefined && !ours) {
    const stopped = end instanceof Broken || end instanceof NoAccounts ? end.message : null;
    const mismatches = [first, ...more] as const;
    return { ...common, exchanges: captured(), verdict: 'failed', mismatches, stopped };
  }
  if (end === null) return { ...common, exchanges: keepAll ? captured() : [], verdict: 'passed' };
  const cause = messageOf(end, ours);
  return { ...common, exchanges: captured(), verdict: 'broken', cause, ours };
}

/** The mismatch that the case found and the passive findings, each once for the same requirement and reason. */
function mismatchesOf(recorded: readonly Recorded[], end: unknown): readonly Mismatch[] {
  const passive = recorded.flatMap((r) => r.findings);
  const all = end instanceof Unmet ? [end.mismatch, ...passive] : passive;
  const byCause = new Map(all.map((m) => [`${m.requirement} ${m.what}`, m] as const).toReversed());
  return [...byCause.values()].toReversed();
}

const isOurs = (end: unknown): boolean =>
  end !== null && !(end instanceof Unmet || end instanceof Broken || end instanceof NoAccounts);

function messageOf(end: unknown, ours: boolean): string {
  const text = end instanceof Error ? end.message : String(end);
  return ours ? `a defect of the suite: ${text}` : text;
}
