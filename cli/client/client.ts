import type { Driver } from '../../clients/driver/driver.ts';
import { createProcessDriver } from '../../clients/driver/process-driver.ts';
import { outcomeOf } from '../../clients/outcome.ts';
import { openTheatre, playAll } from '../../clients/run.ts';
import { searchAll } from '../../clients/series/search.ts';
import type { ClientRequirementId } from '../../harness/document/ids.ts';
import { loadSpec, type Spec } from '../../harness/document/load.ts';
import type { CaseId } from '../../harness/run/case.ts';
import type { Outcome } from '../../harness/run/outcome.ts';
import type { SearchOptions } from '../../harness/run/search.ts';
import { observeWorlds, type WorldsObserver } from '../../mock/verdict/observe.ts';
import { fold } from '../../reports/fold.ts';
import { quoted } from '../../reports/curl.ts';
import { plain } from '../../reports/plain.ts';
import type { UngatedReport } from '../../reports/report.ts';
import { exit, type ExitCode, UsageError } from '../exit.ts';
import {
  applyGates,
  cleanupCommandOfRun,
  noteCleanup,
  openGates,
} from '../gates/known-failures.ts';
import type { Given } from '../options/parse.ts';
import { openOutputs } from '../options/outputs.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { finish } from '../run/run.ts';
import { writeReplays } from '../run/replay-files.ts';
import { readVersion } from '../version.ts';
import { type Chosen, chooseScenarios, everyScenario } from './choose.ts';
import { writeTemplate } from './init.ts';
import { searchOf } from './search.ts';

type Options = Given<'client'>['values'];

/** Judges a client by what it does when a driver lets it act, and by the requests that it sends. */
export async function clientCommand(
  { args, values: options, typed }: Given<'client'>,
  context: ProcessContext,
): Promise<ExitCode> {
  if (options.init !== null) {
    if (args.length > 0)
      throw new UsageError(
        '--init writes a driver and runs none; leave out -- and what stands behind it',
      );
    context.out(writeTemplate(options.init));
    return exit.conformant;
  }
  if (args.length === 0) {
    throw new UsageError(
      'name the program that drives the client behind --, as in client -- node my-driver.mjs; client --init my-driver.mjs writes one to begin with',
    );
  }
  const search = searchOf(options);
  const named = chooseScenarios(options.only);
  const chosen = search.effort === 'quick' ? { ...named, series: [] } : named;
  const spec = loadSpec();
  const cases = [...everyScenario.scenarios, ...everyScenario.series].map(({ id }) => id);
  const names = { requirements: [...spec.clients.keys()], cases };
  const gates = openGates({ ...options, failOn: [] }, names);
  const write = await openOutputs(options.report);
  const observer = observeWorlds(spec);
  const started = new Date();
  const outcomes = await perform(chosen, args, search, options, observer, context);
  const { files, problem } = writeReplays(outcomes, options.replays);
  if (problem !== null) context.note(`warning: ${problem}\n`);
  const interrupted = context.interrupted.aborted;
  const run = { command: args, started, interrupted, search, replays: files };
  const folded = reportOf(run, chosen, outcomes, observer, spec, options, context);
  const report = applyGates(folded, gates, context);
  const { quiet, report: outputs } = options;
  const code = finish(report, { quiet, outputs, write, baseline: null }, context);
  noteCleanup(report, cleanupCommandOfRun(options, typed, 'client'), context);
  return code;
}

type ClientOutcome = Outcome<ClientRequirementId>;

/** The most drivers at once, whatever they say. */
const mostJobs = 8;

/** Plays the scenarios and then the series, and says of each how it ended. */
async function perform(
  chosen: Chosen,
  command: readonly string[],
  search: SearchOptions,
  { timeout, quiet, jobs }: Options,
  observer: WorldsObserver,
  { note, notePaint, interrupted }: ProcessContext,
): Promise<readonly ClientOutcome[]> {
  const theatre = await openTheatre(observer);
  let log = '';
  const drivers: Driver[] = [];
  const open = (): Driver => {
    const driver = createProcessDriver({
      command,
      deadline: timeout,
      onLog: (text) => (log = (log + text).slice(-2000)),
    });
    drivers.push(driver);
    return driver;
  };
  const endAll = async (): Promise<void> =>
    void (await Promise.all(drivers.map((driver) => driver.end())));
  const stop = (): void => void endAll();
  interrupted.addEventListener('abort', stop, { once: true });
  const players = { open, most: jobs ?? mostJobs, stopped: interrupted };
  const outcomes: ClientOutcome[] = [];
  const marks = { passed: '✓', failed: '✗', broken: '!', skipped: '-' } as const;
  const tones = { passed: 'good', failed: 'bad', broken: 'unsure', skipped: 'quiet' } as const;
  const tell = (outcome: ClientOutcome): void => {
    outcomes.push(outcome);
    if (quiet) return;
    const { verdict, case: id } = outcome;
    const reason = reasonOf(outcome);
    const mark = notePaint(tones[verdict], marks[verdict]);
    note(`${mark} ${id}${reason === null ? '' : `: ${plain(reason)}`}\n`);
  };
  let isSilent = true;
  try {
    for await (const one of playAll(chosen.scenarios, players, theatre, everyScenario.scenarios)) {
      if (interrupted.aborted) break;
      if (one.driver !== null) isSilent = false;
      tell(outcomeOf(one));
    }
    const { series } = everyScenario;
    for await (const one of searchAll(
      chosen.series,
      drivers[0] ?? open(),
      theatre,
      search,
      series,
    )) {
      if (interrupted.aborted) break;
      if (one.requests > 0) isSilent = false;
      tell(one);
    }
    if (isSilent && log !== '') note(`the driver said: ${plain(log, 1000)}\n`);
    return outcomes;
  } finally {
    interrupted.removeEventListener('abort', stop);
    await endAll();
    await theatre.close();
  }
}

/** Why something could not be judged or was skipped; null otherwise. */
const reasonOf = (outcome: ClientOutcome): string | null => {
  if (outcome.verdict === 'broken') return outcome.cause;
  return outcome.verdict === 'skipped' ? outcome.reason : null;
};

/** What is known of the run beside what was played. */
interface ClientRun {
  readonly command: readonly string[];
  readonly started: Date;
  readonly interrupted: boolean;
  readonly search: SearchOptions;
  readonly replays: ReadonlyMap<CaseId, string>;
}

function reportOf(
  { command, started, interrupted, search, replays }: ClientRun,
  chosen: Chosen,
  outcomes: readonly ClientOutcome[],
  observer: WorldsObserver,
  { declaration, clients }: Spec,
  { level, only }: Options,
  { node }: ProcessContext,
): UngatedReport {
  const { requests, requirements, operations, errors } = observer.result();
  const all = [...everyScenario.scenarios, ...everyScenario.series];
  const claims = new Map(
    [...clients.keys()].map((id) => [
      id,
      all.filter(({ requires }) => requires.includes(id)).map((scenario) => scenario.id),
    ]),
  );
  return fold(
    {
      level,
      only,
      seed: search.seed,
      search: {
        effort: search.effort ?? 'default',
        runs: search.runs,
        milliseconds: search.milliseconds,
      },
      subject: {
        kind: 'client',
        command: command.map(quoted).join(' '),
        failure: null,
        requests,
        dialect: [],
        tallies: Object.fromEntries(
          [...requirements].map(([id, { met, violated }]) => [id, { met, violated }]),
        ),
        operations,
        errors,
      },
      target: {
        origin: 'http://127.0.0.1',
        prefix: '',
        basePath: declaration.basePath,
        auth: 'query',
        bundled: false,
      },
      versions: { tool: readVersion(), node },
      started,
      finished: new Date(),
      sha256: declaration.sha256,
      register: new Map(
        [...clients.values()].map(({ shownBy: _shownBy, ...requirement }) => [
          requirement.id,
          { ...requirement, operation: null, unassertable: null },
        ]),
      ),
      claims,
      selected: [...chosen.scenarios, ...chosen.series].map(({ id, requires }) => ({
        id,
        requires,
      })),
      shard: null,
      ended: interrupted ? 'interrupted' : 'whole',
      replays,
    },
    outcomes,
  );
}
