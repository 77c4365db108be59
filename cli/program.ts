import { plain } from '../reports/plain.ts';
import { codeOf, exit, type ExitCode, lacksFiles } from './exit.ts';
import type { CommandName } from './options/commands.ts';
import { type Given, parse, type Request } from './options/parse.ts';
import { withoutPasswords } from './process/passwords.ts';
import { openProcess, type ProcessContext } from './process/process-context.ts';
import { readVersion } from './version.ts';

/** Runs the command that the command line asks for, and ends the process with its exit code. */
export async function main(argv: readonly string[]): Promise<never> {
  const { context, catchSignals, onError, finish } = openProcess();
  onError((error) => void finish(reportError(error, context)));
  return finish(await carryOut(argv, context, catchSignals));
}

/**
 * Carries out a command line, and says what went wrong.
 * @param catchSignals called before a command that can be interrupted
 */
export async function carryOut(
  argv: readonly string[],
  context: ProcessContext,
  catchSignals: () => void,
): Promise<ExitCode> {
  try {
    const request = parse(argv, readVersion());
    if (!computing.has(request.command)) catchSignals();
    return await perform(request, context);
  } catch (error) {
    return reportError(error, context);
  }
}

/** What computes without a pause cannot notice a signal, and leaves nothing behind that it would have to clean up. */
const computing: ReadonlySet<Request['command']> = new Set([
  'text',
  'list',
  'explain',
  'faults',
  'coverage',
  'report',
  'compare',
  'merge',
  'lint',
  'diff',
  'export',
]);

type Action<C extends CommandName> = (
  given: Given<C>,
  context: ProcessContext,
) => ExitCode | Promise<ExitCode>;

/** The code of each command is loaded when it is asked for. */
const actions: { readonly [C in CommandName]: () => Promise<Action<C>> } = {
  run: async () => (await import('./run/run.ts')).runCommand,
  probe: async () => (await import('./run/probe.ts')).probeCommand,
  replay: async () => (await import('./replay.ts')).replayCommand,
  list: async () => (await import('./list.ts')).listCommand,
  merge: async () => (await import('./merge.ts')).mergeCommand,
  report: async () => (await import('./report.ts')).reportCommand,
  compare: async () => (await import('./compare.ts')).compareCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  coverage: async () => (await import('./coverage.ts')).coverageCommand,
  examples: async () => (await import('./authoring/examples.ts')).examplesCommand,
  serve: async () => (await import('./serve.ts')).serveCommand,
  client: async () => (await import('./client/client.ts')).clientCommand,
  proxy: async () => (await import('./proxy/proxy.ts')).proxyCommand,
  mock: async () => (await import('./mock/mock.ts')).mockCommand,
  diff: async () => (await import('./authoring/diff.ts')).diffCommand,
  export: async () => (await import('./authoring/export.ts')).exportCommand,
  traffic: async () => (await import('./traffic/traffic.ts')).trafficCommand,
  lint: async () => (await import('./authoring/lint.ts')).lintCommand,
  faults: async () => (await import('./faults.ts')).faultsCommand,
  selftest: async () => (await import('./selftest/selftest.ts')).selftestCommand,
};

/** Runs a command. @returns the exit code */
export async function perform(request: Request, context: ProcessContext): Promise<ExitCode> {
  if (request.command === 'text') {
    context.out(request.text);
    return exit.conformant;
  }
  return act(request.command, request, context);
}

async function act<C extends CommandName>(
  command: C,
  given: Given<C>,
  context: ProcessContext,
): Promise<ExitCode> {
  const action = await actions[command]();
  return action(given, context);
}

/** Says in one sentence what went wrong; the stack is only for those who ask for it. */
export function reportError(error: unknown, context: ProcessContext): ExitCode {
  if (lacksFiles(error)) {
    context.note(
      `rooms-conformance: this process may open too few files (${error.code}). Raise the limit, for example with ulimit -n 1024.\n`,
    );
    return exit.defect;
  }
  const code = codeOf(error);
  const message = withoutPasswords(error instanceof Error ? error.message : String(error));
  if (code === exit.defect) {
    context.note(`This is a bug in rooms-conformance: ${plain(message, 400)}\n`);
    const stack = error instanceof Error ? error.stack : undefined;
    if ((context.env['ROOMS_CONFORMANCE_DEBUG'] ?? '') !== '') context.note(`${stack ?? ''}\n`);
    return code;
  }
  const lines = message
    .split('\n')
    .map((line) => `${/^ */.exec(line)?.[0] ?? ''}${plain(line, 400)}`);
  context.note(`${context.notePaint('bad', 'rooms-conformance:')} ${lines.join('\n')}\n`);
  return code;
}
