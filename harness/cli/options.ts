import yargs, { type Argv } from 'yargs';
import { exitCodes, WrongQuestion } from './exit.ts';
import { settingKeys, targetKeys } from './settings.ts';

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
  runs: 'runs of each property (left out, as the property has it)',
  time: 'seconds each property may search (left out, as the property has it)',
  replays: 'folder for what replays a failed property (default conformance-report/replays)',
  bail: 'stop at the first violation that decides',
  report: 'FORMAT=FILE: json or text; - is standard output',
  transcripts: 'whose exchanges go into the report: failures (default), all',
  quiet: 'print the verdict only',
};

const lists = ['only', 'lacks', 'report'];
const switches = ['bail', 'quiet'];

function settings(parser: Argv, keys: readonly (typeof settingKeys)[number][]): Argv {
  const kindOf = (key: string): 'array' | 'boolean' | 'string' => {
    if (lists.includes(key)) return 'array';
    return switches.includes(key) ? 'boolean' : 'string';
  };
  const described = keys.reduce(
    (all, key) =>
      all.option(key, {
        describe: about[key],
        requiresArg: kindOf(key) !== 'boolean',
        ...(kindOf(key) === 'array' ? { array: true, string: true } : { type: kindOf(key) }),
      }),
    parser,
  );
  return described.option('config', {
    type: 'string',
    requiresArg: true,
    describe: 'file with the options of run (default rooms-conformance.yaml, if there); flags win',
  });
}

function runOptions(parser: Argv): Argv {
  return settings(parser, settingKeys).epilogue(
    ending(
      'run                                                     the bundled reference server',
      'run --target http://localhost:8008                      a server of yours',
      "run --only 'set_membership/*refuse*' SMEM-11            a part of the suite",
      'run --level convention --report json=out/report.json    every grade decides',
      "run --only 'concurrent-*' --time 60                     properties, a minute each",
    ),
  );
}

function replayOptions(parser: Argv): Argv {
  return json(settings(parser, targetKeys))
    .positional('file', { type: 'string', describe: 'what a failed property wrote' })
    .option('times', {
      type: 'string',
      requiresArg: true,
      describe: 'plays at most, until it fails (default 1)',
    })
    .epilogue(
      ending(
        'replay FILE                                   against the bundled reference server',
        'replay FILE --target http://localhost:8008    against a server of yours',
        'replay FILE --times 20                        what does not fail every time',
      ),
    )
    .epilogue('Ends with 0 when it does not fail any more, and with 1 when it fails.');
}

/** Ends the help of a command: examples, and the exit codes. */
const ending = (...lines: readonly string[]): string =>
  ['Examples:', ...lines.map((line) => `  rooms-conformance ${line}`), '', exitCodes].join('\n');

const json = (parser: Argv): Argv =>
  parser.option('json', { type: 'boolean', describe: 'print JSON' });

const faultsOptions = (parser: Argv): Argv =>
  json(parser)
    .positional('patterns', {
      array: true,
      type: 'string',
      describe: 'faults or requirements, with *',
    })
    .option('by', {
      type: 'string',
      requiresArg: true,
      describe: 'what stands first: fault (default), requirement',
    })
    .epilogue(
      ending(
        'faults                     every fault, and what it violates',
        "faults SMEM-11 'alias-*'   those that violate a requirement, or are called so",
        'faults --by requirement    every requirement, and the faults that violate it',
      ),
    );

const selftestOptions = (parser: Argv): Argv =>
  parser
    .option('only', {
      array: true,
      string: true,
      requiresArg: true,
      describe: 'faults, requirements or right servers, with *; then not every case need catch one',
    })
    .option('jobs', {
      type: 'string',
      requiresArg: true,
      describe: 'threads (default: one for each processor)',
    })
    .option('full', { type: 'boolean', describe: 'run every case against every fault' })
    .option('seed', { type: 'string', requiresArg: true, describe: `${about.seed} (default 1)` })
    .option('report', {
      array: true,
      string: true,
      requiresArg: true,
      describe: 'FORMAT=FILE: json, markdown or text; - is standard output',
    })
    .option('quiet', { type: 'boolean', describe: about.quiet })
    .epilogue(
      ending(
        'selftest                                        every fault, until a case catches it',
        'selftest --only SMEM-11                         the faults of one requirement',
        'selftest --report markdown=docs/kill-matrix.md  writes the page',
      ),
    )
    .epilogue(
      'Ends with 1 when a fault gets away, a right server is called wrong, or blame goes astray.',
    );

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
    .command('replay [file]', 'play what a failed property found once more', replayOptions)
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
        .option('fault', { type: 'string', requiresArg: true, describe: 'fault to serve' })
        .option('variant', {
          type: 'string',
          requiresArg: true,
          describe: 'right but different server to serve',
        })
        .epilogue(
          ending(
            'serve             on port 8008 of this machine',
            'serve --port 0    on a free port',
            'serve --fault ID  with one thing spoiled; rooms-conformance faults lists what',
          ),
        ),
    )
    .command(
      'faults [patterns..]',
      'list the ways in which the reference server can be spoiled',
      faultsOptions,
    )
    .command('selftest', 'judge the suite by servers known to be right or wrong', selftestOptions)
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
