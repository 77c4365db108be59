import { plain } from '../reports/plain.ts';
import { codeOf, exit, type ExitCode } from './exit.ts';
import { type Command, readCommand } from './options/request.ts';
import { end, openSurroundings, type Surroundings } from './surroundings.ts';
import { readVersion } from './version.ts';

/** Does what the command line asks, and ends the process with the code that says how it went. */
export async function obey(argv: readonly string[]): Promise<never> {
  const around = openSurroundings();
  const fail = (error: unknown): Promise<never> => end(complain(error, around));
  process.on('uncaughtException', (error) => void fail(error));
  process.on('unhandledRejection', (error) => void fail(error));
  try {
    return await end(await perform(readCommand(argv, readVersion()), around));
  } catch (error) {
    return fail(error);
  }
}

/** Each command is loaded when it is asked for. */
async function perform(command: Command, around: Surroundings): Promise<ExitCode> {
  switch (command.kind) {
    case 'text':
      around.out(command.text);
      return exit.conformant;
    case 'run':
      return (await import('./run.ts')).runCommand(command, around);
    case 'replay':
      return (await import('./replay.ts')).replayCommand(command, around);
    case 'list':
      return (await import('./list.ts')).listCommand(command, around);
    case 'merge':
      return (await import('./merge.ts')).mergeCommand(command, around);
    case 'report':
      return (await import('./report.ts')).reportCommand(command, around);
    case 'compare':
      return (await import('./compare.ts')).compareCommand(command, around);
    case 'explain':
      return (await import('./explain.ts')).explainCommand(command, around);
    case 'coverage':
      return (await import('./coverage.ts')).coverageCommand(command, around);
    case 'serve':
      return (await import('./serve.ts')).serveCommand(command, around);
    case 'faults':
      return (await import('./faults.ts')).faultsCommand(command, around);
    case 'selftest':
      return (await import('./selftest.ts')).selftestCommand(command, around);
  }
}

/** Tells what went wrong, in one sentence; a stack only to who asks for it. */
function complain(error: unknown, around: Surroundings): ExitCode {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (code === exit.defect) {
    around.note(`this is a defect of rooms-conformance: ${plain(message, 400)}\n`);
    const stack = error instanceof Error ? error.stack : undefined;
    if ((around.env['ROOMS_CONFORMANCE_DEBUG'] ?? '') !== '') around.note(`${stack ?? ''}\n`);
    return code;
  }
  const lines = message
    .split('\n')
    .map((line) => `${/^ */.exec(line)?.[0] ?? ''}${plain(line, 400)}`);
  around.note(`${around.notePaint('bad', 'rooms-conformance:')} ${lines.join('\n')}\n`);
  return code;
}
