import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingsOf, tellDocument } from './report/told.ts';
import { judge } from './testing/check.ts';

const endings = ['md', 'rst', 'adoc', 'json', 'har', 'http', 'sh'];

/** Pieces that documents are made of, so that their random order comes to the odd places of the readers. */
const pieces = fc.constantFrom(
  '```sh\n',
  '```json\n',
  '```http\n',
  '```\n',
  '\n',
  '\r\n',
  '\t',
  '    ',
  '> ',
  '- ',
  '::\n\n',
  '.. code-block:: http\n\n',
  '.. rooms-conformance: ignore\n\n',
  '<!-- rooms-conformance: response get_topic 404 -->\n\n',
  '<!-- rooms-conformance: model X -->\n\n',
  '[source,json]\n----\n',
  '----\n',
  'curl ',
  '-XPOST ',
  '-d ',
  '--data @- ',
  '--data @/etc/passwd ',
  '-G ',
  "'",
  '"',
  '\\',
  '\\ \n',
  '$(',
  '`',
  '$TOKEN',
  '<<EOF\n',
  'EOF\n',
  '&limit=3',
  '| jq .',
  ' # comment\n',
  'http://x/_matrix/client/api/v1/rooms/!a:b/messages',
  'http://x/_matrix/client/api/v1/createRoom?access_token=T ',
  '/rooms/{roomId}/join',
  '/join/#a:b',
  'POST ',
  'GET ',
  ' HTTP/1.1\n',
  'HTTP/1.1 200 OK\n',
  'HTTP/1.1 404 Not Found\n',
  'Content-Type: application/json\n',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"msgtype"',
  '"errcode": "M_X"',
  '"chunk": [',
  '...',
  '…',
  '<token>',
  '// more\n',
  '\u0000',
  '\u2028',
  '\ud800',
  '__proto__',
  'é',
);

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.oneof(
        { weight: 9, arbitrary: pieces },
        { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
      ),
      { maxLength: 40 },
    )
    .map((all) => all.join('')),
);

describe('any text as a document', () => {
  it('is read, and each finding has its line', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...endings), (document, ending) => {
        const told = tellDocument(judge(`any.${ending}`, document));
        const lines = document.split(/\r\n|\n|\r/);
        for (const { line, column, endLine, endColumn, excerpt } of findingsOf(told)) {
          expect(lines[line - 1]?.length).toBe(excerpt.length);
          expect(column).toBeGreaterThan(0);
          expect(column).toBeLessThanOrEqual(excerpt.length + 2);
          expect(endLine > line || (endLine === line && endColumn >= column)).toBe(true);
        }
      }),
      { numRuns: 600, seed: 20140903 },
    );
  });

  const long: Readonly<Record<string, readonly [ending: string, text: string]>> = {
    'nested brackets': ['md', '```json\n' + '['.repeat(50_000)],
    'nested objects behind a request': [
      'md',
      '```sh\ncurl http://x/_matrix/client/api/v1/rooms/x/state\n' + '{"a":'.repeat(50_000),
    ],
    'quotes without an end': ['sh', `curl -d '`.repeat(2000)],
    'commands in commands': ['sh', 'curl $('.repeat(500)],
    'blank lines': ['http', 'GET /createRoom\n' + '\n'.repeat(20_000) + '{'],
    spaces: ['sh', 'curl ' + ' '.repeat(100_000) + 'x'],
    headers: ['http', 'POST /createRoom\n' + 'a: b\n'.repeat(10_000)],
    'lists in lists': ['md', '- '.repeat(600) + '```sh\ncurl x'],
    'quotes in quotes': ['md', '> '.repeat(2000) + 'x'],
    directives: ['rst', '.. code::\n\n'.repeat(10_000)],
    'words that are left out': ['md', '```json\n{' + '..., '.repeat(30_000)],
    'braces of templates': ['md', '```json\n[' + '{{'.repeat(30_000)],
    'a long path': [
      'sh',
      'curl "http://x/_matrix/client/api/v1/rooms/' + 'a/'.repeat(20_000) + '"',
    ],
    'percent signs': [
      'sh',
      'curl "http://x/_matrix/client/api/v1/join/' + '%'.repeat(50_000) + '"',
    ],
    'many responses': [
      'sh',
      'curl http://x/_matrix/client/api/v1/rooms/x/state\n' + '[]\n'.repeat(2000),
    ],
    'delimiters without an end': ['adoc', '----\n....\n'.repeat(5000)],
  };

  it.each(Object.entries(long))('is read in time where it is long: %s', (_, [ending, document]) => {
    const began = process.cpuUsage();
    judge(`any.${ending}`, document);
    const { user, system } = process.cpuUsage(began);
    // A quadratic reader would take minutes.
    expect((user + system) / 1e6).toBeLessThan(10);
  });
});
