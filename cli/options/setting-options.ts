import type { Argv } from 'yargs';
import { formatNames } from '../../reports/formats/index.ts';
import { aboutGates } from './gate-options.ts';
import type { settingKeys } from './settings.ts';

/** What each option of `run` is for, in a line of its help. */
export const about: Readonly<Record<(typeof settingKeys)[number], string>> = {
  target: 'URL of the server to judge; left out, the bundled reference server',
  'base-path': 'path below which the operations hang',
  only: 'cases to run: case ids, operations, requirement ids, with *',
  shard: 'I/N: the I-th of N parts of these cases; merge puts the reports together',
  level: 'which grades decide: documented (default), disputed, implied, convention',
  accounts: 'auto (default), FILE with user ids and tokens or passwords, exec:COMMAND',
  auth: 'how the token travels: query (default), header',
  concurrency: 'cases that run side by side (default 8)',
  timeout: 'seconds a request may take (default 10)',
  patience: 'seconds that rate limits of one request are waited out (default 30)',
  lacks: 'what the target is known to lack: aliases',
  seed: 'number that repeats what a run chose at random',
  runs: 'runs of each property (left out, as the property has it)',
  time: 'seconds each property may search (left out, as the property has it)',
  replays: 'folder for what replays a failed property (default conformance-report/replays)',
  bail: 'stop at the first violation that decides',
  report: `FORMAT=FILE, as often as wanted; - is standard output; ${formatNames.join(', ')}`,
  baseline: 'earlier report in JSON: markdown tells what fails and what holds since',
  transcripts: 'whose exchanges go into the report: failures (default), all',
  quiet: 'print the verdict only',
  verbose: 'show every exchange as it happens, on standard error',
  ...aboutGates,
};

const lists = ['only', 'lacks', 'report', 'fail-on'];
const switches = ['bail', 'quiet', 'verbose', 'update-known', 'strict'];

/** Adds options of `run` to a command. */
export function described(parser: Argv, keys: readonly (typeof settingKeys)[number][]): Argv {
  const kindOf = (key: string): 'array' | 'boolean' | 'string' => {
    if (lists.includes(key)) return 'array';
    return switches.includes(key) ? 'boolean' : 'string';
  };
  return keys.reduce(
    (all, key) =>
      all.option(key, {
        describe: about[key],
        requiresArg: kindOf(key) !== 'boolean',
        ...(kindOf(key) === 'array' ? { array: true, string: true } : { type: kindOf(key) }),
        // Files may stand behind it.
        ...(key === 'fail-on' ? { nargs: 1 } : {}),
      }),
    parser,
  );
}

/** The same, and the file that they may stand in. */
export const settings = (parser: Argv, keys: readonly (typeof settingKeys)[number][]): Argv =>
  described(parser, keys).option('config', {
    type: 'string',
    requiresArg: true,
    describe: 'file with the options of run (default rooms-conformance.yaml, if there); flags win',
  });
