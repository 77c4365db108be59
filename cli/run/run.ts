import { count } from '../../reports/plain.ts';
import type { Report } from '../../reports/report.ts';
import { terminalText, verdictText } from '../../reports/sections/whole.ts';
import { givenAccounts } from './accounts.ts';
import { executeRun } from './execute-run.ts';
import { exit, type ExitCode, highestPriority, UsageError } from '../exit.ts';
import { checkFolder } from '../files/files.ts';
import {
  applyGates,
  cleanupCommandOfRun,
  noteCleanup,
  openGates,
} from '../gates/known-failures.ts';
import { defaultReplays } from '../options/options.ts';
import type { Given } from '../options/parse.ts';
import { openOutputs, type Output, show, type Writer } from '../options/outputs.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { createProgress, silent } from '../progress/progress.ts';
import { readBaseline, readReport } from '../files/read-report.ts';
import { failedAmong, loadRunPlan, namesIn, expectedRequests, type RunPlan } from './run-plan.ts';
import { openTargetHandle, takesConnections } from './target.ts';
import { type Round, watch } from './watch.ts';

/** Judges a target, and reports. */
export async function runCommand(
  { values, typed }: Given<'run'>,
  context: ProcessContext,
): Promise<ExitCode> {
  const { plan, options } = planOf(values);
  const { shard, quiet, report: outputs, replays } = options;
  checkWatch(options);
  const { spec, selected: cases } = plan;
  const gates = openGates(options, namesIn(plan));
  const baseline = readBaseline(options.baseline, outputs, spec);
  const write = await openOutputs(outputs);
  if (replays !== null && replays !== defaultReplays) checkFolder(replays, 'replays');
  const accounts = await givenAccounts(options.accounts, context.interrupted);

  if (shard !== null && options.seed === null) {
    context.note('note: give every part the same --seed, or merge refuses to combine them\n');
  }
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 32);
  const target = await openTargetHandle(options.target);
  const effort = options.effort ?? 'default';
  const expected = expectedRequests(plan, { runs: options.runs, effort });
  const headline = [
    `${count(cases.length, 'case')} against ${target.url}`,
    `about ${rounded(expected.requests)} requests`,
    `seed ${seed}`,
    ...(effort === 'default' ? [] : [`effort ${effort}`]),
  ].join(' · ');
  const judge = async (): Promise<Round> => {
    const progress = quiet
      ? silent
      : createProgress(context, { headline, cases, register: spec.register, expected });
    const { criteria } = gates;
    const request = { plan, options, target, accounts, seed, criteria, progress };
    const report = applyGates(await executeRun(request, context), gates, context);
    const code = finish(report, { quiet, outputs, write, baseline }, context);
    noteCleanup(report, cleanupCommandOfRun(options, typed), context);
    return { report, code };
  };
  try {
    if (!options.watch) return (await judge()).code;
    return await watch(judge, () => takesConnections(target.url, context.interrupted), context);
  } finally {
    await target.close();
  }
}

/** To two digits: more would claim to know more. */
const rounded = (n: number): number => Number(n.toPrecision(2));

type RunValues = Given<'run'>['values'];

/** What is run, and how: with --failed, what failed in that report, as it was run there. */
function planOf(given: RunValues): { readonly plan: RunPlan; readonly options: RunValues } {
  if (given.failed === null) {
    checkEffort(given);
    const { only, shard, profile, effort } = given;
    return { plan: loadRunPlan(only, shard, profile, effort ?? 'default'), options: given };
  }
  const report = readReport(given.failed);
  if (report.subject !== undefined) {
    throw new UsageError(
      `${given.failed} is about ${report.subject.kind === 'client' ? 'a client' : 'traffic'}; --failed needs the report of a run of a server`,
    );
  }
  const profile = given.profile === 'none' ? (report.profile?.name ?? 'none') : given.profile;
  // What failed there is selected already, whatever the effort was.
  const plan = loadRunPlan(given.only, given.shard, profile);
  const chosen = failedAmong(plan, report, given.failed);
  const { effort = 'default' } = report.search;
  const options: RunValues = {
    ...given,
    profile,
    effort: given.effort ?? (effort === 'quick' ? 'default' : effort),
    only: chosen.selected.map(({ id }) => id),
    seed: given.seed ?? report.seed,
    runs: given.runs ?? report.search.runs,
    time: given.time ?? report.search.milliseconds,
  };
  return { plan: chosen, options };
}

function checkEffort({ effort, runs, time }: RunValues): void {
  if (effort !== 'quick' || (runs === null && time === null)) return;
  throw new UsageError(
    `--effort quick runs no property, so that ${runs === null ? '--time' : '--runs'} has no effect; leave one of the two out`,
  );
}

function checkWatch({ watch: on, target, updateKnown }: RunValues): void {
  if (!on) return;
  if (target === null) throw new UsageError('--watch needs a server to watch: --target URL');
  if (updateKnown) throw new UsageError('--watch and --update-known cannot be used together');
}

/** How a report is shown and written. */
interface Finish {
  readonly quiet: boolean;
  readonly outputs: readonly Output[];
  readonly write: Writer;
  /** An earlier report, for the formats that compare. */
  readonly baseline: Report | null;
}

/** Shows a report and writes its other formats. @returns the exit code */
export function finish(
  report: Report,
  { quiet, outputs, write, baseline }: Finish,
  context: ProcessContext,
): ExitCode {
  const text = quiet ? verdictText : terminalText;
  show((paint) => text(report, paint), outputs, context);
  write(report, context.out, baseline);
  return codeFor(report);
}

/** The exit code of a report: the gates decide, for they know which failures are known. */
export function codeFor({ verdict, ended, outcomes, gates, subject }: Report): ExitCode {
  const nothing = outcomes.every(({ verdict: end }) => end === 'broken' || end === 'skipped');
  const ours = outcomes.some((outcome) => outcome.verdict === 'broken' && outcome.ours);
  const passing = gates.known.some(({ status: standing }) => standing === 'passing');
  // The tests of a client that fail are its author's to look at, whatever it was seen to do.
  const failed = (subject?.failure ?? null) !== null;
  const short = verdict === 'inconclusive' || gates.unmet.length > 0;
  return highestPriority([
    ...(verdict === 'interrupted' ? [exit.interrupted] : []),
    ...(ours ? [exit.defect] : []),
    ...(ended === 'lost' && nothing && subject === undefined ? [exit.target] : []),
    ...(gates.violated.length > 0 || failed ? [exit.violations] : []),
    ...(passing ? [exit.unexpected] : []),
    ...(short ? [exit.inconclusive] : []),
  ]);
}
