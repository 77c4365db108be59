import { fold } from '../../reports/fold.ts';
import type { Criteria } from '../../reports/gates/criteria.ts';
import { failsRun, isKnown, mismatchesOf } from '../../reports/gates/case-mismatches.ts';
import type { Ended, ReportProbe, UngatedReport } from '../../reports/report.ts';
import { attribute } from '../../harness/attribution/attribute.ts';
import { type OpenTarget, targetOf, type TargetOptions } from '../../harness/run/open.ts';
import type { Outcome } from '../../harness/run/outcome.ts';
import { type Deadline, run } from '../../harness/run/runner.ts';
import { searchFactors } from '../../harness/run/search.ts';
import type { WireRequest } from '../../harness/wire/exchange.ts';
import type { RunContext } from '../../harness/run/create-world.ts';
import { knownFrom, probeServed } from '../../harness/world/probe.ts';
import type { Requirement } from '../../harness/document/requirements.ts';
import type { StatementId } from '../../harness/document/statements.ts';
import { capacityWithin } from '../process/open-files.ts';
import { NoTarget } from '../exit.ts';
import type { Values } from '../options/option.ts';
import { profile, type runOptions, targetOptions } from '../options/options.ts';
import { wordsOf } from '../options/values.ts';
import { withoutPasswords } from '../process/passwords.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { type Progress, silent } from '../progress/progress.ts';
import { writeReplays } from './replay-files.ts';
import { orderOf, type RunPlan } from './run-plan.ts';
import { howToOpen, openReachable, type TargetHandle } from './target.ts';
import { probedLine, probeFacts, profileHint, waitForSlow } from './probe.ts';
import { readVersion } from '../version.ts';

/** All that a run needs. */
export interface RunRequest {
  readonly plan: RunPlan;
  readonly options: Values<typeof runOptions>;
  readonly target: TargetHandle;
  /** Null registers users as they are needed. */
  readonly accounts: TargetOptions['accounts'];
  readonly seed: number;
  readonly criteria: Criteria;
  readonly progress: Progress;
}

/**
 * Runs the selected cases against the target, writes the replays of properties that failed, and folds the outcomes
 * to a report, whose gates are still to be judged. When it is interrupted, the report is about what was done so far.
 * @throws NoTarget, NoAccounts, TargetError, NothingServed
 */
export async function executeRun(
  request: RunRequest,
  context: ProcessContext,
): Promise<UngatedReport> {
  const { options, target, accounts, seed } = request;
  const { spec, plan, selected, shard } = request.plan;
  const { auth, level, only } = options;
  const capacity = capacityWithin(options.concurrency, context.openFiles, target.bundled);
  if (capacity.note !== null) context.note(capacity.note);
  const search = {
    effort: options.effort ?? 'default',
    runs: options.runs,
    milliseconds: options.time,
  } as const;
  const opening = {
    ...howToOpen(options, target, accounts, capacity, context),
    search: { seed, ...search },
    limitedRun: options.deadline === null ? usualLimitedRun * searchFactors[search.effort] : null,
  };
  const { origin, prefix, basePath } = targetOf(spec, opening);
  const started = new Date();
  const deadline = deadlineOf(options);
  const bounded = { ...opening, signal: AbortSignal.any([context.interrupted, deadline.signal]) };
  const ran = await runCases(request, bounded, deadline, context);
  const { outcomes, ended, lost, found, redact } = ran;
  const { files, problem } = writeReplays(outcomes, options.replays);
  if (problem !== null) context.note(`warning: ${problem}\n`);
  return fold(
    {
      level,
      only,
      seed,
      search,
      target: { origin, prefix, basePath, auth, bundled: target.bundled },
      options: askedHow(options).map(redact),
      versions: { tool: readVersion(), node: context.node },
      started,
      finished: new Date(),
      sha256: spec.declaration.sha256,
      register: spec.register,
      profile: spec.profile,
      claims: plan.claims,
      selected,
      shard,
      ended,
      ...(lost === null ? {} : { stopped: redact(lost) }),
      ...(found === null ? {} : { probe: found }),
      replays: files,
    },
    attribute(outcomes, spec.links, spec.register),
  );
}

/** The address of the target stands in the report anyway. */
function askedHow(options: RunRequest['options']): readonly string[] {
  const { target: _target, api: _api, basePath: _basePath, auth: _auth, ...rest } = targetOptions;
  return wordsOf({ ...rest, profile }, options);
}

/** Milliseconds that a run may take, and times the limit of a property that it may take at least. */
const [usualDeadline, limitsOfProperty] = [30 * 60_000, 3];

/** Milliseconds after which a run ends that rate limits slow down: cases under way then end within ten minutes. */
const usualLimitedRun = 8 * 60_000;

/** The deadline of a run that begins now, and what is said where it is over before the first case. */
function deadlineOf({
  deadline,
  time,
  effort,
}: Pick<RunRequest['options'], 'deadline' | 'time' | 'effort'>): Deadline & {
  readonly early: string;
} {
  const usual = usualDeadline * searchFactors[effort ?? 'default'];
  const milliseconds = deadline ?? Math.max(usual, limitsOfProperty * (time ?? 0));
  const reached = `the run reached its deadline of ${milliseconds / 1000} s`;
  return {
    signal: AbortSignal.timeout(milliseconds),
    reason: `${reached}; --deadline gives it more`,
    early: `${reached} before its first case. Does the target answer? If it is slow, give the run more with --deadline.`,
  };
}

/** What running the cases came to. */
interface Ran {
  readonly outcomes: readonly Outcome[];
  readonly ended: Ended;
  /** Why the target counts as lost; null where it does not. */
  readonly lost: string | null;
  /** What the probe found out; null where it did not come to its end. */
  readonly found: ReportProbe | null;
  /** Hides every secret that the run learnt. */
  readonly redact: (text: string) => string;
}

async function runCases(
  { plan, options, progress, criteria }: RunRequest,
  opening: TargetOptions,
  deadline: ReturnType<typeof deadlineOf>,
  { interrupted, note }: Pick<ProcessContext, 'interrupted' | 'note'>,
): Promise<Ran> {
  const { spec } = plan;
  const outcomes: Outcome[] = [];
  let whole = false;
  let lost: string | null = null;
  let redact = withoutPasswords;
  let found: ReportProbe | null = null;
  try {
    const open = await openReachable(spec, opening);
    redact = (text) => withoutPasswords(open.redactor.text(text));
    const runOptions = {
      concurrency: opening.concurrency,
      last: (outcome: Outcome) => options.bail && ends(outcome, spec.register, options, criteria),
      signal: interrupted,
      deadline,
      redactor: open.redactor,
    };
    try {
      const probed = await probeServed({ ...open.context, profile: spec.profile });
      found = open.redactor.deep(probeFacts(probed));
      if (probed.lateness !== null && probed.lateness > 0)
        open.context.lateViews?.late(probed.lateness);
      const slow = waitForSlow(open, probed.latency, options.timeout);
      if (progress !== silent && !interrupted.aborted) {
        note(`${probedLine(probed)}\n`);
        if (slow !== null) note(slow);
        if (spec.profile.name === 'none') note(profileHint(open.context.target.basePath));
      }
      const setting = {
        ...open.context,
        known: knownFrom(probed),
        send: async (asked: WireRequest) => {
          const exchange = await open.context.send(asked);
          progress.update({ kind: 'answered' });
          return exchange;
        },
        keepAll: options.transcripts === 'all',
        ...observers(open, options.verbose, progress),
      };
      for await (const event of run(setting, orderOf(plan), runOptions)) {
        progress.update(event);
        if (event.kind === 'finished') {
          whole = event.complete;
          lost = event.lost;
        }
        if (event.kind === 'finished-case') outcomes.push(event.outcome);
      }
    } finally {
      await open.close();
    }
  } catch (error) {
    // An interruption makes things fail, which is not worth a message.
    if (!interrupted.aborted) throw deadline.signal.aborted ? new NoTarget(deadline.early) : error;
  } finally {
    progress.end();
  }
  const early = interrupted.aborted ? 'interrupted' : lost === null ? 'bailed' : 'lost';
  return { outcomes, ended: whole ? 'whole' : early, lost, found, redact };
}

/** Lets the progress see what cases do while they run, with every secret hidden. */
function observers(
  { context, redactor }: OpenTarget,
  verbose: boolean,
  progress: Progress,
): Pick<RunContext, 'watch' | 'watchSearch'> {
  const { basePath } = context.target;
  const watchSearch: RunContext['watchSearch'] = (id, searching) =>
    progress.update({ kind: 'searching', case: id, searching });
  if (!verbose) return { watchSearch };
  return {
    watchSearch,
    watch: (id, exchange, findings) =>
      progress.update({
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
  register: ReadonlyMap<StatementId, Pick<Requirement, 'grade'>>,
  { level }: Pick<RunRequest['options'], 'level'>,
  criteria: Criteria,
): boolean =>
  mismatchesOf([outcome]).some(
    (finding) =>
      failsRun(
        finding,
        register.get(finding.mismatch.requirement)?.grade,
        level,
        criteria.failOn,
      ) && !isKnown(finding, criteria),
  );
