import { shareTerminal } from './command-line.ts';
import { UsageError } from '../exit.ts';
import type { ProcessContext } from './process-context.ts';

/** What a shell ends with where it cannot execute a command, or does not find it. */
const notStarted = [126, 127];

/**
 * Runs a client's own tests by the command of --exec.
 * @param found what they find in their environment
 * @param requests how many requests have come from them
 * @returns how they failed, as words that follow "the command"; null where they did not
 * @throws UsageError where they cannot be started
 */
export async function runTests(
  command: string,
  found: Readonly<Record<string, string>>,
  requests: () => number,
  { env, interrupted }: Pick<ProcessContext, 'env' | 'interrupted'>,
): Promise<string | null> {
  const ended = await shareTerminal(command, { ...env, ...found }, interrupted);
  switch (ended.kind) {
    case 'exited':
      if (notStarted.includes(ended.code) && requests() === 0) {
        throw new UsageError(
          `the command of --exec cannot be started: the shell ended with exit code ${ended.code}`,
        );
      }
      return ended.code === 0 ? null : `ended with exit code ${ended.code}`;
    case 'killed':
      return `was ended by ${ended.by}`;
    case 'not started':
      throw new UsageError(`the command of --exec cannot be started: ${ended.why}`);
  }
}
