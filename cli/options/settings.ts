import type { MinProven } from '../../reports/gates/criteria.ts';
import { failOns } from '../../reports/report.ts';
import { capabilities, type Capability } from '../../harness/world/target.ts';
import { didYouMean } from '../../harness/run/nearest.ts';
import type { Shard } from '../../harness/run/shard.ts';
import { type Grade, grades } from '../../harness/document/requirements.ts';
import { WrongQuestion } from '../exit.ts';
import { gateKeys, type GateSettings, parseMinProven } from './gate-options.ts';
import { type Outlet, parseOutlet } from '../outlets.ts';
import { parseShard } from '../shard.ts';

/** The options of `run`, by the names they have as flags and in rooms-conformance.yaml. */
export const settingKeys = [
  'target',
  'base-path',
  'only',
  'shard',
  'level',
  'accounts',
  'auth',
  'concurrency',
  'timeout',
  'patience',
  'lacks',
  'seed',
  'runs',
  'time',
  'replays',
  'bail',
  'report',
  'baseline',
  'transcripts',
  'quiet',
  'verbose',
  ...gateKeys,
] as const;

/** Those of them that say where the target is and how to treat it. */
export const targetKeys = [
  'target',
  'base-path',
  'accounts',
  'auth',
  'timeout',
  'patience',
  'lacks',
] as const satisfies readonly (typeof settingKeys)[number][];

/** Where replays go when nobody says otherwise; the folder is made when a property fails. */
export const usualReplays = 'conformance-report/replays';

/** How a run is to be done. */
export interface Settings {
  /** Null for the bundled reference server. */
  readonly target: string | null;
  readonly basePath: string | null;
  readonly only: readonly string[];
  /** Null for all the cases that were chosen. */
  readonly shard: Shard | null;
  readonly level: Grade;
  /** `auto`, a file, or `exec:` and a command. */
  readonly accounts: string;
  readonly auth: 'query' | 'header';
  readonly concurrency: number;
  /** Milliseconds. */
  readonly timeout: number;
  readonly patience: number;
  readonly lacks: readonly Capability[];
  /** Null to take a random one. */
  readonly seed: number | null;
  /** Runs and milliseconds of each property; null leaves them to the property. */
  readonly runs: number | null;
  readonly time: number | null;
  /** Where the replays of properties that fail go; null to write none. */
  readonly replays: string | null;
  readonly bail: boolean;
  readonly reports: readonly Outlet[];
  /** An earlier report in JSON, for the reports that compare; null for none. */
  readonly baseline: string | null;
  /** Of which cases the exchanges go into the report. */
  readonly transcripts: 'failures' | 'all';
  readonly quiet: boolean;
  /** Whether exchanges are shown as they happen. */
  readonly verbose: boolean;
  /** When the run passes. */
  readonly gates: GateSettings;
}

type Given = Readonly<Record<string, unknown>>;

/**
 * Settles what flags, and the configuration file where they are silent, say about a run.
 * @param file null where there is no configuration
 * @throws WrongQuestion naming the option, where it stands and what it may be
 */
export function settle(
  flags: Given,
  file: { readonly name: string; readonly given: Given } | null,
): Settings {
  for (const key of Object.keys(file?.given ?? {})) {
    if (settingKeys.some((known) => known === key)) continue;
    throw new WrongQuestion(`${file?.name}: unknown key "${key}"${didYouMean(key, settingKeys)}`);
  }
  const read = <T>(
    key: (typeof settingKeys)[number],
    parse: (value: unknown) => T,
    fallback: T,
  ): T => {
    const source = flags[key] === undefined ? file?.given : flags;
    const value = source?.[key];
    if (value === undefined || value === null) return fallback;
    try {
      return parse(value);
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      const where = source === flags ? `--${key}` : `${file?.name}: ${key}`;
      throw new WrongQuestion(`${where} ${error.message}`);
    }
  };
  const target = read('target', text, 'reference');
  const settings: Settings = {
    target: target === 'reference' ? null : target,
    basePath: read('base-path', path, null),
    only: read('only', texts, []),
    shard: read<Shard | null>('shard', (value) => fit(parseShard(text(value))), null),
    level: read('level', oneOf(grades), 'documented'),
    accounts: read('accounts', text, 'auto'),
    auth: read('auth', oneOf(['query', 'header']), 'query'),
    concurrency: read('concurrency', number(1, 256, 'whole'), 8),
    timeout: read('timeout', seconds(0.001), 10_000),
    patience: read('patience', seconds(0), 30_000),
    lacks: read('lacks', (value) => texts(value).map(oneOf(capabilities)), []),
    seed: read<number | null>('seed', number(0, 2 ** 32 - 1, 'whole'), null),
    runs: read<number | null>('runs', number(1, 1_000_000, 'whole'), null),
    time: read<number | null>('time', seconds(0.001), null),
    replays: read('replays', (value) => (value === false ? null : text(value)), usualReplays),
    bail: read('bail', truth, false),
    reports: read('report', (value) => texts(value).map((one) => fit(parseOutlet(one))), []),
    baseline: read<string | null>('baseline', text, null),
    transcripts: read('transcripts', oneOf(['failures', 'all']), 'failures'),
    quiet: read('quiet', truth, false),
    verbose: read('verbose', truth, false),
    gates: {
      known: read<string | null>('known', text, null),
      updateKnown: read('update-known', truth, false),
      minProven: read<MinProven | null>('min-proven', (value) => fit(parseMinProven(value)), null),
      failOn: read('fail-on', (value) => texts(value).map(oneOf(failOns)), []),
      strict: read('strict', truth, false),
    },
  };
  if (settings.quiet && settings.verbose) {
    throw new WrongQuestion(
      '--quiet and --verbose cannot both be had; --no-quiet takes back what a file says',
    );
  }
  return settings;
}

/** A value that an option cannot have; the message goes on after the option's name. */
class Unfit extends Error {}

function text(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new Unfit(
    Array.isArray(value) ? 'may be given once' : `must be a text, not ${show(value)}`,
  );
}

const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).map(text);

function path(value: unknown): string {
  const given = text(value);
  if (!/^\/[^\s?#]*$/.test(given)) {
    throw new Unfit(`must be a path such as /_matrix/client/api/v1, not ${show(given)}`);
  }
  return given.replace(/\/+$/, '');
}

const oneOf =
  <const T extends string>(words: readonly T[]) =>
  (value: unknown): T => {
    const word = words.find((w) => w === value);
    if (word !== undefined) return word;
    const hint = typeof value === 'string' ? didYouMean(value, words) : '';
    throw new Unfit(`must be one of ${words.join(', ')}, not ${show(value)}${hint}`);
  };

const number =
  (least: number, most: number, kind: 'whole' | 'any') =>
  (value: unknown): number => {
    const found = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
    const fits = typeof found === 'number' && found >= least && found <= most;
    if (fits && (kind === 'any' || Number.isInteger(found))) return found;
    const owed = kind === 'whole' ? 'a whole number' : 'a number';
    throw new Unfit(`must be ${owed} from ${least} to ${most}, not ${show(value)}`);
  };

/** Longer than an hour is no patience but a mistake. */
const seconds =
  (least: number) =>
  (value: unknown): number =>
    Math.ceil(number(least, 3600, 'any')(value) * 1000);

function truth(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new Unfit(`must be true or false, not ${show(value)}`);
}

/** What could be read, or what is wrong with it. */
function fit<T extends object>(found: T | string): T {
  if (typeof found === 'string') throw new Unfit(found);
  return found;
}

const show = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 80);
