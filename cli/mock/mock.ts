import type { ClientRequirementId } from '../../harness/document/ids.ts';
import { clientJudge } from '../../mock/client-judge.ts';
import { urlOf } from '../../mock/control/describe-world.ts';
import { demandToken } from '../../mock/control/guard.ts';
import { DocumentError, readDocument } from '../../mock/documents/index.ts';
import { redactionOf } from '../../mock/journal/redaction.ts';
import type { Entry } from '../../mock/journal/journal.ts';
import { readRules } from '../../mock/rules/read.ts';
import { createMockServer, type MockServer } from '../../mock/server.ts';
import { stateDocument } from '../../mock/state/index.ts';
import type { WorldsObserver } from '../../mock/verdict/observe.ts';
import { UnknownVariant } from '../../mock/worlds/dialect.ts';
import type { World, WorldOptions } from '../../mock/worlds/world.ts';
import { plain } from '../../reports/plain.ts';
import { exit, type ExitCode, highestPriority, UsageError } from '../exit.ts';
import { readText } from '../files/files.ts';
import { aborted, cannotListen } from '../process/listening.ts';
import type { Given } from '../options/parse.ts';
import type { ProcessContext } from '../process/process-context.ts';
import type { Recording } from '../files/recording.ts';
import { runTests } from '../process/run-tests.ts';
import type { ClientRun } from './client-verdict.ts';
import { recordedEntry } from './recorded-entry.ts';
import { createRequestList, type RequestList } from './request-list.ts';
import { linesOf } from './request-lines.ts';

type Options = Given<'mock'>['values'];

/** How long a world must have been idle before it makes room for another one, in milliseconds. */
const idle = 60_000;

/** The most requests that each journal holds. */
const journalEntries = 10_000;

/** Runs the mock until somebody stops it, or until the command ends that it was started for. */
export async function mockCommand(
  given: Given<'mock'>,
  context: ProcessContext,
): Promise<ExitCode> {
  const { values: options } = given;
  checkOptions(options);
  const world = askable(() => beginningOf(options));
  const recording = await recordingOf(options, context);
  let lost = false;
  const serveWith = async <T>(
    observer: Pick<WorldsObserver, 'onEnd'>,
    use: (mock: MockServer) => Promise<T>,
  ): Promise<T> => {
    try {
      return await serve(options, world, observer, recording, context, use);
    } finally {
      lost = (recording?.end() ?? null) !== null;
    }
  };
  const code = await judged(given, context, serveWith);
  return lost ? highestPriority([code, exit.usage]) : code;
}

/** Nothing of what writes a recording is loaded where there is none. */
const recordingOf = async (
  { record }: Options,
  context: ProcessContext,
): Promise<Recording | null> =>
  record === null
    ? null
    : (await import('../files/recording.ts')).prepareRecording(record, context);

async function judged(
  given: Given<'mock'>,
  context: ProcessContext,
  serveWith: <T>(
    observer: Pick<WorldsObserver, 'onEnd'>,
    use: (mock: MockServer) => Promise<T>,
  ) => Promise<T>,
): Promise<ExitCode> {
  const { values: options } = given;
  if (options.exec === null && options.report.length === 0) {
    await serveWith({ onEnd: () => {} }, (mock) => byHand(mock, options, context));
    return exit.conformant;
  }
  // A verdict needs most of the program. A mock without one starts in a fraction of the time.
  const { judgeRun } = await import('./judge-run.ts');
  return judgeRun(given, context, (observer) =>
    serveWith(observer, (mock) => observe(mock, options, observer, context)),
  );
}

/** Starts a mock, does something with it, and stops it, whatever happens. */
async function serve<T>(
  options: Options,
  world: WorldOptions,
  { onEnd }: Pick<WorldsObserver, 'onEnd'>,
  recording: Recording | null,
  context: ProcessContext,
  use: (mock: MockServer) => Promise<T>,
): Promise<T> {
  const list = isListed(options) ? openList(context) : null;
  const setting = {
    world,
    limits: { most: options.worlds, idle },
    journalEntries,
    controlToken: options.controlToken,
    judge: clientJudge(),
    onEnd(at: World, entry: Entry, observed: readonly ClientRequirementId[]) {
      onEnd(at, entry, observed);
      list?.add({ at, entry });
      recording?.add(recordedEntry(entry, urlOf(at, mock.origin())));
    },
  };
  const mock: MockServer = askable(() => createMockServer(setting));
  const { host, port } = options;
  await mock.listen(port, host).catch(cannotListen(host, port));
  try {
    recording?.begin();
    return await use(mock);
  } finally {
    await mock.close();
    list?.end();
  }
}

/** The output of a command is its own, so that requests are listed beside it only where somebody asks for that. */
const isListed = ({ exec, list, quiet }: Options): boolean => !quiet && (exec === null || list);

async function byHand(mock: MockServer, options: Options, context: ProcessContext): Promise<void> {
  context.out(welcome(mock, options));
  await aborted(context.interrupted);
}

/** Has a client use the mock: by the command that runs its tests, or by hand until somebody stops the mock. */
async function observe(
  mock: MockServer,
  options: Options,
  observer: WorldsObserver,
  context: ProcessContext,
): Promise<ClientRun> {
  const run = {
    started: new Date(),
    origin: mock.origin(),
    dialect: mock.worlds.root.dialect,
  };
  if (options.exec === null) {
    await byHand(mock, options, context);
    return { ...run, interrupted: false, failure: null };
  }
  const url = mock.origin();
  const found = { MATRIX_HOMESERVER_URL: url, ROOMS_CONFORMANCE_MOCK_URL: url };
  const requests = (): number => observer.result().requests;
  const failure = await runTests(options.exec, found, requests, context);
  return { ...run, interrupted: context.interrupted.aborted, failure };
}

function checkOptions({ host, controlToken, quiet, list, exec, report, ...more }: Options): void {
  try {
    demandToken(host, controlToken);
  } catch (error) {
    if (error instanceof RangeError)
      throw new UsageError(`${error.message}: --control-token TOKEN`);
    throw error;
  }
  if (quiet && list) throw new UsageError('--quiet and --list cannot be used together');
  const { known, updateKnown, minProven, strict } = more;
  const gated = known !== null || updateKnown || minProven !== null || strict;
  if (gated && exec === null && report.length === 0) {
    throw new UsageError(
      'nothing is judged without a client: add --exec COMMAND, or --report FORMAT=FILE',
    );
  }
}

/** Makes something of what the user wrote. @throws UsageError for a wrong document, and for an unknown variant */
function askable<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof DocumentError || error instanceof UnknownVariant)
      throw new UsageError(error.message);
    throw error;
  }
}

/** @throws DocumentError, UsageError where a file cannot be read */
function beginningOf({ state, rules, variant, seed, prefer }: Options): WorldOptions {
  return {
    seed,
    variant,
    prefer,
    state:
      state === null
        ? null
        : readDocument(stateDocument, state, readText(state, 'the state document')),
    rules: rules.flatMap((file) => readRules(file, readText(file, 'the rules')).rules),
  };
}

function welcome({ worlds, origin }: MockServer, { prefer }: Options): string {
  const { dialect, names } = worlds.root;
  const users = Object.entries(names.users).map(
    ([name, { userId }]) => `  ${plain(name)}: ${plain(userId)}`,
  );
  const rooms = Object.entries(names.rooms).map(
    ([name, { id, alias }]) => `  ${plain(name)}: ${plain(alias ?? id)}`,
  );
  return [
    `the mock listens at ${origin()}`,
    `  steer it at ${origin()}/_mock; ${origin()}/_mock/openapi.json describes how`,
    ...(dialect.length === 0 ? [] : [`  it speaks another dialect: ${dialect.join(', ')}`]),
    ...(prefer
      ? ['  Prefer: cause=REQUIREMENT or code=STATUS on a request chooses its answer']
      : []),
    ...(users.length === 0
      ? []
      : [`users (${origin()}/_mock/state?secrets=true tells their access tokens):`, ...users]),
    ...(rooms.length === 0 ? [] : ['rooms:', ...rooms]),
    'stop it with Ctrl-C',
    '',
  ].join('\n');
}

/** A request that has come to its end, and the world that it came to. */
interface Ended {
  readonly at: World;
  readonly entry: Entry;
}

/** Lists requests on standard error as they come to their ends. */
const openList = (context: ProcessContext): RequestList<Ended> =>
  createRequestList<Ended>({
    write: context.note,
    linesOf: ({ at: { id, names, home }, entry }) =>
      linesOf(entry, {
        world: id,
        names,
        redaction: redactionOf(home),
        paint: context.notePaint,
        columns: context.columns,
      }),
    now: () => performance.now(),
    later(call, milliseconds) {
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
  });
