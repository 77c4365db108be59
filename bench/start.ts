import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ratio } from './measure.ts';

const execute = promisify(execFile);

/** `rooms-conformance --version` ÷ `node -e 0`. */
export function measureStart(rounds: number): Promise<number> {
  const main = new URL('../cli/main.js', import.meta.url).pathname;
  return ratio(
    rounds,
    () => execute(process.execPath, [main, '--version']),
    () => execute(process.execPath, ['-e', '0']),
  );
}
