import yargs, { type Argv } from 'yargs';
import { exitCodes, WrongQuestion } from './exit.ts';
import { settingKeys } from './settings.ts';

const about: Readonly<Record<(typeof settingKeys)[number], string>> = {
  target: 'URL of the server to judge; left out, the bundled reference server',
  'base-path': 'path below which the operations hang',
  only: 'cases to run: case ids, operations, requirement ids, with *',
  level: 'which grades decide: documented (default), disputed, implied, convention',
  accounts: 'auto (default), FILE with user ids and tokens or passwords, exec:COMMAND',
  auth: 'how the token travels: query (default), header',
  concurrency: 'cases that run side by side (default 8)',
  timeout: 'seconds a request may take (default 10)',
  patience: 'seconds that rate limits of one request are waited out (default 30)',
  lacks: 'what the target is known to lack: aliases',
  seed: 'number that repeats what a run chose at random',
  bail: 'stop at the first violation that decides',
  report: 'FORMAT=FILE: json or text; - is standard output',
  quiet: 'print the verdict only',
};

const lists = ['only', 'lacks', 'report'];
const switches = ['bail', 'quiet'];

function runOptions(parser: Argv): Argv {
  const kindOf = (key: string): 'array' | 'boolean' | 'string' => {
    if (lists.includes(key)) return 'array';
    return switches.includes(key) ? 'boolean' : 'string';
  };
  const described = settingKeys.reduce(
    (all, key) =>
      all.option(key, {
        describe: about[key],
        requiresArg: kindOf(key) !== 'boolean',
        ...(kindOf(key) === 'array' ? { array: true, string: true } : { type: kindOf(key) }),
      }),
    parser,
  );
  return described
    .option('config', {
      type: 'string',
      requiresArg: true,
      describe: 'file with these options (default rooms-conformance.yaml, if there); flags win',
    })
    .epilogue(
      ending(
        'run                                                     the bundled reference server',
        'run --target http://localhost:8008                      a server of yours',
        "run --only 'set_membership/*refuse*' SMEM-11            a part of the suite",
        'run --level convention --report json=out/report.json    every grade decides',
      ),
    );
}

/** Ends the help of a command: examples, and the exit codes. */
const ending = (...lines: readonly string[]): string =>
  ['Examples:', ...lines.map((line) => `  rooms-conformance ${line}`), '', exitCodes].join('\n');

const json = (parser: Argv): Argv =>
  parser.option('json', { type: 'boolean', describe: 'print JSON' });

function createParser(argv: readonly string[], version: string): Argv {
  return yargs([...argv])
    .scriptName('rooms-conformance')
    .usage('$0 <command>\n\nJudges servers of the Matrix client rooms API against its declaration.')
    .locale('en')
    .updateStrings({
      'Not enough arguments following: %s': 'the option --%s wants a value',
    })
    .parserConfiguration({
      'boolean-negation': true,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .command('run', 'judge a server', runOptions)
    .command('list', 'show which cases would run', (parser) =>
      json(parser)
        .option('only', { array: true, string: true, requiresArg: true, describe: about.only })
        .epilogue(ending('list --only ban    the cases of one operation')),
    )
    .command('explain [id]', 'explain a requirement, case, operation or reading', (parser) =>
      parser
        .positional('id', {
          type: 'string',
          describe: 'such as SMEM-11, set_membership, messages-order',
        })
        .epilogue(
          ending(
            'explain SMEM-11           whose words, how it is checked, by which cases',
            'explain set_membership    an operation, its requirements and cases',
            'explain messages-order    a passage that may be read in several ways',
          ),
        ),
    )
    .command('coverage', 'show which requirements have cases', (parser) =>
      json(parser)
        .epilogue(
          ending(
            'coverage           every requirement: its cases, or why it has none',
            'coverage --json    the same for programs',
          ),
        )
        .epilogue('Ends with 4 when a requirement has neither a case nor a reason to have none.'),
    )
    .command('serve', 'start the reference server', (parser) =>
      parser
        .option('port', {
          type: 'string',
          requiresArg: true,
          describe: 'port (default 8008; 0 takes a free one)',
        })
        .option('host', {
          type: 'string',
          requiresArg: true,
          describe: 'address (default 127.0.0.1)',
        })
        .epilogue(
          ending(
            'serve             on port 8008 of this machine',
            'serve --port 0    on a free port',
          ),
        ),
    )
    .epilogue(exitCodes)
    .help()
    .version(version)
    .wrap(100)
    .showHelpOnFail(false)
    .exitProcess(false);
}

/** A command line, cut into its parts. */
export interface Parsed {
  readonly values: Readonly<Record<string, unknown>>;
  /** The help text, where it was asked for. */
  readonly output: string;
}

/** Cuts a command line into its parts. @throws WrongQuestion where it cannot be cut */
export function parse(argv: readonly string[], version: string): Parsed {
  const parsed: { values: Record<string, unknown>; output: string } = { values: {}, output: '' };
  const parser = createParser(argv, version);
  void parser.parse([...argv], {}, (error, values, output) => {
    if (error !== undefined && error !== null) throw new WrongQuestion(error.message);
    Object.assign(parsed, { values, output });
  });
  return parsed;
}
