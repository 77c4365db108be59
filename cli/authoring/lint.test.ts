import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { performHere } from '../testing/context.ts';
import { cliHere } from '../testing/here.ts';
import { folder } from '../testing/process.ts';

const right = {
  swaggerVersion: '1.2',
  basePath: 'https://pets.example/api',
  apis: [],
};
const wrong = {
  ...right,
  apis: [
    { path: '/pets', operations: [] },
    { path: '/pets', operations: [] },
  ],
};

/** Files in a folder of their own. @returns where one of them is */
function files(contents: Readonly<Record<string, string | object>>): (name: string) => string {
  const home = folder();
  for (const [name, content] of Object.entries(contents)) {
    writeFileSync(
      join(home, name),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  }
  return (name) => join(home, name);
}

describe('lint', () => {
  it('checks the bundled declaration where no file is given', async () => {
    const { code, out } = await performHere('lint');
    expect(code).toBe(1);
    expect(out).toContain('spec/api-docs-rooms.json:661:11  warning  enum-lacks-operation\n');
    expect(out).toMatch(/^spec\/api-docs-rooms\.json: 23 errors, \d+ warnings, \d+ notes$/m);
    expect(out).toContain(
      'DEF-01, which the suite reads so: Accept invite, join, leave, knock, ban',
    );
  });

  it('ends with 1 for what is as bad as --fail-on says', async () => {
    const at = files({
      'right.json': right,
      'wrong.json': wrong,
      'advice.json': { ...right, basePath: 'http://localhost' },
    });
    const code = async (...args: readonly string[]) => (await performHere('lint', ...args)).code;
    expect(await code(at('right.json'))).toBe(0);
    expect(await code(at('wrong.json'))).toBe(1);
    expect(await code(at('wrong.json'), '--fail-on', 'never')).toBe(0);
    expect(await code(at('wrong.json'), '--rule', 'duplicate-path=warning')).toBe(0);
    expect(
      await code(at('wrong.json'), '--rule', 'duplicate-path=warning', '--fail-on', 'warning'),
    ).toBe(1);
    expect(await code(at('wrong.json'), '--rule', 'duplicate-path=off', '--fail-on', 'info')).toBe(
      0,
    );
    expect(await code(at('advice.json'))).toBe(0);
    expect(await code(at('advice.json'), '--fail-on', 'info')).toBe(1);
  });

  it('finds a mistake of JSON with its place', async () => {
    const at = files({ 'broken.json': '{\n  "swaggerVersion": "1.2",\n  "apis": [],\n}\n' });
    const { code, out } = await performHere('lint', at('broken.json'));
    expect(code).toBe(1);
    expect(out).toContain(
      'broken.json:4:1  error  json-syntax\n  A key must stand here, not "}"; is there a comma too many?\n',
    );
  });

  it.each([
    ['is missing', null, /cannot be read: there is no such file/],
    [
      'is OpenAPI 3',
      '{"openapi": "3.1.0"}',
      /it is OpenAPI 3\.1\.0, and lint reads Swagger 1\.2\. Redocly CLI and Spectral check/,
    ],
    ['is Swagger 2.0', '{"swagger": "2.0"}', /it is Swagger 2\.0/],
    [
      'is YAML',
      'swaggerVersion: "1.2"\napis: []\n',
      /it is YAML, and Swagger 1\.2 is written in JSON/,
    ],
    ['is another JSON', '{"name": "x"}', /neither "swaggerVersion" nor "apis"/],
    ['is empty', '', /it is empty/],
    ['is not text', '\u0000\u0001\u0002', /cannot be checked: .*Save the file as UTF-8/],
  ])('a file that %s ends with 2, and costs no other one', async (_, content, message) => {
    const at = files({
      'wrong.json': wrong,
      ...(content === null ? {} : { 'other.json': content }),
    });
    const { code, out, note } = await performHere('lint', at('other.json'), at('wrong.json'));
    expect({ code, note }).toEqual({ code: 2, note: expect.stringMatching(message) });
    expect(out).toContain('duplicate-path');
    expect((await performHere('lint', at('other.json'))).code).toBe(2);
  });

  it.each([
    [
      ['--rule', 'unused-modle=off'],
      /does not know the rule "unused-modle"; did you mean unused-model\?/,
    ],
    [['--rule', 'unused-model=loud'], /must be ID=SEVERITY with one of info, warning, error, off/],
    [['--rule', 'json-syntax=off'], /cannot change json-syntax/],
    [['--update-baseline'], /needs --baseline FILE/],
    [['--baseline', 'nowhere.json'], /is not there; write it with/],
    [['--report', 'sarf=x'], /does not know the format "sarf".*did you mean sarif/],
  ])('%j is refused', async (args, message) => {
    const { code, note } = await performHere('lint', ...args);
    expect({ code, note }).toEqual({ code: 2, note: expect.stringMatching(message) });
  });

  it('writes a baseline, knows what it has, and says what is gone', async () => {
    const at = files({ 'api.json': wrong });
    const [api, known] = [at('api.json'), at('known.json')];
    const first = await performHere('lint', api, '--baseline', known, '--update-baseline');
    expect(first).toMatchObject({ code: 0, note: expect.stringContaining('1 finding written to') });
    const second = await performHere('lint', api, '--baseline', known);
    expect(second).toMatchObject({ code: 0, note: '' });
    expect(second.out).toContain('nothing new (the baseline knows 1 more)');
    writeFileSync(
      api,
      JSON.stringify({ ...wrong, apis: [...wrong.apis, { path: '/pets', operations: [] }] }),
    );
    expect((await performHere('lint', api, '--baseline', known)).code).toBe(1);
    writeFileSync(api, JSON.stringify(right));
    const third = await performHere('lint', api, '--baseline', known);
    expect(third).toMatchObject({
      code: 0,
      note: expect.stringContaining('1 finding of the baseline is gone'),
    });
    writeFileSync(known, '{}');
    expect(await performHere('lint', api, '--baseline', known)).toMatchObject({
      code: 2,
      note: expect.stringContaining('it is not a baseline of this version'),
    });
  });

  it('writes every format, and the text beside one on standard output', async () => {
    const at = files({ 'api.json': wrong });
    const formats = ['sarif', 'github', 'text'].flatMap((name) => [
      '--report',
      `${name}=${at(name)}`,
    ]);
    const { out, note } = await performHere(
      'lint',
      at('api.json'),
      '--report',
      'json=-',
      ...formats,
    );
    expect(JSON.parse(out)).toMatchObject({
      schema: 'rooms-conformance/lint/1',
      findings: [{ rule: 'duplicate-path' }],
    });
    expect(note).toContain('duplicate-path');
    expect(JSON.parse(readFileSync(at('sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(readFileSync(at('github'), 'utf8')).toMatch(/^::error file=.*title=duplicate-path::/);
    expect(readFileSync(at('text'), 'utf8')).toContain('duplicate-path');
  });

  it('shows only how much was found, and the list of rules', async () => {
    const at = files({ 'api.json': wrong });
    expect((await performHere('lint', at('api.json'), '--quiet')).out).toMatch(
      /^What each .*\n.*api\.json: 1 error\n$/,
    );
    const { out } = await performHere('lint', '--list');
    expect(out).toMatch(/^unused-model +warning +Nothing in the file refers to a model\.$/m);
  });

  it('defines what one file demands by a listing beside it', async () => {
    const listing = {
      swaggerVersion: '1.2',
      apis: [],
      authorizations: { token: { type: 'basicAuth' } },
    };
    const at = files({
      'api-docs.json': listing,
      'a.json': { ...right, authorizations: { token: [] } },
      'b.json': { ...right, authorizations: { key: [] } },
    });
    const { out } = await performHere('lint', at('api-docs.json'), at('a.json'), at('b.json'));
    expect(out.match(/undefined-authorization\n.*\n/g)).toEqual([expect.stringContaining('"key"')]);
  });
});

describe('the schemas of the package', () => {
  const root = join(import.meta.dirname, '../..');
  const { exports }: { exports: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  it.each(['lint', 'swagger-1.2-declaration', 'swagger-1.2-listing'])(
    'have %s among them',
    (name) => {
      const path = exports[`./${name}.schema.json`] ?? '';
      expect(JSON.parse(readFileSync(join(root, path), 'utf8'))).toHaveProperty('title');
    },
  );
});

describe('the configuration file of lint', () => {
  const lintWith = async (yaml: string, ...args: readonly string[]) => {
    const at = files({ 'api.json': wrong, 'c.yaml': yaml });
    return performHere('lint', at('api.json'), '--config', at('c.yaml'), ...args);
  };

  it('has its options under the key lint, and the command line wins', async () => {
    expect((await lintWith('lint: { rule: { duplicate-path: off } }')).code).toBe(0);
    expect(
      (await lintWith('lint: { rule: [duplicate-path=warning], fail-on: warning }')).code,
    ).toBe(1);
    expect((await lintWith('level: implied\nlint: { fail-on: never }')).code).toBe(0);
    expect((await lintWith('lint: { fail-on: never }', '--fail-on', 'error')).code).toBe(1);
    expect((await lintWith('level: implied')).code).toBe(1);
  });

  it.each([
    ['lint: { fail-onn: never }', /lint has no option "fail-onn"; did you mean fail-on\?/],
    ['lint: [1]', /lint must hold options of lint by name/],
    ['lint: { rule: { nonsense: off } }', /c\.yaml: lint: rule does not know the rule "nonsense"/],
  ])('%s is refused', async (yaml, message) => {
    const { code, note } = await lintWith(yaml);
    expect({ code, note }).toEqual({ code: 2, note: expect.stringMatching(message) });
  });
});

describe('the guide to lint', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/lint/README.md'), 'utf8');
  const commands = [...guide.matchAll(/^npx matrix-rooms-conformance (lint.*?)(?: +#.*)?$/gm)].map(
    ([, line = '']) => line,
  );

  it('has commands that work as they stand', async () => {
    expect(commands.length).toBeGreaterThan(4);
    const home = folder();
    mkdirSync(join(home, 'api-docs'));
    for (const name of ['api.json', 'api-docs.json', 'api-docs/pets.json']) {
      writeFileSync(join(home, name), JSON.stringify(right));
    }
    for (const line of commands) {
      const args = line.split(' ').map((word) => word.replace('*', 'pets'));
      const { code, stderr } = await cliHere(args, home);
      expect({ line, code, stderr: stderr.replace(/^\d+ findings? written.*\n/, '') }).toEqual({
        line,
        code: line === 'lint' ? 1 : 0,
        stderr: '',
      });
    }
  });

  it('shows a finding and a configuration as they are', async () => {
    const [, shown = ''] = /```\n(spec\/api.*?)```/s.exec(guide) ?? [];
    const { out } = await performHere('lint');
    expect(shown.length).toBeGreaterThan(200);
    expect(out).toContain(shown);
    const [, yaml = ''] = /```yaml\n(lint:.*?)```/s.exec(guide) ?? [];
    const at = files({ 'api.json': right, 'c.yaml': yaml });
    expect((await performHere('lint', at('api.json'), '--config', at('c.yaml'))).code).toBe(0);
  });

  it('has no broken links, and neither have the pages', () => {
    const links = [...guide.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(90);
    for (const link of links) {
      expect(() => readFileSync(join(import.meta.dirname, '../../docs/lint', link))).not.toThrow();
    }
  });
});
