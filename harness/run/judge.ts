import {
  Broken,
  ErrorPage,
  Interrupted,
  LateView,
  type Mismatch,
  RateLimited,
  Skipped,
  SuiteBug,
  Unconfirmed,
  Unmet,
} from '../judge/verdict.ts';
import { measurements } from '../judge/symptoms.ts';
import { NoAccounts } from '../world/accounts.ts';
import type { Recorded } from '../world/create-user.ts';
import { isNickname } from '../document/ids.ts';
import { shorten } from './allowance.ts';
import type { Register } from '../document/requirements.ts';
import { capture } from './capture.ts';
import type { Case } from './case.ts';
import { absenceFor, unservedFor, withoutLacking } from './lacking.ts';
import type { Captured, Outcome } from './outcome.ts';
import { withLateness } from './lateness.ts';
import { noTotals, plus, type Totals } from './recording.ts';
import { createWorld, type CaseWorld, type RunContext } from './create-world.ts';

const changedBySomething =
  'the room changed, and not by the request that must not change it: it did not when nothing else was asked for';

/** How often a case is run once more after an interruption. */
const mostReruns = 2;

/**
 * Runs one case and judges it. A case that was interrupted runs again, on fresh connections; one that failed where checks
 * were spared runs again step by step, which tells what failed. Never throws: whatever is not a verdict on the target
 * becomes `broken`.
 */
export async function judge(setting: RunContext, testCase: Case): Promise<Outcome> {
  const began = performance.now();
  const first = await play(setting, testCase, {
    began,
    // A property finds the steps that failed by itself.
    stepwise: testCase.replay !== undefined,
    before: noTotals,
  });
  if (!isUncertain(first)) return outcomeOf(setting, testCase, first);
  const again = await play(setting, testCase, { began, stepwise: true, before: first.totals });
  const isTelling =
    (again.end instanceof Unmet || again.end instanceof Broken) &&
    !(again.end instanceof Interrupted);
  if (isTelling) return outcomeOf(setting, testCase, again);
  // A failure that does not come again was seen all the same, but not what made a room change.
  const end = first.made.isMixed() ? new Broken(changedBySomething) : first.end;
  return outcomeOf(setting, testCase, { ...first, end, totals: again.totals });
}

/** Whether checks that were spared could have shown something else than what the case ended with. */
const isUncertain = ({ end, made }: Ending): boolean =>
  made.isCoarse() &&
  (end instanceof Unmet || end instanceof Broken) &&
  !(end instanceof Interrupted);

/** How a case is to be played. */
interface Way {
  readonly began: number;
  readonly stepwise: boolean;
  /** What was sent for the case before. */
  readonly before: Totals;
}

/** Runs a case, and once more after each interruption. */
async function play(
  setting: RunContext,
  testCase: Case,
  { began, stepwise, before: sent }: Way,
): Promise<Ending> {
  const notRun = reasonNotToRun(setting, testCase);
  let before = sent;
  let fresh = false;
  let lateness = 0;
  let [late, pages] = [0, 0];
  for (let reruns = 0; ; reruns += 1) {
    const settle = testCase.onTime === true ? 0 : (setting.lateViews?.settle(late) ?? 0);
    const patience = patienceOf(setting, reruns === mostReruns);
    const believesPages = pages === mostReruns;
    const attempt = { fresh, believesPages, settle, patience, stepwise };
    const made = createWorld(setting, testCase, began, attempt);
    const thrown = notRun ?? (await endOf(testCase, made, setting.spec.register));
    const end = await withLateness(setting, testCase, made.context, thrown, late > 0);
    made.release();
    // What a case measured of late views holds for every other case.
    const measured = Number(made.readings.get('late-views') ?? 0);
    if (measured > 0) setting.lateViews?.late(measured);
    const totals = plus(before, made.recording.totals());
    if (!(end instanceof Interrupted) || reruns === mostReruns || !mayRunAgain(setting, end)) {
      setting.health?.judged(stoppedBy(setting, end));
      return { made, end, totals, began, lateness };
    }
    if (end instanceof LateView) lateness = setting.lateViews?.longest() ?? 0;
    if (end instanceof ErrorPage) pages += 1;
    if (end instanceof LateView || end instanceof Unconfirmed) late += 1;
    else fresh = true;
    before = totals;
  }
}

/** How a case ends that needs not be run, because what it is about is absent; undefined for one that is run. */
function reasonNotToRun({ target, spec, known }: RunContext, testCase: Case): Error | undefined {
  const absent = absenceFor(testCase, target.lacks, spec.profile);
  if (absent !== undefined) return new Skipped(absent);
  const unserved = known && unservedFor(testCase, known, spec.register);
  return unserved === undefined ? undefined : new Broken(unserved);
}

/** Milliseconds after which other users are tried in place of one that is limited. */
const patienceWithOthers = 10_000;

/** What stopped a case that may stop all others as well. A fixed list of users may be enough for the next one. */
function stoppedBy({ accounts }: RunContext, end: unknown): 'limit' | 'users' | null {
  if (end instanceof RateLimited) return 'limit';
  return end instanceof NoAccounts && accounts.grows ? 'users' : null;
}

/** How long a case may wait for rate limits: while other users can be made, they are tried first. */
const patienceOf = ({ accounts, target }: RunContext, last: boolean): number =>
  accounts.grows && !last ? Math.min(target.patience, patienceWithOthers) : target.patience;

/** After a rate limit only other users can help, and only where the target registers more of them. */
const mayRunAgain = ({ accounts }: RunContext, end: Interrupted): boolean =>
  accounts.grows || !(end instanceof RateLimited);

/** Runs the case. @returns null, or whatever it threw */
async function endOf(testCase: Case, made: CaseWorld, register: Register): Promise<unknown> {
  const { world, state } = made;
  try {
    await testCase.run(world);
    await made.settle();
    if (testCase.replay !== undefined) return endOfSearch(testCase, made);
    const idle = testCase.requires.find(
      (id) => !state.asserted.has(id) && !state.notApplicable.has(id),
    );
    return idle === undefined
      ? null
      : new Broken(`the target gave the case nothing to judge for ${idle}`);
  } catch (error) {
    return withoutLacking(error, testCase, made.context, register);
  }
}

/** The share of its runs that a property must have played for its verdict to count. */
const leastShareOfRuns = 0.25;

/** A property claims all that it could meet. What its runs did not meet is not judged. */
function endOfSearch(testCase: Case, made: CaseWorld): unknown {
  const { asserted, notApplicable } = made.state;
  const searched = made.searched();
  if (searched !== null && searched.runs < Math.ceil(searched.asked * leastShareOfRuns)) {
    return new Broken(
      `only ${searched.runs} of ${searched.asked} runs were played before the time limit; raise --time`,
    );
  }
  if (asserted.size === 0) return new Broken('the runs of the property judged nothing');
  for (const id of testCase.requires) {
    if (!asserted.has(id) && !notApplicable.has(id))
      notApplicable.set(id, 'no run of the property reached it within the budget');
  }
  return null;
}

/** How a case ended, over all attempts. */
interface Ending {
  /** The world of the last attempt. */
  readonly made: CaseWorld;
  readonly end: unknown;
  readonly totals: Totals;
  readonly began: number;
  /** Milliseconds by which a view was late in an earlier attempt; 0 where none was. */
  readonly lateness: number;
}

function outcomeOf(
  { keepAll = false, allowance }: RunContext,
  testCase: Case,
  { made, end, totals, began, lateness }: Ending,
): Outcome {
  const { context, state, readings, stopwatch } = made;
  const searched = made.searched();
  const limits = stopwatch.limits();
  const recorded = context.recorded.filter((r) => r !== null);
  const [prefix = ''] = testCase.id.split('/');
  const common = {
    case: testCase.id,
    title: testCase.title,
    operation: isNickname(prefix) ? prefix : null,
    requirements: testCase.requires,
    ...(testCase.cells === undefined ? {} : { cells: testCase.cells }),
    asserted: [...state.asserted],
    notApplicable: shorten(Object.fromEntries(state.notApplicable)),
    readings: shorten({
      ...Object.fromEntries(readings),
      ...(lateness === 0 ? {} : { 'late-views': String(lateness) }),
    }),
    refusals: Object.fromEntries(state.refusals),
    ms: Math.round((performance.now() - began) * 10) / 10,
    ...totals,
    statuses: stopwatch.statuses(),
    latency: stopwatch.latency(),
    slowest: shorten(stopwatch.slowest()),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
    ...(searched === null ? {} : { searched }),
  };
  const captured = (): readonly Captured[] =>
    recorded.map((r, step) => capture(r, step, began, allowance));
  if (end instanceof Skipped)
    return { ...common, exchanges: [], verdict: 'skipped', reason: end.message };
  const ours = isOurs(end);
  const found = [...mismatchesOf(recorded, end), ...lateViewOf(lateness)];
  const [first, ...more] = found.map(shortMismatch);
  if (first !== undefined && !ours) {
    const stopped = end === null || end instanceof Unmet ? null : messageOf(end);
    const mismatches = [first, ...more] as const;
    return { ...common, exchanges: captured(), verdict: 'failed', mismatches, stopped };
  }
  if (end === null) return { ...common, exchanges: keepAll ? captured() : [], verdict: 'passed' };
  const cause = messageOf(end);
  return { ...common, exchanges: captured(), verdict: 'broken', cause, ours };
}

/**
 * The mismatch that the case found and the passive findings, each once for the same requirement and reason. What the
 * case says of an exchange, or of none in particular, stands for the passive finding about the same requirement there.
 */
function mismatchesOf(recorded: readonly Recorded[], end: unknown): readonly Mismatch[] {
  const passive = recorded.flatMap((r) => r.findings);
  const own = end instanceof Unmet ? end.mismatch : null;
  if (own === null && passive.length === 0) return [];
  const others = passive.filter(
    ({ requirement, step }) =>
      requirement !== own?.requirement || (own.step !== null && own.step !== step),
  );
  const beside = end instanceof Unmet ? end.others : [];
  const all = own === null ? passive : [own, ...beside, ...others];
  const byCause = new Map(all.map((m) => [`${m.requirement} ${m.what}`, m] as const).toReversed());
  return [...byCause.values()].toReversed();
}

/** A mismatch in words that a person reads. The steps of a counterexample stay whole, for they are played again. */
function shortMismatch({ counterexample, ...mismatch }: Mismatch): Mismatch {
  if (counterexample === undefined) return shorten(mismatch);
  const { steps, ...words } = counterexample;
  return { ...shorten(mismatch), counterexample: { ...shorten(words), steps } };
}

/** The one finding about late views, whatever case met them. */
const lateViewOf = (milliseconds: number): readonly Mismatch[] =>
  milliseconds === 0
    ? []
    : [
        {
          requirement: 'CONV-24',
          what: measurements.lateness,
          expected: 'the next read shows it',
          received: `a read that came less than ${milliseconds} ms later did not show it`,
          step: null,
        },
      ];

/** Whether the suite itself is wrong. Any other error comes from an answer that the suite cannot handle. */
const isOurs = (end: unknown): boolean => end instanceof SuiteBug;

function messageOf(end: unknown): string {
  const text = shorten(end instanceof Error ? end.message : String(end));
  if (isOurs(end)) return `a defect of the suite: ${text}`;
  return end instanceof Broken || end instanceof NoAccounts
    ? text
    : `the suite cannot handle what the target sent: ${text}`;
}
