import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSocketServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { isObject } from '../harness/document/json.ts';
import { loadSpec } from '../harness/document/load.ts';
import { createReferenceServer } from '../reference-server/index.ts';
import type { Report } from '../reports/report.ts';
import { performHere } from './testing/context.ts';
import { cliHere } from './testing/here.ts';
import { cli, folder, start } from './testing/process.ts';

const root = join(import.meta.dirname, '..');
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
};

const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close()));

/** The server that is bundled runs on a thread, which only the built program has; this one is its like. */
const right = createReferenceServer();
let target = '';
beforeAll(async () => {
  target = (await right.listen(0)).url;
});
afterAll(() => right.close());

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** A server that registers everybody; other requests go to the listener. */
const lets = (otherwise: RequestListener): Promise<string> => {
  let users = 0;
  return listen(
    createServer((request, response) => {
      if (request.url?.endsWith('/register') !== true) return otherwise(request, response);
      users += 1;
      answer(
        response,
        200,
        JSON.stringify({ user_id: `@u${users}:hs`, access_token: `${hush}${users}` }),
      );
    }),
  );
};
const hush = 'hush-hush-hush-';
const answer = (response: ServerResponse, status: number, body: string): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body);
};
const reportIn = (path: string): Report => JSON.parse(readFileSync(path, 'utf8'));

describe('a run', () => {
  it('without a target judges the bundled reference server, and reports on the screen and in files', async () => {
    const cwd = folder();
    const args = [
      'run',
      '--only',
      'get_topic',
      '--seed',
      '7',
      '--report',
      'json=out/r.json',
      'text=out/r.txt',
    ];
    const { code, stdout } = await cli(args, cwd);
    expect(stdout).toContain('(the bundled reference server)');
    expect(stdout).toContain('seed 7');
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^\d+ passed, 0 failed, 0 skipped$/);
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, 'out/r.txt'), 'utf8')).toBe(stdout);
    const report = reportIn(join(cwd, 'out/r.json'));
    expect(report).toMatchObject({
      complete: true,
      verdict: 'conformant',
      seed: 7,
      only: ['get_topic'],
    });
    const schema: object = JSON.parse(
      readFileSync(join(root, 'reports/report.schema.json'), 'utf8'),
    );
    const validate = new Ajv({ strictTypes: false }).compile(schema);
    validate(report);
    expect(validate.errors).toBeNull();
  });

  it('with json=- writes the report to standard output, and nothing else', async () => {
    const { stdout, stderr } = await cliHere([
      'run',
      '--target',
      target,
      '--only',
      'get_topic/member-reads-topic',
      '--report',
      'json=-',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'conformant' });
    expect(stderr).toContain('1 passed, 0 failed, 0 skipped');
  });

  it('--quiet prints the verdict alone, and colours follow NO_COLOR and FORCE_COLOR', async () => {
    const only = ['--only', 'get_topic/member-reads-topic'];
    const args = ['run', '--target', target, ...only, '--quiet'];
    const plain = await cliHere(args, folder(), { FORCE_COLOR: '1', NO_COLOR: '1' });
    expect(plain.stderr).toBe('');
    expect(plain.stdout.startsWith(target)).toBe(true);
    expect(plain.stdout).not.toContain('\u001B');
    expect((await cliHere(args, folder(), { FORCE_COLOR: '1' })).stdout).toContain('\u001B[');
  });

  it('takes its options from rooms-conformance.yaml, and flags win', async () => {
    const cwd = folder();
    writeFileSync(
      join(cwd, 'rooms-conformance.yaml'),
      'only: get_topic\nseed: 5\nlevel: implied\nquiet: true\n',
    );
    const { code, stdout } = await cliHere(
      ['run', '--target', target, '--level', 'convention'],
      cwd,
    );
    expect(stdout).toContain('seed 5');
    expect(stdout).toContain('→ convention');
    expect(code).toBe(0);
  });

  it('never shows control sequences or secrets that a server sends', async () => {
    const url = await lets((request, response) =>
      answer(response, 200, `\u001B[2J\u0007\u202E ${request.url} ${'x'.repeat(20_000)}`),
    );
    const cwd = folder();
    const args = [
      'run',
      '--target',
      url,
      '--only',
      'get_topic',
      '--report',
      'json=r.json',
      'text=r.txt',
    ];
    const { code, stdout, stderr } = await cliHere(args, cwd);
    expect(code).toBe(1);
    expect(stdout).toContain('violations at the level documented');
    expect((stdout + stderr).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    const files = ['r.json', 'r.txt'].map((name) => readFileSync(join(cwd, name), 'utf8'));
    for (const text of [stdout, stderr, ...files]) expect(text).not.toContain(hush);
  });

  it('against a server that answers 500 to everything is inconclusive and ends with 4', async () => {
    const url = await lets((_request, response) =>
      answer(response, 500, '{"errcode":"M_UNKNOWN","error":"x"}'),
    );
    const { code, stdout } = await cliHere(['run', '--target', url, '--only', 'get_topic']);
    expect(stdout).toContain('inconclusive at the level documented: no case could be judged');
    expect(stdout).toMatch(/\n0 passed, 0 failed, 0 skipped, \d+ broken\n$/);
    expect(code).toBe(4);
  });

  it('ends with 3 if its --deadline is over before it can begin', async () => {
    const url = await lets(() => {});
    const { code, note } = await performHere('run', '--target', url, '--deadline', '0.001');
    expect(note).toContain('the run reached its deadline of 0.001 s before its first case');
    expect(code).toBe(3);
  });

  it('stops with --bail at the first violation that fails it', async () => {
    const url = await lets((_request, response) => answer(response, 200, 'no JSON'));
    const { code, stdout } = await cliHere([
      'run',
      '--target',
      url,
      '--bail',
      '--concurrency',
      '1',
    ]);
    expect(stdout).toMatch(
      /violations at the level documented \(stopped at the first violation, after 1 of \d+ cases\)/,
    );
    expect(code).toBe(1);
  });

  it('that is interrupted writes the report so far, marks it incomplete, and ends with 130', async () => {
    const url = await lets(() => {});
    const cwd = folder();
    const run = start(['run', '--target', url, '--timeout', '1', '--report', 'json=r.json'], cwd);
    await until(() => run.stderr().includes('cases against'));
    run.child.kill('SIGINT');
    expect(await run.code).toBe(130);
    expect(run.stdout()).toContain('interrupted after 0 of');
    expect(reportIn(join(cwd, 'r.json'))).toMatchObject({
      complete: false,
      verdict: 'interrupted',
    });
  });
});

describe('a target that cannot be reached', () => {
  afterEach(() => void vi.useRealTimers());

  it('ends with 3 and one message, at once, if the port is closed', async () => {
    // It waits for nothing: here no timer ever ends.
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] });
    const { code, out, note } = await performHere('run', '--target', 'http://127.0.0.1:1');
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(note).toMatch(
      /^the target http:\/\/127.0.0.1:1 cannot be reached: the connection was refused[^\n]*$/,
    );
  });
  it('has its own message if something else than HTTP answers', async () => {
    const url = await listen(
      createSocketServer((socket) => {
        socket.on('error', () => {});
        socket.end('SSH-2.0-OpenSSH_9.9\r\n');
      }),
    );
    const { code, stderr } = await cliHere(['run', '--target', url]);
    expect(code).toBe(3);
    expect(stderr).toContain('it does not speak HTTP');
  });
  it('is not called unreachable if it is slow: it gives no accounts', async () => {
    const url = await listen(createSocketServer((socket) => socket.on('error', () => {})));
    const { code, stderr } = await cliHere(['run', '--target', url, '--timeout', '0.1']);
    expect(code).toBe(3);
    expect(stderr).toContain('the target did not register a user');
    expect(stderr).toContain('--accounts FILE');
  });
});

describe('an account whose token the target does not take', () => {
  it('ends a run with 3, and is named without its token', async () => {
    const server = createReferenceServer();
    const { url } = await server.listen(0);
    const registered = await fetch(`${url}/_matrix/client/api/v1/register`, {
      method: 'POST',
      body: JSON.stringify({ user_id: 'alice', password: 'secret of alice' }),
    });
    const alice: unknown = await registered.json();
    const users = join(folder(), 'users.json');
    const dead = { user_id: '@bob:localhost', access_token: `${hush}bob` };
    writeFileSync(users, JSON.stringify([alice, dead].map(onlyAccount)));
    const { code, out, note } = await performHere('run', '--target', url, '--accounts', users);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(note).toContain('does not accept the token of @bob:localhost (401 M_UNKNOWN_TOKEN)');
    expect(note).not.toContain(hush);
    await server.close();
  });
});

/** What an accounts file may hold of the answer to a registration. */
const onlyAccount = (user: unknown): object =>
  isObject(user) ? { user_id: user['user_id'], access_token: user['access_token'] } : {};

describe('a command line that cannot be carried out', () => {
  const cwd = folder();
  const at = (name: string, text: string): string => {
    writeFileSync(join(cwd, name), text);
    return join(cwd, name);
  };
  const typo = at('typo.yaml', 'levl: implied\n');
  const users = at('users.yaml', `- user_id: "@a:hs"\n  token: ${hush}\n`);
  const garbage = at('garbage.yaml', `${hush}: [ - {\n\t`);

  it('ends with 2, says what is wrong and shows no stack', async () => {
    const args = ['run', '--target', 'http://127.0.0.1:1', '--accounts', 'users.yaml'];
    const { code, stdout, stderr } = await cliHere(args, cwd);
    expect(stderr).toMatch(/^rooms-conformance: .*entry 1 has an unknown key "token"/);
    expect(stderr).not.toContain('    at ');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
  it.each([
    [['run', '--only', 'get_topc'], 'did you mean get_topic'],
    [['run', '--target', 'localhost:8008'], 'is not an http or https URL'],
    [['run', '--config', typo], 'unknown option "levl"; did you mean level?'],
    [['run', '--config', garbage], 'garbage.yaml cannot be read as YAML or JSON at line 1'],
    [['run', '--config', `${cwd}/none.yaml`], 'there is no such file'],
    [['run', '--config', users], 'users.yaml must hold options of run by name'],
    [['run', '--accounts', users, '--target', 'http://127.0.0.1:1'], 'an unknown key "token"'],
    [['run', '--report', `json=${cwd}`], 'it is a directory'],
    [['explain', 'SMEM-1'], 'did you mean SMEM-1'],
    [['list', '--only', 'nothing-like-this-at-all'], 'matches no case'],
    [['list', '--only', 'nothing', '--clients'], 'no scenario matches "nothing"'],
    [['list', '--shard', '1/2', '--clients'], 'leave out --shard, --profile and --effort'],
    [['coverage', '--clients', '--profile', 'v3'], 'leave out --profile'],
    [['explain', 'CLIENT-99'], 'did you mean CLIENT-'],
  ])('%j', async (args, message) => {
    const { code, out, note } = await performHere(...args);
    expect(note).toContain(message);
    expect(note).not.toContain(hush);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });
});

describe('the other commands', () => {
  it('--version is the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(await cli(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
  it('on an old version of Node only say so', async () => {
    const old = `Object.defineProperty(process, 'versions', { value: { node: '18.20.4' } })`;
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(old)}` };
    expect(await cli(['run'], folder(), env)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'rooms-conformance needs Node 20.19 or newer (this is 18.20.4).\n',
    });
  });
  it('list shows what would run, for people and for programs', async () => {
    const json = JSON.parse((await performHere('list', '--only', 'get_topic', '--json')).out);
    const { out } = await performHere('list', '--only', 'get_topic');
    expect(json[0]).toMatchObject({
      id: expect.stringMatching(/^get_topic\//),
      requires: expect.any(Array),
    });
    for (const { id, title } of json) expect(out).toContain(`${id}\n  ${title}`);
  });
  it('explain knows requirements, operations, cases and readings', async () => {
    const requirement = (await performHere('explain', 'smem-11')).out;
    expect(requirement).toMatch(/^SMEM-11 · documented · set_membership/);
    expect(requirement).toMatch(/the declaration +"When inviting.*\n +\/apis\/9\//);
    expect((await performHere('explain', 'get_topic')).out).toMatch(
      /^get_topic · GET .*GTOPIC-01/s,
    );
    expect((await performHere('explain', 'get_topic/member-reads-topic')).out).toContain(
      'GTOPIC-01',
    );
    expect((await performHere('explain', 'messages-order')).out).toContain('newest-first');
  });
  it('explain, list and coverage know the requirements of clients', async () => {
    const requirement = (await performHere('explain', 'client-10')).out;
    expect(requirement).toMatch(/^CLIENT-10 · implied · clients\n +A txnId is not used again/);
    expect(requirement).toMatch(/the declaration +"This operation can .*\n.*\/apis\/2\//s);
    expect(requirement).toMatch(/shown by +requests together with earlier ones/);

    const { clients } = loadSpec();
    const listed = JSON.parse((await performHere('list', '--clients', '--json')).out);
    const { out } = await performHere('list', '--clients');
    expect(listed.requirements).toHaveLength(clients.size);
    for (const { id, title } of listed.scenarios)
      expect(out).toContain(`${id}\n  ${title.slice(0, 40)}`);
    for (const { id, grade } of listed.requirements) expect(out).toContain(`${id} ${grade}`);

    const some = (await performHere('list', '--clients', '--only', 'CLIENT-26')).out;
    expect(some).toContain('clients/join/by-alias');
    expect(some).not.toContain('clients/leave');

    const paging = (await performHere('explain', 'CLIENT-15')).out;
    expect(paging).toContain('clients/history/overlapping-pages');
    expect(paging).toContain('clients/series/in-any-dialect');
    expect(paging).toMatch(/shows-seams-twice\n +It shows an event twice/);
    const scenario = (await performHere('explain', 'clients/history/overlapping-pages')).out;
    expect(scenario).toMatch(/CLIENT-15 implied +A walk goes on/);
    expect(scenario).toMatch(/the declaration +A token which/);
    expect(scenario).toContain('client --only clients/history/overlapping-pages -- COMMAND');
    const search = (await performHere('explain', 'clients/series/in-any-dialect')).out;
    expect(search).toContain('It draws series of what users do from --seed');
    expect((await performHere('explain', 'clients/histroy/of-0-messages')).note).toContain(
      'did you mean clients/history/of-0-messages',
    );

    const covered = JSON.parse((await performHere('coverage', '--clients', '--json')).out);
    for (const { id, shownBy, scenarios } of covered.requirements)
      expect([id, shownBy !== 'driver' || scenarios.length > 0]).toEqual([id, true]);
    expect(covered.grades.convention).toEqual({ request: 2, history: 4, driver: 3 });
    expect((await performHere('coverage', '--clients')).out).toContain(
      '20 of 31 requirements can be judged by observing a client',
    );
  });
  it('coverage has a row for every requirement, and its code says whether any is open', async () => {
    const { code, out } = await performHere('coverage', '--json');
    const found = JSON.parse(out);
    expect(found.requirements).toHaveLength(loadSpec().register.size);
    expect(code).toBe(found.complete ? 0 : 4);
  });
  it('end with 2 if standard output cannot be written', async () => {
    const command = `${process.execPath} ${join(root, 'dist/cli/main.js')} list > /dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect(stderr).toBe(
      'rooms-conformance: standard output cannot be written: no space is left on the device\n',
    );
    expect(status).toBe(2);
  });
  it('do not mind a reader that goes away', async () => {
    const list = start(['list']);
    list.child.stdout?.destroy();
    expect(await list.code).toBe(0);
    expect(list.stderr()).toBe('');
  });
  it('serve prints a command that registers a user, and stops cleanly', async () => {
    const serve = start(['serve', '--port', '0']);
    await until(() => serve.stdout().includes('Ctrl-C'));
    const [, url = ''] = /curl -s (\S+)/.exec(serve.stdout()) ?? [];
    const [, body = ''] = /-d '([^']+)'/.exec(serve.stdout()) ?? [];
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json' },
    });
    expect(await response.json()).toMatchObject({ access_token: expect.any(String) });
    const taken = await cliHere(['serve', '--port', new URL(url).port]);
    expect(taken.stderr).toContain('the port is in use');
    expect(taken.code).toBe(2);
    serve.child.kill('SIGTERM');
    expect(await serve.code).toBe(0);
  });
});
