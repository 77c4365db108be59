import yargs, { type Argv } from 'yargs';
import { exitCodes, WrongQuestion } from '../exit.ts';
import { gateKeys } from './gate-options.ts';
import { formatNames } from '../../reports/formats/index.ts';
import { about, described, settings } from './setting-options.ts';
import { settingKeys, targetKeys } from './settings.ts';

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
      describe: 'plays at most, until it fails (default 1, of a race 20)',
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

const readsReports = (parser: Argv, formats: string): Argv =>
  parser
    .positional('files', {
      array: true,
      type: 'string',
      describe: 'reports that run wrote as JSON',
    })
    .option('report', {
      array: true,
      string: true,
      // One each time, so that files may follow it.
      nargs: 1,
      requiresArg: true,
      describe: `FORMAT=FILE: ${formats}; - is standard output`,
    })
    .option('quiet', { type: 'boolean', describe: about.quiet });

const mergeOptions = (parser: Argv): Argv =>
  described(readsReports(parser, 'as for run'), gateKeys).epilogue(
    ending(
      'run --shard 1/2 --seed 7 --report json=1.json    one part; the other one likewise',
      'merge 1.json 2.json --report json=whole.json     the report of the one run',
    ),
  );

const reportOptions = (parser: Argv): Argv =>
  described(parser, gateKeys)
    .positional('file', { type: 'string', describe: 'report that run wrote as JSON' })
    .option('format', {
      array: true,
      string: true,
      nargs: 1,
      requiresArg: true,
      describe: `FORMAT or FORMAT=FILE, as often as wanted (default text): ${formatNames.join(', ')}`,
    })
    .option('baseline', { type: 'string', requiresArg: true, describe: about.baseline })
    .epilogue(
      ending(
        'report run.json                                        as the run showed it',
        'report run.json --format junit=out/junit.xml           for what reads JUnit XML',
        'report run.json --format markdown --baseline old.json  what changed, for a comment',
        'report run.json --known known.yaml --update-known       lists what fails in it',
      ),
    )
    .epilogue(
      'Ends with 0 when the forms are written; where it is held against gates, as run would have.',
    );

const compareOptions = (parser: Argv): Argv =>
  readsReports(parser, 'json, markdown, html or text')
    .option('strict', {
      type: 'boolean',
      describe: 'what held and is no longer judged is lost too',
    })
    .epilogue(
      ending(
        'compare old.json new.json                            what was gained and lost',
        'compare old.json new.json --report markdown=diff.md  the same as a page',
        'compare a.json b.json c.json                         servers side by side',
      ),
    )
    .epilogue(
      'Ends with 1 when anything was lost, else with 0. Three and more stand side by side: 0.',
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
        .option('shard', { type: 'string', requiresArg: true, describe: about.shard })
        .epilogue(ending('list --only ban    the cases of one operation')),
    )
    .command('merge [files..]', 'put the parts of a run together', mergeOptions)
    .command('report [file]', 'render a report in other forms', reportOptions)
    .command('compare [files..]', 'show what reports have gained and lost', compareOptions)
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
