import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../reference-server/faults/index.ts';
import { createReferenceServer, referenceParts } from '../../reference-server/index.ts';
import { compileHar } from '../../reports/testing/har-schema.ts';
import type { Report } from '../../reports/report.ts';
import { pieceIn } from '../../test/testing/pieces.ts';
import { performHere } from '../testing/context.ts';
import { cliHere, startHere } from '../testing/here.ts';
import { cli, folder, start } from '../testing/process.ts';

/** A client that registers, makes a room, and does what its first argument says. */
const client = `
import { writeFileSync } from 'node:fs';
const base = process.env.MATRIX_HOMESERVER_URL + '/_matrix/client/api/v1';
const json = { 'content-type': 'application/json' };
const post = async (url, body) => (await fetch(url, { method: 'POST', headers: json, body: JSON.stringify(body) })).json();
const { access_token } = await post(base + '/register', { type: 'm.login.password', user: 'u' + process.pid, password: 'wonderland' });
writeFileSync('token-' + process.argv[2], access_token ?? '');
const query = '?access_token=' + access_token;
const { room_id } = await post(base + '/createRoom' + query, { visibility: 'private' });
const room = base + '/rooms/' + encodeURIComponent(room_id);
await post(room + '/send/m.room.message' + query, { msgtype: 'm.text', body: 'my token is ' + access_token });
if (process.argv.includes('wrong')) await post(room + '/send/m.room.message' + query, { body: 'no type ' + access_token });
await post(room + '/nothing/' + access_token + query, {});
console.log('the client said this');
process.exitCode = process.argv.includes('fail') ? 3 : 0;
`;

const cwd = folder();
writeFileSync(join(cwd, 'client.mjs'), client);
const exec = (words: string): string => `"${process.execPath}" client.mjs ${words}`;
const textIn = (name: string): string => readFileSync(join(cwd, name), 'utf8');
const reportIn = (name: string): Report => JSON.parse(textIn(name));
const isHar = compileHar();

const right = createReferenceServer();
const fault = faults.find(({ id }) => id === 'errors-untyped');
const wrong = createReferenceServer(
  fault === undefined ? {} : { parts: { ...referenceParts, ...fault.spoil(referenceParts) } },
);
let target = '';
let faulty = '';
beforeAll(async () => {
  target = (await right.listen()).url;
  faulty = (await wrong.listen()).url;
});
afterAll(() => Promise.all([right.close(), wrong.close()]));

/** Runs the client through a proxy. */
const observe = (at: string, words: string, ...options: readonly string[]) =>
  cli(['proxy', '--target', at, '--port', '0', '--exec', exec(words), ...options], cwd);

/** Runs it through a proxy in this process, so that what the client prints goes nowhere. */
const observeHere = (at: string, words: string, ...options: readonly string[]) => {
  const command = `${exec(words)} > /dev/null 2>&1`;
  return cliHere(['proxy', '--target', at, '--port', '0', '--exec', command, ...options], cwd);
};

describe('a proxy that runs a client', () => {
  it('ends with a verdict on each side, and no token is anywhere', async () => {
    const formats = ['json', 'har', 'junit', 'tap', 'markdown', 'ndjson', 'ctrf', 'text'];
    const reports = formats.flatMap((format) => ['--report', `${format}=wrong.${format}`]);
    const record = ['--record', 'wrong.recording.har', '--list'];
    const { code, stdout, stderr } = await observe(target, 'wrong', ...reports, ...record);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^the client said this\n/);
    expect(stdout).toMatch(/clients {2}violated: CLIENT-04\n/);
    expect(stdout).toMatch(/servers {2}no violations: \d answers judged\n/);
    expect(stderr).toMatch(
      /send_message .* 400 .*\n +✗ client: CLIENT-04 The body has no key msgtype/,
    );
    expect(reportIn('wrong.json')).toMatchObject({
      complete: true,
      subject: { kind: 'traffic', requests: 3, command: exec('wrong') },
    });
    const har = JSON.parse(textIn('wrong.recording.har'));
    expect(isHar(har)).toBe(true);
    expect(har.log.entries).toHaveLength(5);
    const token = textIn('token-wrong');
    expect(token.length).toBeGreaterThan(20);
    const shown = [stdout, stderr, textIn('wrong.recording.har')];
    for (const text of [...shown, ...formats.map((format) => textIn(`wrong.${format}`))])
      expect(pieceIn(text, [token])).toBeNull();

    // What was recorded is judged like what passed.
    const read = ['--report', `json=${join(cwd, 'read.json')}`];
    await performHere('traffic', join(cwd, 'wrong.recording.har'), ...read);
    expect(reportIn('read.json').gates).toEqual(reportIn('wrong.json').gates);
    expect(reportIn('read.json').subject?.tallies).toEqual(reportIn('wrong.json').subject?.tallies);
  });

  it('blames the server where it is the server', async () => {
    const { code, stdout } = await observeHere(faulty, 'wrong', '--level', 'implied');
    expect(stdout).toMatch(/servers {2}violated: META-06\n/);
    expect(code).toBe(1);
  });

  it('ends with 1 where the command failed, and with 4 where nothing could be judged', async () => {
    const failed = await observeHere(target, 'fail');
    const nothing = ['proxy', '--target', target, '--port', '0', '--exec', 'true'];
    const silent = await cliHere(nothing, cwd);
    expect(failed.stdout).toContain('the command ended with exit code 3');
    expect([failed.code, silent.code]).toEqual([1, 4]);
  });

  it('ends with 3 where the server is never there, and says that it answered itself', async () => {
    const { code, stdout, stderr } = await observeHere('http://127.0.0.1:9', 'down', '--list');
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /note: \d requests? answered by the proxy in place of the target: refused/,
    );
    expect(stderr).toContain('! answered by the proxy: the target http://127.0.0.1:9 cannot be\n');
  });
});

describe('a proxy that is used by hand', () => {
  const listening = async (stdout: () => string): Promise<string> => {
    await expect.poll(stdout).toContain('stop it with Ctrl-C');
    return /listens at (\S+)/.exec(stdout())?.[1] ?? '';
  };

  it('tells what passes, and ends with the verdict when it is stopped', async () => {
    const args = ['proxy', '--target', target, '--port', '0', '--strict'];
    const { interrupt, stdout, stderr, code } = startHere(args, cwd);
    const origin = await listening(stdout);
    const path = `${origin}/_matrix/client/api/v1/createRoom?access_token=x`;
    const { status } = await fetch(path, { method: 'POST', body: '[]' });
    expect(status).toBe(400);
    await expect.poll(stderr).toContain('client: CLIENT-04');
    interrupt();
    expect(await code).toBe(1);
    expect(stdout()).toContain('clients  violated: CLIENT-04');
  });

  it('leaves a whole recording, however it ends', async () => {
    const args = ['proxy', '--target', target, '--port', '0', '--record', 'killed.har'];
    const { child, stdout, code } = start(args, cwd);
    const origin = await listening(stdout);
    await fetch(`${origin}/a`);
    await expect.poll(() => JSON.parse(textIn('killed.har')).log.entries).toHaveLength(1);
    child.kill('SIGKILL');
    await code;
    expect(isHar(JSON.parse(textIn('killed.har')))).toBe(true);
  });

  it('goes on without a recording that cannot be written, and says whose trouble that is', async () => {
    if (!existsSync('/dev/full')) return;
    const args = ['proxy', '--target', target, '--port', '0', '--record', '/dev/full'];
    const { code, stdout, stderr } = await cliHere(args, cwd);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('the recording /dev/full cannot be written: no space is left');
  });
});

describe('bad input of the proxy', () => {
  const refused = async (...args: readonly string[]): Promise<string> => {
    const { code, note, out } = await performHere('proxy', ...args);
    expect([code, out]).toEqual([2, '']);
    return note;
  };
  const at = (name: string): string => join(cwd, name);

  it('is refused before anything starts', async () => {
    expect(await refused()).toContain('proxy needs a server to stand in front of: --target URL');
    expect(await refused('--target', 'localhost:8008')).toContain('http://localhost:8008');
    const url = ['--target', target, '--port', '0'];
    writeFileSync(at('rules.yaml'), 'rules:\n  - then: { fault: alias-race }\n');
    expect(await refused(...url, '--rules', at('rules.yaml'))).toMatch(
      /rules\.yaml:2:\d+: fault changes the server that the mock has inside/,
    );
    expect(await refused(...url, '--rules', at('none.yaml'))).toContain('there is no such file');
    expect(await refused(...url, '--record', cwd)).toContain('it is a directory');
    expect(await refused(...url, '--report', `json=${at('rules.yaml')}/x`)).toContain(
      'cannot be written',
    );
    expect(await refused(...url, '--quiet', '--list')).toContain('cannot be used together');
  });

  it('is a port in use, and the proxy itself as its target', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    expect(await refused('--target', target, '--port', port)).toContain('the port is in use');
    server.close();
    await once(server, 'close');
    expect(await refused('--target', `http://localhost:${port}`, '--port', port)).toContain(
      'the proxy would stand in front of itself',
    );
  });
});
