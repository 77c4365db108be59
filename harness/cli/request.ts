import { didYouMean } from '../run/nearest.ts';
import { WrongQuestion } from './exit.ts';
import { parse } from './options.ts';
import { settingKeys } from './settings.ts';

/** What the command line asks for. Values that are also read from a file are not looked at yet. */
export type Command =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'run';
      readonly given: Readonly<Record<string, unknown>>;
      readonly config: string | null;
    }
  | { readonly kind: 'list'; readonly only: readonly string[]; readonly json: boolean }
  | { readonly kind: 'explain'; readonly id: string }
  | { readonly kind: 'coverage'; readonly json: boolean }
  | { readonly kind: 'serve'; readonly port: number; readonly host: string };

const flags = {
  run: [...settingKeys, 'config'],
  list: ['only', 'json'],
  explain: ['id'],
  coverage: ['json'],
  serve: ['port', 'host'],
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
    case 'run': {
      const given = settingKeys.filter((key) => values[key] !== undefined);
      const config = values['config'] === undefined ? null : one(values, 'config', '');
      return { kind: 'run', given: Object.fromEntries(given.map((k) => [k, values[k]])), config };
    }
    case 'list':
      return { kind: 'list', only: words(values['only']), json: values['json'] === true };
    case 'explain': {
      const id = one(values, 'id', '');
      if (id === '') throw new WrongQuestion('explain wants an id, such as SMEM-11');
      return { kind: 'explain', id };
    }
    case 'coverage':
      return { kind: 'coverage', json: values['json'] === true };
    case 'serve':
      return {
        kind: 'serve',
        port: port(one(values, 'port', '8008')),
        host: one(values, 'host', '127.0.0.1'),
      };
  }
}

function port(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65_535) return number;
  throw new WrongQuestion(`--port must be a whole number from 0 to 65535, not "${text}"`);
}

function one(values: Readonly<Record<string, unknown>>, key: string, fallback: string): string {
  const value = values[key] ?? fallback;
  if (typeof value === 'string') return value;
  throw new WrongQuestion(`--${key} may be given once`);
}

const words = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];
