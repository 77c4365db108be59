import { profileNames } from '../../harness/document/profile.ts';
import { grades } from '../../harness/document/requirements.ts';
import { apiPaths, apiVersions } from '../../harness/world/target.ts';
import { recordingFormats } from '../../recordings/format.ts';
import { formatNames } from '../../reports/formats/index.ts';
import { command } from './command.ts';
import { choice, optional, readOneOf, toggle } from './option.ts';
import { commonGateOptions, outputs, quiet } from './options.ts';
import { readBasePath, readTarget } from './readers.ts';

/** The sides of traffic that are judged. */
const sides = ['both', 'clients', 'servers'] as const;

/** The commands that judge what others did. */
export const seeing = {
  traffic: command({
    summary: 'judge recorded traffic: what clients sent, and what servers answered',
    argument: [
      '<files...>',
      'recordings: HAR of browsers, proxies and gateways, exports of the mock, reports of runs; .gz too; - is standard input',
    ],
    options: {
      target: optional(
        'url',
        'the one server to judge; requests to all others are skipped',
        readTarget,
        'every server with a base path of the API',
      ),
      basePath: optional(
        'path',
        'path below which the operations are, anywhere in an address',
        readBasePath,
        'found: that of v1, r0 or v3',
      ),
      api: optional(
        'version',
        `version of the API, in place of --base-path: ${apiVersions.map((version) => `${version} is ${apiPaths[version]}`).join(', ')}`,
        readOneOf(apiVersions),
      ),
      profile: optional(
        'name',
        `judge servers by a later version of the specification: none, ${profileNames.join(', ')}`,
        readOneOf(['none', ...profileNames] as const),
        'that of the base path',
      ),
      format: optional(
        'format',
        `format of the recordings: ${recordingFormats.join(', ')}`,
        readOneOf(recordingFormats),
        'found by what they hold',
      ),
      complete: toggle(
        'the recordings hold every request that the servers got since they were empty, and all that it carried: what is missing in them is then missing',
      ),
      side: choice('which', 'sides to judge', sides, 'both'),
      level: choice('grade', 'grades up to this one decide the verdict', grades, 'documented'),
      report: outputs(formatNames, 'one value each'),
      ...commonGateOptions,
      quiet,
    },
    examples: [
      ['traffic session.har', 'what a browser or a proxy recorded'],
      ['traffic day-1.har.gz day-2.har.gz', 'several recordings of one traffic'],
      ['traffic gateway.har --target https://example.org/matrix', 'one server of many'],
      ['traffic session.har --side clients --level convention', 'the client alone, by every grade'],
      ['traffic session.har --report html=traffic.html', 'a page to read'],
    ],
    exits: {
      0: 'neither side violated anything at the level',
      1: 'a side violated a requirement',
      4: 'there is nothing to judge, a recording is not whole, or a required minimum was not met',
      5: 'a known failure passes now; nothing else failed',
      130: 'interrupted; the reports so far are written and marked incomplete',
    },
  }),
};
