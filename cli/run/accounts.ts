import { type AccountEntry, readAccountDocument } from '../../harness/world/account-document.ts';
import { NoTarget, UsageError } from '../exit.ts';
import { readText } from '../files/files.ts';
import { parseDocument } from '../files/parse-text.ts';
import { runCommandLine } from '../process/command-line.ts';

/** Milliseconds a command may take to print accounts. */
const commandLimit = 60_000;

/**
 * The users that `--accounts` gives.
 * @returns null for `auto`: they are registered; and when it was interrupted, as nobody is needed then
 * @throws UsageError, AccountDocumentError for a bad document; NoTarget for a command that fails
 */
export async function givenAccounts(
  given: string,
  signal: AbortSignal,
): Promise<readonly AccountEntry[] | null> {
  if (given === 'auto') return null;
  if (!given.startsWith('exec:')) {
    return readAccountDocument(parseDocument(readText(given, 'the accounts file'), given), given);
  }
  const command = given.slice('exec:'.length).trim();
  if (command === '') throw new UsageError('--accounts exec: must name a command');
  const { stdout, stderr, code, why } = await runCommandLine(command, commandLimit, signal);
  if (signal.aborted) return null;
  if (code !== 0) {
    const end = why ?? `it exited with code ${code}`;
    const said =
      stderr.trim() === '' ? '' : `\n  ${stderr.trim().split('\n').slice(-5).join('\n  ')}`;
    throw new NoTarget(`the command of --accounts gave no accounts: ${end}${said}`);
  }
  const source = 'the output of the command of --accounts';
  return readAccountDocument(parseDocument(stdout, source), source);
}
