import { formatNames } from '../../reports/formats/index.ts';
import { exitOfRun, exitOfTarget } from '../exit.ts';
import { readOutputOrFormat } from './outputs.ts';
import { command } from './command.ts';
import { declarations } from './declarations.ts';
import { choice, list, optional, readText, readWhole, toggle, whole } from './option.ts';
import {
  baseline,
  comparisonFormats,
  config,
  effort,
  gateOptions,
  json,
  matrixFormats,
  only,
  outputs,
  profile,
  quiet,
  runOptions,
  shard,
  targetOptions,
} from './options.ts';
import { proxying } from './proxying.ts';
import { seeing } from './seeing.ts';
import { linting } from './linting.ts';
import { authoring } from './authoring.ts';
import { serving } from './serving.ts';

export type { CommandSpec } from './command.ts';

/** Every command, in the order of the help. */
export const commands = {
  run: command({
    summary: 'judge a server',
    options: { ...runOptions, config },
    examples: [
      ['run', 'the bundled reference server'],
      ['run --target http://localhost:8008', 'your server'],
      ['run --target http://localhost:8008 --api v3 --profile v3', 'a server of today'],
      ['run --target http://localhost:8008 --effort quick', 'the essentials in under 600 requests'],
      ["run --only 'set_membership/*refuse*' SMEM-11", 'some of the cases'],
      ['run --level convention --report json=out/report.json', 'every grade decides'],
      [
        'run --target http://localhost:8008 --failed run.json',
        'what failed or broke in that report',
      ],
      ['run --target http://localhost:8008 --only ban --watch', 'again after each restart'],
      ["run --only 'concurrent-*' --time 60", 'properties, a minute each'],
    ],
    exits: { ...exitOfRun, ...exitOfTarget },
  }),
  probe: command({
    summary: 'find out what a server serves, without judging it',
    options: { ...targetOptions, config, json, report: outputs(['json'], 'one value each') },
    examples: [
      ['probe --target http://localhost:8008', 'base paths, how rooms can be joined, answer times'],
      ['probe --target http://localhost:8008 --json', 'the same for programs'],
    ],
    exits: {
      0: 'the API was found, below the base path or below another one',
      3: 'the target cannot be reached, gives no accounts, or does not serve the API',
      130: 'interrupted',
    },
  }),
  replay: command({
    summary: 'play the counterexample of a failed property again',
    argument: ['<file>', 'replay that run or client wrote when a property failed'],
    second: [
      '[driver...]',
      'for a replay of client: program that drives the client, and its arguments, behind --',
    ],
    options: {
      ...targetOptions,
      profile,
      config,
      times: optional(
        'number',
        'play it up to this many times, until it fails',
        readWhole(1, 10_000),
        '1, and 20 for a race',
      ),
      json,
    },
    examples: [
      ['replay FILE', 'against the bundled reference server'],
      ['replay FILE --target http://localhost:8008', 'against your server'],
      ['replay FILE --times 20', 'what does not fail every time'],
      ['replay FILE -- node my-driver.mjs', 'with your client'],
    ],
    exits: {
      0: 'the counterexample passes now',
      1: 'the counterexample fails',
      ...exitOfTarget,
      4: 'it could not be judged',
      130: 'interrupted',
    },
  }),
  list: command({
    summary: 'show which cases would run',
    options: {
      only,
      shard,
      profile,
      effort,
      clients: toggle(
        'list the requirements of clients, and the scenarios that judge them, instead',
      ),
      json,
    },
    examples: [
      ['list --only ban', 'the cases of one operation'],
      ['list --clients', 'what clients are held to, and by which scenarios'],
      ['list --clients --only CLIENT-15', 'the scenarios of one requirement'],
    ],
    exits: { 0: 'the cases, or what clients are held to, were listed' },
  }),
  merge: command({
    summary: 'combine the reports of all parts of a run',
    argument: ['<files...>', 'reports in JSON, one for each part'],
    options: { report: outputs(formatNames, 'one value each'), quiet, ...gateOptions },
    examples: [
      ['run --shard 1/2 --seed 7 --report json=1.json', 'one part; the other one likewise'],
      ['merge 1.json 2.json --report json=whole.json', 'the report of the whole run'],
    ],
    exits: exitOfRun,
  }),
  report: command({
    summary: 'convert a report to other formats',
    argument: ['<file>', 'report in JSON'],
    options: {
      format: list(
        'format[=file]',
        `format, and where to write it; formats: ${formatNames.join(', ')}`,
        readOutputOrFormat,
        { shown: 'text on standard output', repeats: 'one value each' },
      ),
      baseline,
      ...gateOptions,
    },
    examples: [
      ['report run.json', 'as the run showed it'],
      ['report run.json --format junit=out/junit.xml', 'for tools that read JUnit XML'],
      ['report run.json --format markdown --baseline old.json', 'what changed, for a comment'],
      ['report run.json --known known.yaml --update-known', 'list what fails in it'],
    ],
    exits: {
      ...exitOfRun,
      0: 'the report was written; with a gate such as --known: the run passes',
      1: 'with a gate: violations',
    },
  }),
  compare: command({
    summary: 'show what changed between reports',
    argument: ['<files...>', 'reports in JSON, the earlier one first; three or more: side by side'],
    options: {
      report: outputs(comparisonFormats, 'one value each'),
      strict: toggle('also count as lost what held before and is not judged any more'),
      quiet,
    },
    examples: [
      ['compare old.json new.json', 'what was gained and lost'],
      ['compare old.json new.json --report markdown=diff.md', 'the same as a page'],
      ['compare a.json b.json c.json', 'servers side by side'],
    ],
    exits: {
      0: 'nothing was lost, or three or more reports were compared',
      1: 'something was lost',
    },
  }),
  explain: command({
    summary: 'explain a requirement, case, scenario, operation, suite or reading',
    argument: ['<id>', 'for example SMEM-11, CLIENT-10, set_membership or messages-order'],
    options: {},
    examples: [
      ['explain SMEM-11', "the declaration's words, how they are checked, and by which cases"],
      [
        'explain CLIENT-15',
        'a requirement of clients, the scenarios that judge it, and clients that violate it',
      ],
      ['explain clients/errors/smem-11', 'a scenario for clients'],
      ['explain set_membership', 'an operation, its requirements and its cases'],
      ['explain messages-order', 'a passage that can be read in several ways'],
    ],
    exits: { 0: 'the id was explained' },
  }),
  coverage: command({
    summary: 'show which requirements have cases',
    options: {
      profile,
      clients: toggle('show what can be judged of clients instead'),
      json,
      report: outputs(['html'], 'one value each'),
    },
    examples: [
      [
        'coverage --report html=declaration.html',
        'the declaration, annotated: a page to read before an edit',
      ],
      ['coverage', 'every requirement: its cases, or why it has none'],
      [
        'coverage --clients',
        'which requirement of clients is judged by requests, and by which scenarios',
      ],
      ['coverage --profile v3', 'what Matrix v1.x dropped and changed'],
      ['coverage --json', 'the same for programs'],
    ],
    exits: {
      0: 'every requirement has a case or a reason to have none',
      4: 'a requirement has neither',
    },
  }),
  ...authoring,
  ...serving,
  ...declarations,
  ...proxying,
  ...seeing,
  ...linting,
  faults: command({
    summary: 'list the faults that the reference server can have',
    argument: ['[patterns...]', 'faults or requirements; * stands for anything'],
    options: {
      by: choice('what', 'what the list begins with', ['fault', 'requirement'], 'fault'),
      json,
    },
    examples: [
      ['faults', 'every fault, and what it violates'],
      ["faults SMEM-11 'alias-*'", 'the faults of a requirement, and some by name'],
      ['faults --by requirement', 'every requirement, and the faults that violate it'],
    ],
    exits: { 0: 'the faults were listed' },
  }),
  selftest: command({
    summary: 'check that the suite detects known faults and passes correct servers',
    options: {
      clients: toggle(
        'check the scenarios for clients instead, by clients that are right or wrong',
      ),
      only: list(
        'pattern',
        'faults, requirements or correct servers; * stands for anything',
        readText,
        { shown: 'all of them, and every case must detect a fault' },
      ),
      case: list(
        'pattern',
        'run only these cases: shows which faults they detect, and whether correct servers pass them',
        readText,
      ),
      update: toggle('write the results into the checkout: kill matrix, consequences, page'),
      jobs: optional('number', 'how many threads work', readWhole(1, 64), 'one for each processor'),
      full: toggle('run every case against every fault'),
      seed: whole('repeats the random choices of an earlier run', 0, 2 ** 32 - 1, 1),
      report: outputs(matrixFormats, 'all words that follow'),
      quiet,
    },
    examples: [
      ['selftest', 'every fault, until a case detects it'],
      ['selftest --only SMEM-11', 'the faults of one requirement'],
      ['selftest --case ID', 'what one case detects'],
      ['selftest --case ID --only FAULT', 'whether one case detects one fault'],
      ['selftest --clients', 'clients that are right or have one thing wrong'],
      ['selftest --only FAULT --update', 'adds the rows of a new fault to the kill matrix'],
    ],
    exits: {
      0: 'every fault was detected, every case detected one, and every correct server passed',
      1: 'a fault goes undetected, a case detects none, a correct server fails, or a failure is attributed to an unexpected requirement',
      130: 'interrupted',
    },
  }),
};

export type CommandName = keyof typeof commands;
