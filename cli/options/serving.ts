import { grades } from '../../harness/document/requirements.ts';
import { efforts } from '../../harness/run/search.ts';
import { formatNames } from '../../reports/formats/index.ts';
import { command } from './command.ts';
import {
  choice,
  list,
  optional,
  readText,
  readWhole,
  seconds,
  text,
  toggle,
  whole,
} from './option.ts';
import { commonGateOptions, outputs, runOptions } from './options.ts';

const port = { ...whole('port to listen on', 0, 65_535, 8008), shown: '8008, 0 picks a free one' };

/** How far the series of what users do are searched. */
const seriesOptions = {
  effort: choice(
    'amount',
    'how much is tried: quick plays scenarios and no series; thorough plays ten times as many series',
    efforts,
    'default',
  ),
  seed: runOptions.seed,
  runs: optional(
    'number',
    'how many series each property plays',
    readWhole(1, 1_000_000),
    'set by each property and --effort',
  ),
  time: runOptions.time,
  replays: runOptions.replays,
};

/** The commands that serve rather than judge a server. */
export const serving = {
  serve: command({
    summary: 'start the reference server',
    options: {
      port,
      host: text('address', 'address to listen on', '127.0.0.1'),
      fault: optional('id', 'fault to serve; the command faults lists them', readText),
      variant: optional('id', 'correct server with other readings to serve', readText),
    },
    examples: [
      ['serve', 'on port 8008 of this machine'],
      ['serve --port 0', 'on a free port'],
      ['serve --fault alias-race', 'with one fault'],
    ],
    exits: { 0: 'stopped' },
  }),
  client: command({
    summary: 'judge a client: play scenarios with a driver, which lets the client do what they say',
    argument: [
      '[driver...]',
      'program that drives the client, and its arguments, behind --; docs/clients/drivers.md says how to write one',
    ],
    options: {
      only: list(
        'pattern',
        'scenarios to play: ids or requirement ids; * stands for anything',
        readText,
        {
          shown: 'every scenario',
          repeats: 'one value each',
        },
      ),
      jobs: optional(
        'number',
        'the most drivers that play at once; no more than the driver says that it can',
        readWhole(1, 64),
        '8, or what the driver says if that is less',
      ),
      timeout: seconds('how long the driver may take for one instruction', 0.1, 60),
      ...seriesOptions,
      level: choice(
        'grade',
        'grades up to this one decide the verdict on the client',
        grades,
        'documented',
      ),
      report: outputs(formatNames, 'one value each'),
      ...commonGateOptions,
      quiet: toggle('print only the verdict'),
      init: optional(
        'file',
        'write a driver to begin with, in JavaScript (.mjs) or Python (.py), and play nothing',
        readText,
      ),
    },
    examples: [
      ['client --init my-driver.mjs', 'a driver to begin with'],
      ['client -- node my-driver.mjs', 'every scenario'],
      ["client --only 'clients/history/*' -- python3 driver.py", 'some of them'],
      ["client --only 'clients/series/*' --seed 7 -- ./driver", 'series that the seed draws'],
      [
        'client --level convention --report html=client.html -- ./driver',
        'every grade decides; a page to read',
      ],
    ],
    exits: {
      0: 'the client violated nothing at the level',
      1: 'the client violated a requirement',
      4: 'too little could be judged: the driver is broken or supports too little, or a required minimum was not met',
      5: 'a known failure passes now; nothing else failed',
      130: 'interrupted; the reports so far are written and marked incomplete',
    },
  }),
  mock: command({
    summary: 'start a mock for tests of clients: set up, steered, broken and questioned',
    options: {
      port,
      host: text(
        'address',
        'address to listen on; others than the loopback need --control-token',
        '127.0.0.1',
      ),
      state: optional('file', 'users and rooms to begin with, in YAML or JSON', readText),
      rules: list('file', 'how the mock misbehaves, in YAML or JSON', readText, {
        repeats: 'one value each',
      }),
      variant: optional(
        'id',
        'other readings that the declaration permits; random draws some by the seed',
        readText,
      ),
      seed: optional(
        'number',
        'makes ids, tokens, times and draws the same in each run',
        readWhole(0, 2 ** 32 - 1),
      ),
      prefer: toggle('let a Prefer header of a request choose its answer, as in cause=SMEM-14'),
      controlToken: optional('token', 'what the control API below /_mock then asks for', readText),
      worlds: whole('most worlds beside the first one', 0, 100_000, 1000),
      record: optional(
        'file',
        'record all requests, as HAR 1.2 with stand-ins for secrets',
        readText,
      ),
      exec: optional(
        'command',
        'run this command against the mock, then judge the client and end',
        readText,
      ),
      level: choice(
        'grade',
        'grades up to this one decide the verdict on the client',
        grades,
        'documented',
      ),
      report: outputs(formatNames, 'one value each'),
      ...commonGateOptions,
      list: toggle('list requests also while the command of --exec runs'),
      quiet: toggle('list no requests; with --exec, print only the verdict'),
    },
    examples: [
      ['mock', 'on port 8008 of this machine'],
      ['mock --state lobby.yaml --rules rough.yaml', 'with users, rooms and misbehaviour'],
      [
        "mock --exec 'npm test'",
        'judge a client by its own tests; they find the mock in $MATRIX_HOMESERVER_URL',
      ],
      ["mock --port 0 --variant random --seed 7 --exec 'pytest'", 'in another dialect'],
      [
        "mock --exec 'npm test' --level convention --report html=client.html",
        'with a page to read',
      ],
      ['mock --report html=client.html', 'judge what somebody tries by hand, until Ctrl-C'],
    ],
    exits: {
      0: 'stopped; where a client is judged (--exec, --report), its command succeeded, and it violated nothing at the level',
      1: 'the command failed, or the client violated a requirement',
      4: 'the client sent nothing that could be judged, or a required minimum was not met',
      5: 'a known failure passes now; nothing else failed',
      130: 'interrupted; the reports so far are written and marked incomplete',
    },
  }),
};
