import { grades } from '../../harness/document/requirements.ts';
import type { Shard } from '../../harness/run/shard.ts';
import { capabilities } from '../../harness/world/target.ts';
import { formatNames } from '../../reports/formats/index.ts';
import type { MinProven } from '../../reports/gates/criteria.ts';
import { failOns } from '../../reports/report.ts';
import { readOutput } from '../outputs.ts';
import {
  choice,
  list,
  option,
  readOneOf,
  readSeconds,
  readText,
  readWhole,
  toggle,
} from './option.ts';
import { readBasePath, readMinProven, readShard, readTarget } from './readers.ts';

/** Where replays go when nobody says otherwise; the folder is made when a property fails. */
export const defaultReplays = 'conformance-report/replays';

/** The formats of a comparison, and of a kill matrix. */
export const comparisonFormats = ['json', 'markdown', 'html', 'text'] as const;
export const matrixFormats = ['json', 'markdown', 'text'] as const;

/** A text that may be left out. */
const text = (value: string, help: string) =>
  option<string | null>({ value, help, default: null, read: readText });

const outputs = <F extends string>(formats: readonly F[], repeats: 'words' | 'one') =>
  list({
    value: 'format=file',
    help: `where to write a report; - is standard output; formats: ${formats.join(', ')}`,
    repeats: repeats === 'one' ? 'one value each' : 'all words that follow',
    read: readOutput(formats),
  });

export const json = toggle('print JSON');
export const quiet = toggle('print only the verdict');

export const only = list({
  value: 'pattern',
  help: 'cases to run: case ids, operations or requirement ids; * stands for anything',
  shown: 'every case',
  read: readText,
});

export const shard = option<Shard | null>({
  value: 'I/N',
  help: 'run the I-th of N parts of the cases; the command merge puts the reports together',
  default: null,
  read: readShard,
});

export const seed = option<number | null>({
  value: 'number',
  help: 'repeats the random choices of an earlier run',
  default: null,
  shown: 'random',
  read: readWhole(0, 2 ** 32 - 1),
});

export const baseline = text(
  'file',
  'earlier report in JSON; the Markdown report then tells what changed',
);

/** The target, and how to treat it. */
export const targetOptions = {
  target: option<string | null>({
    value: 'url',
    help: 'server to judge',
    default: null,
    shown: 'the bundled reference server',
    read: readTarget,
  }),
  basePath: option<string | null>({
    value: 'path',
    help: 'path below which the operations are served',
    default: null,
    shown: '/_matrix/client/api/v1',
    read: readBasePath,
  }),
  accounts: option({
    value: 'source',
    help: 'users to act as: auto registers them; else a file with user ids and tokens or passwords, or exec:COMMAND, which prints such a file',
    default: 'auto',
    read: readText,
  }),
  auth: choice('place', 'how the access token is sent', ['query', 'header'], 'query'),
  timeout: option({
    value: 'seconds',
    help: 'how long one request may take',
    default: 10_000,
    shown: '10',
    read: readSeconds(0.001),
  }),
  patience: option({
    value: 'seconds',
    help: 'how long rate limits of one request are waited out',
    default: 30_000,
    shown: '30',
    read: readSeconds(0),
  }),
  lacks: list({
    value: 'feature',
    help: `what the target is known to lack: ${capabilities.join(', ')}; cases that need it are skipped`,
    read: readOneOf(capabilities),
  }),
};

/** When a run passes. */
export const gateOptions = {
  known: text('file', 'YAML file of known failures, which do not fail the run'),
  updateKnown: toggle('write what fails now to the file of --known; reasons are kept'),
  minProven: option<MinProven | null>({
    value: 'share',
    help: 'how much must be proven: 90% of each grade, or documented=95%,implied=80%',
    default: null,
    read: readMinProven,
  }),
  failOn: list({
    value: 'kind',
    help: `what else fails the run: ${failOns.join(', ')}`,
    repeats: 'one value each',
    read: readOneOf(failOns),
  }),
  strict: toggle('end with 4 where the report warns that it says little'),
};

/** The configuration file, which has every other option of `run` by its name. */
export const config = option<string | null>({
  value: 'file',
  help: 'configuration file with options of run; options given here win',
  default: null,
  shown: 'rooms-conformance.yaml, if it exists',
  read: readText,
});

/** All that `run` knows, and its configuration file may hold. */
export const runOptions = {
  ...targetOptions,
  only,
  shard,
  level: choice('grade', 'grades up to this one decide', grades, 'documented'),
  concurrency: option({
    value: 'number',
    help: 'how many cases run at the same time',
    default: 8,
    read: readWhole(1, 256),
  }),
  seed,
  runs: option<number | null>({
    value: 'number',
    help: 'how many runs each property makes',
    default: null,
    shown: 'set by each property',
    read: readWhole(1, 1_000_000),
  }),
  time: option<number | null>({
    value: 'seconds',
    help: 'time limit of each property',
    default: null,
    shown: 'set by each property',
    read: readSeconds(0.001),
  }),
  replays: option<string | null>({
    value: 'folder',
    help: 'where to write the replay of a failed property; --no-replays writes none',
    default: defaultReplays,
    negatable: true,
    read: (given) => (given === false ? null : readText(given)),
  }),
  bail: toggle('stop at the first violation that decides'),
  report: outputs(formatNames, 'words'),
  baseline,
  transcripts: choice('which', 'whose exchanges the report keeps', ['failures', 'all'], 'failures'),
  quiet,
  verbose: toggle('show every exchange as it happens, on standard error'),
  ...gateOptions,
};

/** The outputs of a command that reads reports, behind which its files may stand. */
export const outputsOneByOne = <F extends string>(formats: readonly F[]) => outputs(formats, 'one');

/** The outputs of a command that reads no files. */
export const outputsOf = <F extends string>(formats: readonly F[]) => outputs(formats, 'words');
