import { profileNames } from '../../harness/document/profile.ts';
import { grades } from '../../harness/document/requirements.ts';
import { formatNames } from '../../reports/formats/index.ts';
import { command } from './command.ts';
import {
  choice,
  list,
  optional,
  readOneOf,
  readText,
  readWhole,
  seconds,
  text,
  toggle,
  whole,
} from './option.ts';
import { commonGateOptions, outputs, targetOptions } from './options.ts';
import { readTarget } from './readers.ts';

const { strict: _warnings, ...gates } = commonGateOptions;

/** The command that stands between a client and a server. */
export const proxying = {
  proxy: command({
    summary: 'stand in front of a server, change nothing, and judge both sides of what passes',
    options: {
      target: optional('url', 'server to stand in front of', readTarget),
      port: { ...whole('port to listen on', 0, 65_535, 8009), shown: '8009, 0 picks a free one' },
      host: text('address', 'address to listen on', '127.0.0.1'),
      basePath: targetOptions.basePath,
      api: targetOptions.api,
      profile: optional(
        'name',
        `judge the server by a later version of the specification: none, ${profileNames.join(', ')}`,
        readOneOf(['none', ...profileNames] as const),
        'that of the base path',
      ),
      timeout: seconds('how long the server may be silent', 0.001, 120),
      rules: list(
        'file',
        'faults in front of the server, in YAML or JSON; the rules of the mock',
        readText,
        { repeats: 'one value each' },
      ),
      seed: optional(
        'number',
        'makes the draws of rules the same in each run',
        readWhole(0, 2 ** 32 - 1),
      ),
      complete: toggle(
        'nobody else uses the server, and it is empty when the proxy starts: what was not seen is then not there',
      ),
      strict: toggle('answer with an error in place of what violates a requirement at the level'),
      record: optional(
        'file',
        'record what passes, as HAR 1.2 with stand-ins for secrets',
        readText,
      ),
      exec: optional('command', 'run this command against the proxy, then judge and end', readText),
      level: choice('grade', 'grades up to this one decide the verdict', grades, 'documented'),
      report: outputs(formatNames, 'one value each'),
      ...gates,
      list: toggle('list requests also while the command of --exec runs'),
      quiet: toggle('list no requests; print only the verdict'),
    },
    examples: [
      ['proxy --target http://localhost:8008', 'use port 8009 in place of 8008, then press Ctrl-C'],
      [
        "proxy --target http://localhost:8008 --exec 'npm test'",
        'judge a client by its own tests; they find the proxy in $MATRIX_HOMESERVER_URL',
      ],
      ['proxy --target https://example.org --record session.har', 'keep what passed'],
      ['proxy --target http://localhost:8008 --rules rough.yaml', 'with faults in between'],
      ['proxy --target http://localhost:8008 --strict', 'errors in place of violations'],
    ],
    exits: {
      0: 'neither side violated anything at the level',
      1: 'a side violated a requirement, or the command of --exec failed',
      3: 'the server could not be reached by any request',
      4: 'nothing could be judged, or a required minimum was not met',
      5: 'a known failure passes now; nothing else failed',
      130: 'interrupted twice, or while the command of --exec ran; the reports so far are written',
    },
  }),
};
