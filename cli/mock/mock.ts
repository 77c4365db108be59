import { clientJudge } from '../../mock/client-judge.ts';
import { demandToken } from '../../mock/control/guard.ts';
import type { Entry } from '../../mock/journal/journal.ts';
import { createRedaction, type Redaction } from '../../mock/journal/redaction.ts';
import { readRules } from '../../mock/rules/read.ts';
import { createMockServer, type MockServer } from '../../mock/server.ts';
import { readDocument } from '../../mock/documents/index.ts';
import { stateDocument } from '../../mock/state/index.ts';
import type { World, WorldOptions } from '../../mock/worlds/world.ts';
import { plain } from '../../reports/plain.ts';
import { shareTerminal } from '../command-line.ts';
import { exit, type ExitCode, UsageError } from '../exit.ts';
import { readText } from '../files.ts';
import { aborted, cannotListen } from '../listening.ts';
import type { Given } from '../options/parse.ts';
import type { ProcessContext } from '../process-context.ts';
import { linesOf } from './request-lines.ts';

type Options = Given<'mock'>['values'];

/** How long a world must have been idle before it makes room for another one, in milliseconds. */
const idle = 60_000;

/** The most requests that each journal holds. */
const journalEntries = 10_000;

/** Runs the mock until somebody stops it, or until the command ends that it was started for. */
export async function mockCommand(
  { values: options }: Given<'mock'>,
  context: ProcessContext,
): Promise<ExitCode> {
  checkOptions(options);
  const world = beginningOf(options);
  const list = options.quiet ? null : createList(context);
  const mock = createMockServer({
    world,
    limits: { most: options.worlds, idle },
    journalEntries,
    controlToken: options.controlToken,
    judge: clientJudge(),
    onEnd: (at, entry) => list?.(at, entry),
  });
  const { host, port } = options;
  await mock.listen(port, host).catch(cannotListen(host, port));
  try {
    if (options.exec !== null) return await runClient(options.exec, mock, context);
    context.out(welcome(mock, options));
    await aborted(context.interrupted);
    return exit.conformant;
  } finally {
    await mock.close();
  }
}

/** Runs the client's own tests, which find the mock in their environment. */
async function runClient(
  command: string,
  mock: MockServer,
  { env, note, interrupted }: ProcessContext,
): Promise<ExitCode> {
  const url = mock.origin();
  const found = { MATRIX_HOMESERVER_URL: url, ROOMS_CONFORMANCE_MOCK_URL: url };
  const ended = await shareTerminal(command, { ...env, ...found }, interrupted);
  switch (ended.kind) {
    case 'exited':
      return ended.code === 0 ? exit.conformant : exit.violations;
    case 'killed':
      note(`the command was ended by ${ended.by}\n`);
      return interrupted.aborted ? exit.interrupted : exit.violations;
    case 'not started':
      throw new UsageError(`the command cannot be started: ${ended.why}`);
  }
}

function checkOptions({ host, controlToken }: Options): void {
  try {
    demandToken(host, controlToken);
  } catch (error) {
    if (error instanceof RangeError)
      throw new UsageError(`${error.message}: --control-token TOKEN`);
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
    'stop it with Ctrl-C',
    '',
  ].join('\n');
}

/** Lists requests as they come to their ends. */
function createList({
  note,
  notePaint,
  columns,
}: ProcessContext): (world: World, entry: Entry) => void {
  const redactions = new WeakMap<World['home'], Redaction>();
  return (world, entry) => {
    const redaction = redactions.get(world.home) ?? createRedaction(world.home);
    redactions.set(world.home, redaction);
    const { id, names } = world;
    const around = { world: id, names, redaction, paint: notePaint, columns };
    note(`${linesOf(entry, around).join('\n')}\n`);
  };
}
