import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { execute, ProcessError } from './processes.ts';

/** Programs of others. */
interface Tools {
  /** Their names, for messages. */
  readonly what: string;
  /** The folder of the lock file that says which versions they have. */
  readonly from: string;
  /** What is copied to where they are installed, package.json and package-lock.json among it. */
  readonly files: readonly string[];
  /** What to do where they cannot be installed; a sentence, or nothing. */
  readonly without: string;
}

/**
 * Installs programs of others outside of the project, as their lock file says, unless they are there.
 * @returns the folder
 * @throws ProcessError
 */
export async function install({ what, from, files, without }: Tools): Promise<string> {
  const lock = readFileSync(join(from, 'package-lock.json'));
  const version = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const folder = join(cacheFolder(), `bench-${version}`);
  const complete = join(folder, 'complete');
  mkdirSync(folder, { recursive: true });
  for (const path of files) cpSync(join(from, path), join(folder, basename(path)));
  if (existsSync(complete)) return folder;
  // Not `npm ci`, which insists on optional packages that a lock file leaves out since they are for later versions of Node.
  const args = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  try {
    await execute({ program: 'npm', args, folder });
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    throw new ProcessError(
      `${what} could not be installed in ${folder}, which needs the network. ${without} (${error.message})`,
    );
  }
  writeFileSync(complete, '');
  return folder;
}
