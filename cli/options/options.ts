import { grades } from '../../harness/document/requirements.ts';
import { type Profile, profileNames } from '../../harness/document/profile.ts';
import { efforts } from '../../harness/run/search.ts';
import { apiPaths, apiVersions, capabilities, lackable } from '../../harness/world/target.ts';
import { formatNames } from '../../reports/formats/index.ts';
import { failOns } from '../../reports/report.ts';
import { readOutput } from './outputs.ts';
import {
  choice,
  list,
  optional,
  readOneOf,
  readSeconds,
  readText,
  readWhole,
  seconds,
  text,
  toggle,
  whole,
} from './option.ts';
import { readBasePath, readLacks, readMinProven, readShard, readTarget } from './readers.ts';

/** The default folder of replays; it is made when a property fails. */
export const defaultReplays = 'conformance-report/replays';

/** The formats of a comparison, and of a kill matrix. */
export const comparisonFormats = ['json', 'markdown', 'html', 'text'] as const;
export const matrixFormats = ['json', 'markdown', 'text'] as const;

/** Where reports are written. If file names may follow the option, it takes one value each time. */
export const outputs = <F extends string>(
  formats: readonly F[],
  repeats: 'one value each' | 'all words that follow',
) => {
  const help = `where to write a report; - is standard output; formats: ${formats.join(', ')}`;
  return list('format=file', help, readOutput(formats), { repeats });
};

export const json = toggle('print JSON');
export const quiet = toggle('print only the verdict');
export const only = list(
  'pattern',
  'cases to run: case ids, operations or requirement ids; * stands for anything',
  readText,
  { shown: 'every case' },
);
export const effort = optional(
  'amount',
  'how much is tried: quick judges every documented success and error in under 600 requests; default runs every case; thorough gives each property ten times as many runs',
  readOneOf(efforts),
  'default',
);
export const shard = optional(
  'I/N',
  'run the I-th of N parts of the cases; the command merge combines their reports',
  readShard,
);
export const baseline = optional(
  'file',
  'earlier report in JSON; the Markdown report then says what changed since',
  readText,
);

/** The target, and how to treat it. */
export const targetOptions = {
  target: optional(
    'url',
    'server to judge; it is asked directly, never through a proxy',
    readTarget,
    'the bundled reference server',
  ),
  basePath: optional(
    'path',
    'path below which the operations are served',
    readBasePath,
    '/_matrix/client/api/v1',
  ),
  api: optional(
    'version',
    `version of the API, in place of --base-path: ${apiVersions.map((version) => `${version} is ${apiPaths[version]}`).join(', ')}`,
    readOneOf(apiVersions),
  ),
  accounts: text(
    'source',
    'users to act as: auto registers them; else a file with user ids and tokens or passwords, or exec:COMMAND, which prints such a file',
    'auto',
  ),
  auth: choice('place', 'how the access token is sent', ['query', 'header'], 'query'),
  timeout: seconds('how long one request may take', 0.001, 10),
  patience: seconds('how long rate limits of one case are waited out', 0, 30),
  lacks: {
    ...list(
      'feature',
      `what the target is known to lack: ${capabilities.join(', ')}, or operations such as get_room_sync_data; cases that need it are skipped`,
      readOneOf(lackable),
    ),
    read: readLacks,
  },
};

/** By which version of the specification a target is judged. */
export const profile = choice<Profile['name']>(
  'name',
  'judge by a later version of the specification, where it dropped or changed what the declaration says',
  ['none', ...profileNames],
  'none',
);

/** When a run passes, whether it is of a server or of a client's tests. */
export const commonGateOptions = {
  known: optional('file', 'YAML file of known failures, which do not fail the run', readText),
  updateKnown: toggle('write what fails now to the file of --known; reasons are kept'),
  minProven: optional(
    'share',
    'how much must be proven: 90% of each grade, or documented=95%,implied=80%',
    readMinProven,
  ),
  strict: toggle('end with 4 if the report has warnings'),
};

export const gateOptions = {
  ...commonGateOptions,
  failOn: list('kind', `also fail the run for: ${failOns.join(', ')}`, readOneOf(failOns), {
    repeats: 'one value each',
  }),
};

/** The configuration file, in which every other option of `run` may stand. */
export const config = optional(
  'file',
  'configuration file with options of run; options given here win',
  readText,
  'rooms-conformance.yaml, if it exists',
);

/** All options of `run`, which its configuration file may also hold. */
export const runOptions = {
  ...targetOptions,
  profile,
  only,
  shard,
  failed: optional(
    'file',
    'report in JSON: run again only what failed or broke in it, with its seed',
    readText,
  ),
  watch: toggle('run again whenever the target comes back after a restart, or when r is pressed'),
  level: choice('grade', 'grades up to this one decide the verdict', grades, 'documented'),
  concurrency: whole('how many cases run at the same time', 1, 256, 8),
  effort,
  seed: optional(
    'number',
    'repeats the random choices of an earlier run',
    readWhole(0, 2 ** 32 - 1),
    'random',
  ),
  runs: optional(
    'number',
    'how many runs each property makes',
    readWhole(1, 1_000_000),
    'set by each property and --effort',
  ),
  time: optional(
    'seconds',
    'time limit of each property',
    readSeconds(0.001),
    '300, thorough: 3000',
  ),
  deadline: optional(
    'seconds',
    'how long the whole run may take; then it ends, and is judged by what it saw',
    readSeconds(0.001, 86_400),
    '1800, or three times --time if that is more; 480 where rate limits slow it down; thorough: ten times as long',
  ),
  replays: {
    ...text(
      'folder',
      'where to write the replay of a failed property; --no-replays writes none',
      defaultReplays,
    ),
    read: (given: unknown): string | null => (given === false ? null : readText(given)),
    negatable: true,
  },
  bail: toggle('stop at the first violation that fails the run'),
  report: outputs(formatNames, 'all words that follow'),
  baseline,
  transcripts: choice(
    'which',
    'cases whose exchanges go into the report',
    ['failures', 'all'],
    'failures',
  ),
  quiet,
  verbose: toggle('show every exchange as it happens, on standard error'),
  ...gateOptions,
};
