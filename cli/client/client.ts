import type { Driver } from '../../clients/driver/driver.ts';
import { createProcessDriver } from '../../clients/driver/process-driver.ts';
import { outcomeOf } from '../../clients/outcome.ts';
import { openTheatre, playAll } from '../../clients/run.ts';
import type { Played } from '../../clients/stage/play.ts';
import type { Scenario } from '../../clients/stage/scenario.ts';
import { loadSpec, type Spec } from '../../harness/document/load.ts';
import { observeWorlds, type WorldsObserver } from '../../mock/verdict/observe.ts';
import { fold } from '../../reports/fold.ts';
import { plain } from '../../reports/plain.ts';
import type { UngatedReport } from '../../reports/report.ts';
import { scenarios } from '../../suites/clients/index.ts';
import { type ExitCode, UsageError } from '../exit.ts';
import { applyGates, cleanupCommandOfRun, noteCleanup, openGates } from '../known-failures.ts';
import type { Given } from '../options/parse.ts';
import { openOutputs } from '../outputs.ts';
import type { ProcessContext } from '../process-context.ts';
import { finish } from '../run.ts';
import { readVersion } from '../version.ts';
import { chooseScenarios } from './choose.ts';

type Options = Given<'client'>['values'];

/** Judges a client by what it does when a driver lets it act, and by the requests that it sends. */
export async function clientCommand(
  { args, values: options, typed }: Given<'client'>,
  context: ProcessContext,
): Promise<ExitCode> {
  if (args.length === 0) {
    throw new UsageError(
      'name the program that drives the client behind --, as in client -- node my-driver.mjs; docs/clients/drivers.md says how to write one',
    );
  }
  const chosen = chooseScenarios(options.only);
  const spec = loadSpec();
  const names = { requirements: [...spec.clients.keys()], cases: scenarios.map(({ id }) => id) };
  const gates = openGates({ ...options, failOn: [] }, names);
  const write = await openOutputs(options.report);
  const observer = observeWorlds(spec);
  const started = new Date();
  const played = await perform(chosen, args, options, observer, context);
  const run = { command: args, started, interrupted: context.interrupted.aborted };
  const folded = reportOf(run, chosen, played, observer, spec, options, context);
  const report = applyGates(folded, gates, context);
  const { quiet, report: outputs } = options;
  const code = finish(report, { quiet, outputs, write, baseline: null }, context);
  noteCleanup(report, cleanupCommandOfRun(options, typed, 'client'), context);
  return code;
}

/** Plays the scenarios, and says of each how it ended. */
async function perform(
  chosen: readonly Scenario[],
  command: readonly string[],
  { timeout, quiet }: Options,
  observer: WorldsObserver,
  { note, notePaint, interrupted }: ProcessContext,
): Promise<readonly Played[]> {
  const theatre = await openTheatre(observer);
  let log = '';
  const driver: Driver = createProcessDriver({
    command,
    deadline: timeout,
    onLog: (text) => (log = (log + text).slice(-2000)),
  });
  const stop = (): void => void driver.end();
  interrupted.addEventListener('abort', stop, { once: true });
  const played: Played[] = [];
  const marks = { passed: '✓', failed: '✗', broken: '!', skipped: '-' } as const;
  const tones = { passed: 'good', failed: 'bad', broken: 'unsure', skipped: 'quiet' } as const;
  try {
    for await (const one of playAll(chosen, driver, theatre, scenarios)) {
      if (interrupted.aborted) break;
      played.push(one);
      if (quiet) continue;
      const { verdict, reason, scenario } = one;
      const mark = notePaint(tones[verdict], marks[verdict]);
      note(`${mark} ${scenario.id}${reason === null ? '' : `: ${plain(reason)}`}\n`);
    }
    const isSilent = played.every(({ driver: described }) => described === null);
    if (isSilent && log !== '') note(`the driver said: ${plain(log, 1000)}\n`);
    return played;
  } finally {
    interrupted.removeEventListener('abort', stop);
    await driver.end();
    await theatre.close();
  }
}

/** What is known of the run beside its scenarios. */
interface ClientRun {
  readonly command: readonly string[];
  readonly started: Date;
  readonly interrupted: boolean;
}

function reportOf(
  { command, started, interrupted }: ClientRun,
  chosen: readonly Scenario[],
  played: readonly Played[],
  observer: WorldsObserver,
  { declaration, clients }: Spec,
  { level, only }: Options,
  { node }: ProcessContext,
): UngatedReport {
  const { requests, requirements, operations, errors } = observer.result();
  const outcomes = played.map(outcomeOf);
  const claims = new Map(
    [...clients.keys()].map((id) => [
      id,
      scenarios.filter(({ requires }) => requires.includes(id)).map((scenario) => scenario.id),
    ]),
  );
  return fold(
    {
      level,
      only,
      seed: 0,
      search: { runs: null, milliseconds: null },
      subject: {
        kind: 'client',
        command: command.join(' '),
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
      selected: chosen.map(({ id, requires }) => ({ id, requires })),
      shard: null,
      ended: interrupted ? 'interrupted' : 'whole',
      replays: new Map(),
    },
    outcomes,
  );
}
