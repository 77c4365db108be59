import { createRequire } from 'node:module';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { printers, stepsWith } from '../../authoring/examples/testing/guide.ts';
import { createReferenceServer } from '../../reference-server/index.ts';
import { performHere } from '../testing/context.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'rooms-conformance-'));

/** A folder with a document, and the path of it. */
function written(name: string, text: string): string {
  const path = join(folder(), name);
  writeFileSync(path, text);
  return path;
}

const right = printers['curl.md']?.(stepsWith({})) ?? '';
const wrong =
  printers['curl.md']?.(
    stepsWith({ create: { status: 201 }, member: { response: '{"membership": "joined"}' } }),
  ) ?? '';

describe('examples', () => {
  it('ends with 0 where nothing is wrong, and with 1 and the places where something is', async () => {
    expect(await performHere('examples', written('a.md', right))).toMatchObject({ code: 0 });
    const path = written('b.md', wrong);
    const { code, out } = await performHere('examples', path);
    expect(code).toBe(1);
    expect(out).toContain(path);
    expect(out).toMatch(
      /\d+:\d+ {2}error {2}create_room \(POST \/createRoom\) succeeds with 200, not with 201\./,
    );
    expect(out).toContain('| {"membership": "joined"}');
    expect(out).toContain('write "join"');
    expect(out).toContain('“Enum: The membership state of this member.”');
    expect(out).toContain('2 errors');
  });

  it.each([
    [['--fail-on', 'never'], 0],
    [['--fail-on', 'warning'], 1],
    [['--quiet'], 1],
  ])('obeys %s', async (words, code) => {
    expect((await performHere('examples', written('b.md', wrong), ...words)).code).toBe(code);
  });

  it('says what is only worth knowing with --verbose, and counts it otherwise', async () => {
    const path = written('a.md', right);
    expect((await performHere('examples', path)).out).toContain('notes: 2 not-of-this-api');
    expect((await performHere('examples', path, '--verbose')).out).toContain(
      'POST /login is not a request of the rooms API',
    );
  });

  it('reads folders, but not their JSON and what is hidden in them', async () => {
    const home = folder();
    mkdirSync(join(home, 'deep/.hidden'), { recursive: true });
    mkdirSync(join(home, 'node_modules'));
    writeFileSync(join(home, 'deep/a.md'), right);
    writeFileSync(join(home, 'deep/b.rst'), printers['rst']?.(stepsWith({})) ?? '');
    for (const name of ['deep/.hidden/c.md', 'node_modules/d.md', 'e.json'])
      writeFileSync(join(home, name), wrong);
    const { code, out } = await performHere('examples', home);
    expect(code).toBe(0);
    expect(out).toContain('18 examples of this API in 2 documents');
  });

  it('judges an instance of a model', async () => {
    const path = written('room.json', '{\n  "visibility": "open"\n}');
    const { code, out } = await performHere('examples', path, '--model', 'RoomConfig');
    expect(code).toBe(1);
    expect(out).toContain(
      '2:17  error  visibility is "open". It must be one of ["public","private"].',
    );
  });

  it.each([
    [['missing.md'], 'cannot be read: there is no such file'],
    [[written('a.bin', 'x')], 'say it with --format'],
    [[written('a.md', ''), '--target', 'http://127.0.0.1:1'], '--target is for --execute'],
    [[written('a.json', '{}'), '--model', 'RoomConfg'], 'did you mean RoomConfig or RoomInfo?'],
    [[folder()], 'holds no documents'],
    [[written('a.md', ''), '--format', 'word'], 'must be one of'],
  ])('ends with 2 for %j', async (words, note) => {
    const { code, note: told } = await performHere('examples', ...words);
    expect(code).toBe(2);
    expect(told).toContain(note);
  });

  it('says where a file in JSON is not JSON, or holds no examples', async () => {
    const broken = await performHere('examples', written('a.json', '{\n  "operation": oops\n}'));
    expect(broken.code).toBe(1);
    expect(broken.out).toContain('2:16  error  The file is not JSON');
    expect((await performHere('examples', written('a.json', '{"a": 1}'))).out).toContain(
      'The file holds no examples',
    );
  });

  it('reads no file outside of the folder of the document, not even by a link', async () => {
    const home = folder();
    const secret = written('secret.json', '{"topic": 5}');
    const command = (path: string): string =>
      `\`\`\`sh\ncurl -X PUT -d @${path} "http://x/_matrix/client/api/v1/rooms/x/state/m.room.topic"\n\`\`\`\n`;
    symlinkSync(secret, join(home, 'link.json'));
    writeFileSync(join(home, 'topic.json'), '{"topic": 5}');
    writeFileSync(
      join(home, 'a.md'),
      command(secret) +
        command('link.json') +
        command(`../${secret.split('/').slice(-2).join('/')}`),
    );
    const { code, out } = await performHere('examples', join(home, 'a.md'), '--verbose');
    expect(code).toBe(0);
    expect(out.match(/cannot be read, or lies outside/g)?.length).toBe(3);
    writeFileSync(join(home, 'a.md'), command('topic.json'));
    expect((await performHere('examples', join(home, 'a.md'))).code).toBe(1);
  });

  it('writes JSON that is valid by its schema, SARIF that is valid by its own, and annotations', async () => {
    const path = written('b.md', wrong);
    const home = folder();
    const { out } = await performHere(
      'examples',
      path,
      '--execute',
      '--report',
      `sarif=${home}/a.sarif`,
      '--report',
      `github=${home}/a.txt`,
      '--json',
    );
    const schema = JSON.parse(
      readFileSync(
        new URL('../../authoring/examples/examples.schema.json', import.meta.url),
        'utf8',
      ),
    );
    const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
    validate(JSON.parse(out));
    expect(validate.errors).toBeNull();
    const require = createRequire(import.meta.url);
    const {
      id: _id,
      $schema: _schema,
      ...sarif
    } = JSON.parse(
      readFileSync(
        require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
        'utf8',
      ),
    );
    const validateSarif = new Ajv({
      strict: false,
      allErrors: true,
      validateFormats: false,
      unicodeRegExp: false,
    }).compile(sarif);
    const log = JSON.parse(readFileSync(`${home}/a.sarif`, 'utf8'));
    validateSarif(log);
    expect(validateSarif.errors).toBeNull();
    expect(log.runs[0].results.map((one: { ruleId: string }) => one.ruleId)).toContain(
      'response-status',
    );
    expect(readFileSync(`${home}/a.txt`, 'utf8')).toMatch(
      /^::error file=.*b\.md,line=\d+,col=\d+,.*title=response-status::/m,
    );
  });
});

describe('examples --execute', () => {
  it('plays a guide, and says what its texts stood for without any token', async () => {
    const { code, out } = await performHere('examples', written('a.md', right), '--execute');
    expect(code).toBe(0);
    expect(out).toContain('played: 11 as shown');
    expect(out).toContain('YOUR_ACCESS_TOKEN is the token of @walter:localhost');
    expect(out).not.toContain('QHdhbHRl');
  });

  it('plays against a server that is there, and ends with 3 where none is', async () => {
    const server = createReferenceServer();
    const { url } = await server.listen();
    const path = written('a.md', right);
    expect((await performHere('examples', path, '--execute', '--target', url)).code).toBe(0);
    await server.close();
    const { code, note } = await performHere('examples', path, '--execute', '--target', url);
    expect(code).toBe(3);
    expect(note).toContain('the connection was refused');
  });

  it('ends with 4 where nothing could be played', async () => {
    const path = written('a.md', '```http\nGET /rooms/!unknown:x/state\n```\n');
    const { code, out } = await performHere('examples', path, '--execute');
    expect(code).toBe(4);
    expect(out).toContain('nothing before it made the room !unknown:x');
  });
});

describe('examples --update', () => {
  it('corrects responses once, and a second time changes nothing', async () => {
    const path = written('b.md', wrong);
    const first = await performHere('examples', path, '--update');
    expect(first.code).toBe(0);
    expect(first.note).toContain(`${path}: 2 places corrected`);
    const after = readFileSync(path, 'utf8');
    expect(after).toContain('HTTP/1.1 200 Other');
    expect(after).toContain('{"membership": "invite"}');
    const second = await performHere('examples', path, '--update');
    expect(second.note).toBe('');
    expect(readFileSync(path, 'utf8')).toBe(after);
  });

  it('writes nothing without it', async () => {
    const path = written('b.md', wrong);
    await performHere('examples', path, '--execute');
    expect(readFileSync(path, 'utf8')).toBe(wrong);
  });

  it('refuses documents whose encoding or permissions it cannot keep', async () => {
    const path = written('b.md', `\uFEFF${wrong}`);
    expect(await performHere('examples', path, '--update')).toMatchObject({ code: 2 });
    expect(readFileSync(path, 'utf8')).toBe(`\uFEFF${wrong}`);
  });

  it('does not write over a document that is changed meanwhile', async () => {
    const path = written('b.md', wrong);
    const server = createReferenceServer();
    const { url } = await server.listen();
    const { updateDocuments } = await import('./update-documents.ts');
    const { play } = await import('../../authoring/examples/testing/play.ts');
    const played = await play(path, wrong, url);
    await server.close();
    writeFileSync(path, `${wrong}\nMore.\n`);
    expect(() => updateDocuments([played])).toThrow('changed while its examples were played');
    expect(readFileSync(path, 'utf8')).toBe(`${wrong}\nMore.\n`);
    chmodSync(path, 0o644);
  });
});
