import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { bundledText, pets } from '../../authoring/testing/declarations.ts';
import { edited } from '../../authoring/testing/edit.ts';
import { readBundled } from '../files/files.ts';
import { performHere as perform } from '../testing/context.ts';

const folder = mkdtempSync(join(tmpdir(), 'rooms-conformance-'));
const at = (name: string): string => join(folder, name);
function write(name: string, value: unknown): string {
  writeFileSync(at(name), typeof value === 'string' ? value : JSON.stringify(value));
  return at(name);
}

const same = write('same.json', bundledText);
const edit = write(
  'edit.json',
  edited(
    ['/models/Member/properties/membership/enum/3', 'ban'],
    ['/models/RoomInfo/properties/room_alias/description', 'The full alias of the room.'],
    ['/apis/15/operations/0/parameters/-', { name: 'limit', paramType: 'query', type: 'integer' }],
  ),
);
const renamed = write('renamed.json', edited(['/apis/13/operations/0/nickname', 'list_members']));
const other = write('pets.json', pets);
const valid = new Ajv({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readBundled('reports/diff.schema.json')),
);

describe('diff', () => {
  it('says whom each change breaks and why, which requirements it concerns, and who judges them', async () => {
    const { code, out, note } = await perform('diff', edit);
    expect({ code, note }).toEqual({ code: 0, note: '' });
    expect(out).toContain('breaking for servers and clients: 1 change\n');
    expect(out).toContain('~ models/Member/properties/membership/enum: "ban" may be a value');
    expect(out).toContain('orphaned  MODEL-07, SMEM-18, SMEM-19');
    expect(out).toContain(
      'breaking for servers: 1 change\n  + get_room_sync_data/parameters/limit',
    );
    expect(out).toContain('missing  no requirement is about this yet');
    expect(out).toMatch(/cases +\d+: \w+/);
    expect(out).toMatch(/faults +\d+: /);
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      `old the bundled declaration new ${edit} 3 changes: 2 breaking for servers, 1 for clients; requirements: 5 orphaned, 0 moved, 1 changed; 2 changes without a requirement`,
    );
  });

  it('compares two files, and finds nothing between a declaration and itself', async () => {
    const { code, out } = await perform('diff', same, same, '--fail-on', 'any', '--quiet');
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n').at(-1)).toBe('the declarations say the same');
  });

  it('ends with 1 for the changes that --fail-on names', async () => {
    const codeOf = async (file: string, failOn: string) =>
      (await perform('diff', file, '--fail-on', failOn)).code;
    expect(await codeOf(edit, 'breaking')).toBe(1);
    expect(await codeOf(renamed, 'breaking')).toBe(0);
    expect(await codeOf(renamed, 'any')).toBe(1);
  });

  it('writes JSON that keeps to its schema, and Markdown for a pull request', async () => {
    const { code, out, note } = await perform(
      'diff',
      edit,
      '--report',
      'json=-',
      '--report',
      `markdown=${at('diff.md')}`,
    );
    expect(code).toBe(0);
    expect(note).toContain('3 changes');
    const report: unknown = JSON.parse(out);
    expect(valid(report), JSON.stringify(valid.errors)).toBe(true);
    expect(report).toMatchObject({
      schema: 'rooms-conformance-diff/1',
      totals: { changes: 3, breaking: 2, orphaned: 5 },
    });
    const markdown = readFileSync(at('diff.md'), 'utf8');
    expect(markdown).toMatch(/^# What changed in the declaration\n/);
    expect(markdown).toContain('- **\\~ models/Member/properties/membership/enum**');
  });

  it('finds the examples that each change concerns, by operation and by model', async () => {
    const howto = write(
      'howto.md',
      [
        '```sh',
        'curl -X PUT \'http://localhost:8008/_matrix/client/api/v1/rooms/!a:b/state/m.room.member/@c:d?access_token=T\' -d \'{"membership":"join"}\'',
        '```',
        '',
        '```sh',
        "curl 'http://localhost:8008/_matrix/client/api/v1/rooms/!a:b/initialSync?access_token=T'",
        '```',
        '',
      ].join('\n'),
    );
    const { out } = await perform('diff', edit, '--examples', howto, '--report', 'json=-');
    const report: unknown = JSON.parse(out);
    expect(report).toMatchObject({
      changes: [
        { kind: 'parameter', impact: { examples: [`${howto}:6`] } },
        { kind: 'values', impact: { examples: [`${howto}:2`] } },
        { kind: 'prose', impact: { examples: [] } },
      ],
    });
    expect(await perform('diff', edit, '--examples', at('none.md'))).toMatchObject({
      code: 2,
      note: `the document ${at('none.md')} cannot be read: there is no such file`,
    });
  });

  it('leaves out the suite where the declarations are of another API', async () => {
    const { out } = await perform('diff', other, other, '--report', 'json=-');
    expect(valid(JSON.parse(out)), JSON.stringify(valid.errors)).toBe(true);
    expect(JSON.parse(out)).toMatchObject({ requirements: null, changes: [] });
    const { out: both } = await perform('diff', other);
    expect(both).toContain('- send_message: the operation send_message');
  });

  it.each([
    [[], "diff: missing required argument 'files'; see rooms-conformance diff --help"],
    [
      [same, same, same],
      'diff compares two declarations: the old one, then the new one (got 3 files)',
    ],
    [[at('none')], `the declaration ${at('none')} cannot be read: there is no such file`],
    [
      [write('broken.json', '{"swaggerVersion": "1.2", }')],
      `${at('broken.json')} cannot be read as JSON: the syntax is wrong at line 1, column 27`,
    ],
    [
      [write('number.json', { swaggerVersion: '1.2', apis: [{ path: '/a', operations: 7 }] })],
      `${at('number.json')} cannot be read as a declaration in Swagger 1.2: /apis/0/operations must be a list`,
    ],
    [[same, '--fail-on', 'broken'], '--fail-on must be one of breaking, any, none (got "broken")'],
  ])('%j is refused', async (args, note) => {
    const result = await perform('diff', ...args);
    expect(result).toMatchObject({ code: 2, out: '' });
    expect(result.note).toContain(note);
  });
});
