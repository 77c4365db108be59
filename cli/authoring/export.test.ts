import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pets } from '../../authoring/testing/declarations.ts';
import { parseYaml } from '../../harness/document/yaml.ts';
import { performHere as perform } from '../testing/context.ts';

const folder = mkdtempSync(join(tmpdir(), 'rooms-conformance-'));
function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('export', () => {
  it('writes the bundled declaration to standard output, as JSON and as YAML alike', async () => {
    const json = await perform('export', 'openapi');
    expect(json).toMatchObject({ code: 0, note: '' });
    expect(JSON.parse(json.out)).toMatchObject({ openapi: '3.1.0' });
    const yaml = await perform('export', 'openapi', '--format', 'yaml');
    expect(parseYaml(yaml.out)).toEqual(JSON.parse(json.out));
    expect(yaml.out).not.toMatch(/[&*]a\d/);
  });

  it('writes to a file, and says on standard error what a declaration leaves open', async () => {
    const output = join(folder, 'made/pets.json');
    const { code, out, note } = await perform(
      'export',
      'openapi',
      write('pets.json', JSON.stringify(pets)),
      '--output',
      output,
    );
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(note).toBe(
      'the authorization "oauth2" is defined nowhere; the export takes it for a key in the header Authorization\n',
    );
    expect(JSON.parse(readFileSync(output, 'utf8'))).toHaveProperty('paths./pets');
  });

  it('writes the schema of a model, the types, and what the letter says', async () => {
    const schema = await perform('export', 'json-schema', '--model', 'Topic');
    expect(JSON.parse(schema.out)).toMatchObject({ $ref: '#/$defs/Topic' });
    const types = await perform('export', 'types');
    expect(types.out).toContain('export interface Topic {');
    const letter = await perform('export', 'openapi', '--readings', 'none');
    expect(letter.out).not.toContain('txnId}": {');
  });

  it.each([
    [['export'], "export: missing required argument 'kind'; see rooms-conformance export --help"],
    [
      ['export', 'opnapi'],
      'export does not know "opnapi"; it writes openapi, json-schema, types; did you mean openapi?',
    ],
    [
      ['export', 'openapi', '/none.json'],
      'the declaration /none.json cannot be read: there is no such file',
    ],
    [
      ['export', 'openapi', '--model', 'Topic'],
      '--model needs json-schema, for example: export json-schema --model Topic',
    ],
    [
      ['export', 'json-schema', '--model', 'Topc'],
      'the declaration has no model Topc; did you mean Topic?',
    ],
    [
      ['export', 'types', '--format', 'yaml'],
      'types are written in TypeScript; leave out --format',
    ],
    [
      ['export', 'openapi', write('cut.json', '{"swaggerVersion": "1.2')],
      `${folder}/cut.json cannot be read as JSON: it ends too early; was it cut off?`,
    ],
    [
      ['export', 'openapi', write('deep.json', `${'['.repeat(200_000)}${']'.repeat(200_000)}`)],
      `${folder}/deep.json is nested deeper than 100 levels`,
    ],
    [
      ['export', 'openapi', write('list.json', '[]')],
      `${folder}/list.json cannot be read as a declaration in Swagger 1.2: a Swagger 1.2 declaration must be a JSON object`,
    ],
    [
      [
        'export',
        'openapi',
        write(
          'lost.json',
          '{"swaggerVersion":"1.2","apis":[{"path":"/a","operations":[{"method":"GET","type":"X"}]}]}',
        ),
      ],
      `${folder}/lost.json cannot be read as a declaration in Swagger 1.2: /apis/0/operations/0: "X" is neither a primitive type nor a model of the declaration`,
    ],
  ])('%j is refused', async (argv, note) => {
    expect(await perform(...argv)).toEqual({ code: 2, out: '', note });
  });
});
