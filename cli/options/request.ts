import { didYouMean } from '../../harness/run/nearest.ts';
import type { Shard } from '../../harness/run/shard.ts';
import { WrongQuestion } from '../exit.ts';
import { gateKeys, type GateSettings } from './gate-options.ts';
import { parse } from './options.ts';
import { settingKeys, settle, targetKeys } from './settings.ts';
import { parseShard } from '../shard.ts';

/** What the command line asks for. Values that are also read from a file are not looked at yet. */
export type Command =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'run';
      readonly given: Readonly<Record<string, unknown>>;
      readonly config: string | null;
    }
  | {
      readonly kind: 'replay';
      readonly file: string;
      readonly given: Readonly<Record<string, unknown>>;
      readonly config: string | null;
      /** Null leaves it to the replay. */
      readonly times: number | null;
      readonly json: boolean;
    }
  | {
      readonly kind: 'list';
      readonly only: readonly string[];
      readonly shard: Shard | null;
      readonly json: boolean;
    }
  | {
      readonly kind: 'merge';
      readonly gates: GateSettings;
      readonly files: readonly string[];
      readonly reports: readonly string[];
      readonly quiet: boolean;
    }
  | {
      readonly kind: 'report';
      /** What it is held against; null to leave it as it is. */
      readonly gates: GateSettings | null;
      readonly file: string;
      readonly formats: readonly string[];
      /** An earlier report; null for none. */
      readonly baseline: string | null;
    }
  | {
      readonly kind: 'compare';
      readonly files: readonly string[];
      readonly reports: readonly string[];
      readonly strict: boolean;
      readonly quiet: boolean;
    }
  | { readonly kind: 'explain'; readonly id: string }
  | { readonly kind: 'coverage'; readonly json: boolean }
  | {
      readonly kind: 'serve';
      readonly port: number;
      readonly host: string;
      /** The id of a fault to serve, or of a variant; null for neither. */
      readonly fault: string | null;
      readonly variant: string | null;
    }
  | {
      readonly kind: 'faults';
      readonly patterns: readonly string[];
      readonly by: string;
      readonly json: boolean;
    }
  | {
      readonly kind: 'selftest';
      readonly only: readonly string[];
      /** As typed; null where nothing was. */
      readonly jobs: string | null;
      readonly seed: string | null;
      readonly full: boolean;
      readonly quiet: boolean;
      readonly reports: readonly string[];
    };

const flags = {
  run: [...settingKeys, 'config'],
  replay: [...targetKeys, 'config', 'file', 'times', 'json'],
  list: ['only', 'shard', 'json'],
  merge: ['files', 'report', 'quiet', ...gateKeys],
  report: ['file', 'format', 'baseline', ...gateKeys],
  compare: ['files', 'report', 'strict', 'quiet'],
  explain: ['id'],
  coverage: ['json'],
  serve: ['port', 'host', 'fault', 'variant'],
  faults: ['patterns', 'by', 'json'],
  selftest: ['only', 'jobs', 'full', 'seed', 'report', 'quiet'],
} as const satisfies Readonly<Record<Exclude<Command['kind'], 'text'>, readonly string[]>>;

const isCommand = (word: string): word is keyof typeof flags => Object.hasOwn(flags, word);

/** Reads the command line. @throws WrongQuestion for a command or flag that is not known */
export function readCommand(argv: readonly string[], version: string): Command {
  const { values, output } = parse(argv, version);
  if (output !== '') return { kind: 'text', text: `${output}\n` };
  const [word = '', ...rest] = words(values['_']);
  if (word === '')
    throw new WrongQuestion('say what to do; rooms-conformance --help tells what there is');
  if (!isCommand(word)) {
    throw new WrongQuestion(`there is no command "${word}"${didYouMean(word, Object.keys(flags))}`);
  }
  const [stray] = rest;
  if (stray !== undefined) throw new WrongQuestion(`${word} takes no "${stray}"`);
  const known: readonly string[] = flags[word];
  for (const key of Object.keys(values)) {
    if (key === '_' || key === '$0' || known.includes(key)) continue;
    const wrong = `${word} has no option ${flag(key)}`;
    throw new WrongQuestion(wrong + didYouMean(flag(key), known.map(flag)));
  }
  return commandOf(word, values);
}

const flag = (key: string): string => `--${key}`;

function commandOf(word: keyof typeof flags, values: Readonly<Record<string, unknown>>): Command {
  switch (word) {
    case 'run':
      return { kind: 'run', given: givenOf(values, settingKeys), config: maybe(values, 'config') };
    case 'replay': {
      const file = one(values, 'file', '');
      if (file === '') throw new WrongQuestion('replay wants a file that a failed property wrote');
      const given = givenOf(values, targetKeys);
      const asked = maybe(values, 'times');
      const times = asked === null ? null : whole('times', asked, 1, 10_000);
      const config = maybe(values, 'config');
      return { kind: 'replay', file, given, config, times, json: json(values) };
    }
    case 'list':
      return {
        kind: 'list',
        only: words(values['only']),
        shard: shard(maybe(values, 'shard')),
        json: json(values),
      };
    case 'merge':
      return { kind: 'merge', ...readsOf(values), gates: gatesOf(values) };
    case 'report': {
      const file = one(values, 'file', '');
      if (file === '') throw new WrongQuestion('report wants a report that run wrote as JSON');
      const baseline = maybe(values, 'baseline');
      const gates = gateKeys.some((key) => values[key] !== undefined) ? gatesOf(values) : null;
      return { kind: 'report', file, formats: words(values['format']), baseline, gates };
    }
    case 'compare':
      return { kind: 'compare', ...readsOf(values), strict: values['strict'] === true };
    case 'explain': {
      const id = one(values, 'id', '');
      if (id === '') throw new WrongQuestion('explain wants an id, such as SMEM-11');
      return { kind: 'explain', id };
    }
    case 'coverage':
      return { kind: 'coverage', json: json(values) };
    case 'serve':
      return {
        kind: 'serve',
        port: whole('port', one(values, 'port', '8008'), 0, 65_535),
        host: one(values, 'host', '127.0.0.1'),
        fault: maybe(values, 'fault'),
        variant: maybe(values, 'variant'),
      };
    case 'faults': {
      const patterns = words(values['patterns']);
      const by = one(values, 'by', 'fault');
      return { kind: 'faults', patterns, by, json: values['json'] === true };
    }
    case 'selftest':
      return {
        kind: 'selftest',
        only: words(values['only']),
        jobs: maybe(values, 'jobs'),
        seed: maybe(values, 'seed'),
        full: values['full'] === true,
        quiet: values['quiet'] === true,
        reports: words(values['report']),
      };
  }
}

const givenOf = (
  values: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(keys.flatMap((k) => (values[k] === undefined ? [] : [[k, values[k]]])));

/** What a command that reads reports is given. */
const readsOf = (
  values: Readonly<Record<string, unknown>>,
): { files: readonly string[]; reports: readonly string[]; quiet: boolean } => ({
  files: words(values['files']),
  reports: words(values['report']),
  quiet: values['quiet'] === true,
});

/** When a report passes, as the flags have it. */
const gatesOf = (values: Readonly<Record<string, unknown>>): GateSettings =>
  settle(givenOf(values, gateKeys), null).gates;

const json = (values: Readonly<Record<string, unknown>>): boolean => values['json'] === true;

function shard(given: string | null): Shard | null {
  const found = given === null ? null : parseShard(given);
  if (typeof found === 'string') throw new WrongQuestion(`--shard ${found}`);
  return found;
}

function whole(key: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new WrongQuestion(
    `--${key} must be a whole number from ${least} to ${most}, not "${text}"`,
  );
}

function one(values: Readonly<Record<string, unknown>>, key: string, fallback: string): string {
  const value = values[key] ?? fallback;
  if (typeof value === 'string') return value;
  throw new WrongQuestion(`--${key} may be given once`);
}

const maybe = (values: Readonly<Record<string, unknown>>, key: string): string | null =>
  values[key] === undefined ? null : one(values, key, '');

const words = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];
