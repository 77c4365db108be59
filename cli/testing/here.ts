import { createPaint } from '../../reports/colour.ts';
import type { ExitCode } from '../exit.ts';
import { coloured } from '../process/process-context.ts';
import { carryOut } from '../program.ts';
import { testContext } from './context.ts';
import { folder } from './process.ts';

export interface StartedHere {
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** What a first signal does to a process. */
  readonly interrupt: () => void;
  readonly code: Promise<ExitCode>;
}

/** Whether a command is at work, in its folder: a process has only one. */
let away = false;

/** Begins a command in this process, as `start` does in one of its own, and without the second that this takes. */
export function startHere(
  args: readonly string[],
  cwd = folder(),
  env: Readonly<Record<string, string>> = {},
): StartedHere {
  if (away) throw new Error('another command is still at work in this process');
  const home = process.cwd();
  const controller = new AbortController();
  const paint = createPaint(coloured(env, false));
  const { context, out, note } = testContext({
    paint,
    notePaint: paint,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    interrupted: controller.signal,
  });
  process.chdir(cwd);
  away = true;
  const code = carryOut(args, context, () => {}).finally(() => {
    process.chdir(home);
    away = false;
  });
  return { stdout: out, stderr: note, interrupt: () => controller.abort(), code };
}

/** Carries out a command in this process, from its folder, with its configuration file, to its exit code. */
export async function cliHere(
  args: readonly string[],
  cwd?: string,
  env?: Readonly<Record<string, string>>,
) {
  const { code, stdout, stderr } = startHere(args, cwd, env);
  return { code: await code, stdout: stdout(), stderr: stderr() };
}
