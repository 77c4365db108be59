import { fold } from '../reports/fold.ts';
import { type Criteria, defaultCriteria } from '../reports/gates/criteria.ts';
import { failsRun, isKnown, mismatchesOf } from '../reports/gates/case-mismatches.ts';
import type { Ended, UngatedReport } from '../reports/report.ts';
import { type OpenTarget, targetOf, type TargetOptions } from '../harness/run/open.ts';
import type { Outcome } from '../harness/run/outcome.ts';
import { run } from '../harness/run/runner.ts';
import type { RunContext } from '../harness/run/create-world.ts';
import type { Register } from '../harness/document/requirements.ts';
import { openReachable, targetOptions } from './opening.ts';
import type { Progress } from './progress/progress.ts';
import type { Question } from './question.ts';
import { writeReplays } from './replays.ts';
import type { Settings } from './options/settings.ts';
import type { Site } from './site.ts';
import type { Surroundings } from './surroundings.ts';
import { readVersion } from './version.ts';

/** What a run came to: its outcomes, and whether it saw every case. */
interface Yield {
  readonly outcomes: readonly Outcome[];
  readonly ended: Ended;
}

/**
 * Asks a target the whole question, writes the replays of properties that failed, and folds the answers to a
 * report, of which the gates are still to be judged. Who interrupts it gets the report so far.
 * @throws NoTarget, NoAccounts, TargetError
 */
export async function inquire(
  question: Question,
  settings: Settings,
  site: Site,
  accounts: TargetOptions['accounts'],
  seed: number,
  around: Surroundings,
  progress: Progress,
  demands: Criteria = defaultCriteria,
): Promise<UngatedReport> {
  const { spec, plan, selected, shard } = question;
  const { auth, level, only } = settings;
  const options = targetOptions(settings, site, accounts, seed, around);
  const { origin, prefix, basePath } = targetOf(spec, options);
  const started = new Date();
  const { outcomes, ended } = await ask(question, settings, options, around, progress, demands);
  const { files, problem } = writeReplays(outcomes, settings.replays);
  if (problem !== null) around.note(`warning: ${problem}\n`);
  return fold(
    {
      level,
      only,
      seed,
      search: { runs: settings.runs, milliseconds: settings.time },
      target: { origin, prefix, basePath, auth, bundled: site.bundled },
      versions: { tool: readVersion(), node: process.versions.node },
      started,
      finished: new Date(),
      sha256: spec.declaration.sha256,
      register: spec.register,
      claims: plan.claims,
      selected,
      shard,
      ended,
      replays: files,
    },
    outcomes,
  );
}

async function ask(
  { spec, selected }: Question,
  settings: Settings,
  options: TargetOptions,
  { interrupted }: Surroundings,
  progress: Progress,
  demands: Criteria,
): Promise<Yield> {
  const outcomes: Outcome[] = [];
  let whole = false;
  try {
    const open = await openReachable(spec, options);
    const runOptions = {
      concurrency: settings.concurrency,
      last: (outcome: Outcome) => settings.bail && ends(outcome, spec.register, settings, demands),
      signal: interrupted,
      redactor: open.redactor,
    };
    try {
      const setting = {
        ...open.setting,
        keepAll: settings.transcripts === 'all',
        ...glimpses(open, settings, progress),
      };
      for await (const event of run(setting, selected, runOptions)) {
        progress.tell(event);
        if (event.kind === 'finished') whole = event.complete;
        if (event.kind === 'finished-case') outcomes.push(event.outcome);
      }
    } finally {
      await open.close();
    }
  } catch (error) {
    // Whatever an interruption made fail is no news.
    if (!interrupted.aborted) throw error;
  } finally {
    progress.end();
  }
  if (whole) return { outcomes, ended: 'whole' };
  return { outcomes, ended: interrupted.aborted ? 'interrupted' : 'bailed' };
}

/** Shows who looks on what cases under way do, with every secret hidden. */
function glimpses(
  { setting, redactor }: OpenTarget,
  { verbose }: Settings,
  progress: Progress,
): Pick<RunContext, 'watch' | 'watchSearch'> {
  const { basePath } = setting.target;
  const watchSearch: RunContext['watchSearch'] = (id, searching) =>
    progress.tell({ kind: 'searching', case: id, searching });
  if (!verbose) return { watchSearch };
  return {
    watchSearch,
    watch: (id, exchange, findings) =>
      progress.tell({
        kind: 'exchanged',
        case: id,
        basePath,
        ...redactor.deep({ exchange, findings }),
      }),
  };
}

/** Whether a case fails for something that decides and is not known. */
const ends = (
  outcome: Outcome,
  register: Register,
  { level }: Settings,
  demands: Criteria,
): boolean =>
  mismatchesOf([outcome]).some(
    (finding) =>
      failsRun(finding, register.get(finding.mismatch.requirement)?.grade, level, demands.failOn) &&
      !isKnown(finding, demands),
  );
