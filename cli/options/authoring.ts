import { formats } from '../../authoring/examples/document-format.ts';
import { severities } from '../../authoring/examples/judge/finding.ts';
import { command } from './command.ts';
import { choice, optional, readOneOf, readText, seconds, toggle } from './option.ts';
import { json, outputs } from './options.ts';
import { readTarget } from './readers.ts';

/** The formats of reports about examples. */
export const examplesFormats = ['json', 'sarif', 'github', 'text'] as const;

/** The commands for people who write declarations and documents. */
export const authoring = {
  examples: command({
    summary:
      'check the examples in documents: curl, HTTP and JSON in Markdown, reStructuredText and others',
    argument: [
      '<files...>',
      'documents, or folders with documents in Markdown, reStructuredText and AsciiDoc',
    ],
    options: {
      format: optional(
        'format',
        `format of the documents: ${formats.join(', ')}`,
        readOneOf(formats),
        'as the name of each says',
      ),
      model: optional(
        'name',
        'each file is JSON that is an instance of this model of the declaration',
        readText,
      ),
      execute: toggle(
        'play the examples in their order, and compare what comes with what they show',
      ),
      target: optional(
        'url',
        'server to play the examples against, with --execute',
        readTarget,
        'a bundled reference server for each document',
      ),
      timeout: seconds('how long one request may take, with --execute', 0.001, 10),
      update: toggle(
        'write what the target sent into the documents where a response is wrong; plays the examples',
      ),
      failOn: choice(
        'weight',
        'end with 1 for findings of this weight and above',
        [...severities, 'never'],
        'error',
      ),
      report: outputs(examplesFormats, 'one value each'),
      json,
      verbose: toggle('show also what is only worth knowing, such as requests of other APIs'),
      quiet: toggle('print only the verdict'),
    },
    examples: [
      ['examples README.md docs', 'what is wrong with the examples of these documents'],
      ['examples howto.rst --verbose', 'and what was not judged, and why'],
      [
        'examples room.json --model RoomConfig',
        'a file that is the body of a request or a response',
      ],
      ['examples howto.rst --execute', 'play a guide from its first request to its last'],
      ['examples howto.rst --execute --target http://localhost:8008', 'against your server'],
      ['examples howto.rst --update', 'and write the right responses into it'],
      ['examples docs --report github=-', 'annotations of a workflow of GitHub'],
    ],
    exits: {
      0: 'nothing of the weight of --fail-on was found',
      1: 'something was found',
      3: 'with --target: the server cannot be reached',
      4: 'with --execute: nothing could be played',
      130: 'interrupted',
    },
  }),
};
