import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { unpainted } from '../../../reports/paint.ts';
import { sourceOf } from '../../source/source.ts';
import { bundledSource, withReadings } from '../bundled.ts';
import { compareWithBaseline } from '../baseline.ts';
import { lint } from '../lint.ts';
import { lintGithub } from './github.ts';
import { lintJson } from './json.ts';
import { lintSarif } from './sarif.ts';
import { lintText } from './text.ts';

const require = createRequire(import.meta.url);
const source = bundledSource();
const report = lint([source]);
const withDefects = { ...report, findings: withReadings(report.findings, source) };
const small = lint([
  sourceOf(
    '{\n\t"swaggerVersion": "1.2",\n\t"basePath": "http://localhost/a b",\n  "apis": [],\n  "apis": []}',
    'a dir/my api.json',
  ),
]);

describe('SARIF', () => {
  const schema = JSON.parse(
    readFileSync(
      require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
      'utf8',
    ),
  );
  // The schema is of draft 4, which differs in how it names itself.
  const { id: _id, $schema: _schema, ...rules } = schema;
  const validate = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
    unicodeRegExp: false,
  }).compile(rules);
  const known = compareWithBaseline(report, [
    {
      rule: 'unused-model',
      file: 'spec/api-docs-rooms.json',
      address: '/models/PaginationRequest',
    },
  ]).report;

  it.each([
    ['of the bundled declaration', known],
    ['of a small file', small],
    ['of nothing', lint([])],
  ])('%s is valid by its schema', (_, one) => {
    const log = JSON.parse(lintSarif(one, '1.2.3'));
    validate(log);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('has relative addresses, pages of the rules and fingerprints', () => {
    const { runs } = JSON.parse(lintSarif(small, '1.2.3'));
    const [{ tool, results }] = runs;
    const [first] = results;
    expect(first.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'a%20dir/my%20api.json', uriBaseId: '%SRCROOT%' },
      region: { startLine: 3, startColumn: 14, endLine: 3, endColumn: 36 },
    });
    expect(first.partialFingerprints['address/v1']).toMatch(/^[0-9a-f]{32}$/);
    expect(tool.driver.rules[first.ruleIndex]).toMatchObject({
      id: first.ruleId,
      helpUri: expect.stringMatching(/^https:.*\/docs\/lint\/.*\.md$/),
    });
  });

  it.each([
    ['/tmp/a#b?.json', 'file:///tmp/a%23b%3F.json'],
    ['C:/a b/c.json', 'file:///C:/a%20b/c.json'],
    ['docs/ä.json', 'docs/%C3%A4.json'],
  ])('has the address of %s', (name, uri) => {
    const { runs } = JSON.parse(lintSarif(lint([sourceOf('{"apis": []}', name)]), '1'));
    expect(runs[0].artifacts[0].location.uri).toBe(uri);
    expect(new URL(uri, 'file:///a/').protocol).toBe('file:');
  });

  it('keeps its fingerprints when lines and indices change', () => {
    const prints = (text: string): readonly string[] => {
      const { runs } = JSON.parse(lintSarif(lint([sourceOf(text, 'x.json')]), '1'));
      return runs[0].results
        .filter((one: { ruleId: string }) => one.ruleId === 'notes-repeat-summary')
        .map(
          (one: { partialFingerprints: Record<string, string> }) =>
            one.partialFingerprints['address/v1'],
        );
    };
    const before = prints(source.text);
    const after = prints(
      source.text.replace('"apis": [', '\n\n"apis": [ { "path": "/new", "operations": [] },'),
    );
    expect(new Set(before).size).toBe(10);
    expect(after).toEqual(before);
  });

  it('says what the baseline knows', () => {
    const { runs } = JSON.parse(lintSarif(known, '1'));
    const suppressed = runs[0].results.filter((one: object) => 'suppressions' in one);
    expect(suppressed).toMatchObject([
      { ruleId: 'unused-model', suppressions: [{ kind: 'external' }] },
    ]);
  });
});

describe('JSON', () => {
  it.each([
    ['of the bundled declaration', withDefects],
    ['of a small file', small],
  ])('%s is as its schema says', (_, one) => {
    const schema = JSON.parse(
      readFileSync(new URL('../schemas/report.schema.json', import.meta.url), 'utf8'),
    );
    const validate = new Ajv2020({ allErrors: true }).compile(schema);
    validate(JSON.parse(lintJson(one)));
    expect(validate.errors ?? []).toEqual([]);
  });
});

describe('annotations of GitHub', () => {
  it('have the place, the rule and the message, the worst first', () => {
    const lines = lintGithub(small).trimEnd().split('\n');
    expect(lines[0]).toBe(
      '::error file=a dir/my api.json,line=5,endLine=5,col=3,endColumn=9,title=duplicate-key::The key "apis" is there twice in one object, and readers of JSON keep only one of them.',
    );
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['::error', '::notice']);
  });

  it('cannot be forged by what a file says', () => {
    const text =
      '{"swaggerVersion":"1.2","basePath":"http://x.example","apis":[{"path":"/a\\n::error::b%0A","operations":[]}, {"path":"/a\\n::error::b%0A","operations":[]}]}';
    const lines = lintGithub(lint([sourceOf(text, 'x\n::warning::y,z.json')]));
    expect(lines.match(/^::/gm)).toHaveLength(lines.trimEnd().split('\n').length);
    expect(lines).not.toMatch(/::warning::y/);
  });
});

describe('the text', () => {
  it('shows the line and marks the place, with tabs and long lines', () => {
    const text = lintText(small, unpainted);
    expect(text).toContain('a dir/my api.json:3:14  info  localhost-base-path\n');
    expect(text).toContain(
      '  3 │ "basePath": "http://localhost/a b",\n    │             ^^^^^^^^^^^^^^^^^^^^^^\n',
    );
    expect(text).toMatch(/a dir\/my api\.json: 1 error, 1 note\n$/);
    const oneLine = lintText(lint([sourceOf(JSON.stringify(source.value), 'min.json')]), unpainted);
    for (const line of oneLine.split('\n').filter((one) => one.includes(' │ '))) {
      expect(line.length).toBeLessThan(120);
    }
  });

  it('has no control characters of a file', () => {
    const text =
      '{"swaggerVersion":"1.2","basePath":"http://x.example","apis":[],"\\u001b[31m\\u202e":1}';
    const shown = lintText(
      lint([
        sourceOf(text, 'x.json'),
        sourceOf(`{"\u001b[31m": 1, "\u001b[31m": 2, "apis": []}`, 'y.json'),
      ]),
      unpainted,
    );
    // oxlint-disable-next-line no-control-regex -- that is what must not be there
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it('says how the suite reads the passages of the bundled declaration', () => {
    expect(lintText(withDefects, unpainted)).toContain(
      'DEF-48, which the suite reads so: Origin configurable.',
    );
  });
});
