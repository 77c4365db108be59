import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { compileHar } from '../../reports/testing/har-schema.ts';
import { performHere } from '../testing/context.ts';
import { cliHere, startHere } from '../testing/here.ts';
import { cli, folder, start } from '../testing/process.ts';

/** A client that registers, makes a room, and does what its first argument says. */
const client = `
const base = process.env.MATRIX_HOMESERVER_URL + (process.env.WORLD ?? '') + '/_matrix/client/api/v1';
const json = { 'content-type': 'application/json' };
const post = async (url, body) => (await fetch(url, { method: 'POST', headers: json, body: JSON.stringify(body) })).json();
const { access_token } = await post(base + '/register', { type: 'm.login.password', user: 'alice', password: 'wonderland' });
const query = '?access_token=' + access_token;
const { room_id } = await post(base + '/createRoom' + query, { visibility: 'private' });
const room = base + '/rooms/' + encodeURIComponent(room_id);
await post(room + '/send/m.room.message' + query, { msgtype: 'm.text', body: 'my token is ' + access_token });
if (process.argv.includes('wrong')) await post(room + '/send/m.room.message' + query, { body: 'no type ' + access_token });
if (process.argv.includes('twice')) await post(room + '/send/m.room.message' + query + '&access_token=' + access_token, { msgtype: 'm.text', body: 'x' });
if (process.argv.includes('worlds')) {
  const { url } = await post(process.env.ROOMS_CONFORMANCE_MOCK_URL + '/_mock/worlds', {});
  const other = url + '/_matrix/client/api/v1';
  const bob = await post(other + '/register', { type: 'm.login.password', user: 'bob', password: 'b' });
  await post(other + '/createRoom?access_token=' + bob.access_token, []);
}
console.log('the client said this');
console.error('and this', access_token.length > 0);
if (process.argv.includes('wait')) {
  process.on('SIGTERM', () => console.log('asked to end'));
  console.log('waiting', process.pid);
  setInterval(() => {}, 1000);
}
process.exitCode = process.argv.includes('fail') ? 3 : 0;
`;

const cwd = folder();
writeFileSync(join(cwd, 'client.mjs'), client);
const node = `"${process.execPath}"`;

/** Runs the client against a mock. */
const observe = (words: string, ...options: readonly string[]) =>
  cli(['mock', '--port', '0', '--exec', `${node} client.mjs ${words}`, ...options], cwd);

/** Runs it against a mock in this process, so that what the client prints goes nowhere. */
const observeHere = (words: string, ...options: readonly string[]) => {
  const command = `${node} client.mjs ${words} > /dev/null 2>&1`;
  return cliHere(['mock', '--port', '0', '--exec', command, ...options], cwd);
};

const reportIn = (name: string): Report => JSON.parse(readFileSync(join(cwd, name), 'utf8'));
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a mock that judges a client', () => {
  it('ends with 0 where the client violated nothing; the output of its tests comes first, as it is', async () => {
    const { code, stdout, stderr } = await observe('', '--report', 'json=right.json');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^the client said this\n/);
    expect(stderr).toBe('and this true\n');
    expect(stdout).toMatch(
      /no violations at the level documented: \d of 9 requirements seen, and met/,
    );
    expect(reportIn('right.json')).toMatchObject({
      verdict: 'conformant',
      complete: true,
      subject: { kind: 'client', command: `${node} client.mjs `, requests: 3, failure: null },
    });
  });

  it('ends with 1 where it violated something, and no report holds its token', async () => {
    const formats = ['json', 'html', 'har', 'junit', 'tap', 'markdown', 'ndjson', 'ctrf', 'text'];
    const reports = formats.flatMap((format) => ['--report', `${format}=wrong.${format}`]);
    const { code, stdout } = await observe('wrong', ...reports, '--record', 'recording.har');
    expect(code).toBe(1);
    expect(stdout).toContain('The body has no key msgtype.');
    expect(stdout).toContain('violations at the level documented');
    const report = reportIn('wrong.json');
    expect(report.gates.violated).toEqual(['CLIENT-04']);
    const [outcome] = report.outcomes.filter(({ verdict }) => verdict === 'failed');
    expect(outcome?.exchanges).toHaveLength(1);
    expect(outcome?.exchanges[0]?.body).toMatch(/no type .+/);
    // A token of the reference server is 32 characters or more without a break.
    for (const format of formats.filter((one) => one !== 'html'))
      expect(readFileSync(join(cwd, `wrong.${format}`), 'utf8')).not.toMatch(/no type [\w-]{20,}/);
    expect(existsSync(join(cwd, 'wrong.html'))).toBe(true);
    const har = JSON.parse(readFileSync(join(cwd, 'recording.har'), 'utf8'));
    expect(compileHar()(har)).toBe(true);
    expect(har.log.entries).toHaveLength(4);
    expect(har.log.entries[3].request.url).toMatch(
      /send\/m.room.message\?access_token=stand-in-\d$/,
    );
    expect(har.log.entries[3].request.postData.text).toMatch(/^\{"body":"no type stand-in-\d"\}$/);
  });

  it('is decided by the level, and by a list of known failures', async () => {
    writeFileSync(join(cwd, 'known.yaml'), '- { requirement: CLIENT-28, reason: old }\n');
    const lenient = await observeHere('twice');
    const strict = await observeHere('twice', '--level', 'convention');
    const listed = await observeHere('twice', '--level', 'convention', '--known', 'known.yaml');
    expect([lenient.code, strict.code, listed.code]).toEqual([0, 1, 0]);
    expect(listed.stdout).toContain('known failures: 1 fails as listed');
  });

  it('ends with 1 where the command failed, though the client violated nothing', async () => {
    const { code, stdout } = await observeHere('fail');
    expect(code).toBe(1);
    expect(stdout).toContain('not met:  the command ended with exit code 3');
  });

  it('ends with 4 where nothing could be judged, and with 2 where the command cannot be started', async () => {
    const silent = await cliHere(['mock', '--port', '0', '--exec', 'true'], cwd);
    const nothing = './there-is-none 2> /dev/null';
    const missing = await cliHere(['mock', '--port', '0', '--exec', nothing], cwd);
    expect(silent.code).toBe(4);
    expect(silent.stdout).toContain('the client sent the mock no request');
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('the command of --exec cannot be started');
  });

  it('ends with 4 where less was seen than is demanded', async () => {
    const { code, stdout } = await observeHere('', '--min-proven', 'documented=100%');
    expect(code).toBe(4);
    expect(stdout).toMatch(/not met: {2}\d of 7 documented requirements are met/);
  });

  it('counts all worlds together', async () => {
    const { code, stdout } = await observeHere('worlds');
    expect(code).toBe(1);
    expect(stdout).toContain('The body is an array.');
    expect(stdout).toContain('create_room   2 requests');
  });

  it('lists requests beside the command only where it is asked to, and prints only the verdict if quiet', async () => {
    const listed = await observeHere('', '--list');
    const quiet = await observeHere('wrong', '--quiet');
    expect(listed.stderr).toMatch(/alice .*create_room .*200/);
    expect(quiet.stdout).not.toContain('msgtype');
    expect(quiet.stdout).toContain('violations at the level documented');
  });

  it('judges what somebody tries by hand, until it is stopped', async () => {
    const args = ['mock', '--port', '0', '--report', 'json=hand.json'];
    const { interrupt, stdout, stderr, code } = startHere(args, cwd);
    await expect.poll(stdout).toContain('stop it with Ctrl-C');
    const origin = /listens at (\S+)/.exec(stdout())?.[1] ?? '';
    await fetch(`${origin}/_matrix/client/api/v1/createRoom`, { method: 'POST', body: '[]' });
    await expect.poll(stderr).toContain('CLIENT-06');
    interrupt();
    expect(await code).toBe(1);
    expect(reportIn('hand.json')).toMatchObject({ complete: true, subject: { command: null } });
  });
});

describe('a mock that is interrupted', () => {
  // What a failing test leaves behind would live on, for it ignores that it is asked to end.
  let left: (() => void)[] = [];
  afterEach(() => {
    for (const end of left) end();
    left = [];
  });

  /** Interrupts while the client waits, which ignores that it is asked to end. */
  async function interrupted(command: string) {
    const report = `json=cut-${command.length}.json`;
    const args = ['mock', '--port', '0', '--exec', command, '--report', report];
    const { child, stdout, code } = start(args, cwd);
    left.push(() => void child.kill('SIGKILL'));
    await expect.poll(stdout).toMatch(/waiting \d+\n/);
    const pid = Number(/waiting (\d+)/.exec(stdout())?.[1]);
    left.push(() => {
      if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    });
    child.kill('SIGINT');
    return { pid, child, code: () => code, stdout, report: `cut-${command.length}.json` };
  }

  it('ends the command and its children, also those that do not want to, and writes an incomplete report', async () => {
    // The shell of the command has a shell as its child, and that has the client.
    const { pid, code, stdout, report } = await interrupted(
      `sh -c '${node} client.mjs wait; true'; true`,
    );
    expect(await code()).toBe(130);
    await expect.poll(() => isAlive(pid)).toBe(false);
    expect(stdout()).toContain('interrupted after 3 requests; the counts above are incomplete');
    expect(reportIn(report)).toMatchObject({
      complete: false,
      verdict: 'interrupted',
      subject: { failure: null },
    });
  });

  it('ends at once where it is interrupted twice, and leaves no process behind', async () => {
    const { pid, child, code, stdout, report } = await interrupted(`${node} client.mjs wait`);
    await expect.poll(stdout).toContain('asked to end');
    child.kill('SIGINT');
    expect(await code()).toBe(130);
    await expect.poll(() => isAlive(pid)).toBe(false);
    expect(stdout()).not.toContain('interrupted after');
    expect(existsSync(join(cwd, report))).toBe(false);
  });
});

describe('bad input of the mock', () => {
  const at = (name: string): string => join(cwd, name);
  const refused = async (...args: readonly string[]): Promise<string> => {
    const { code, note, out } = await performHere('mock', '--port', '0', ...args);
    expect([code, out]).toEqual([2, '']);
    return note;
  };

  it('is refused where it stands: files, rules, states, variants', async () => {
    writeFileSync(
      join(cwd, 'rules.yaml'),
      'rules:\n  - when: { operation: send_mesage }\n    then: never\n',
    );
    writeFileSync(join(cwd, 'state.yaml'), 'users:\n  alice: { passwort: x }\n');
    expect(await refused('--state', at('none.yaml'))).toContain(
      'none.yaml cannot be read: there is no such file',
    );
    expect(await refused('--rules', at('rules.yaml'))).toMatch(
      /rules\.yaml:2:\d+: there is no operation "send_mesage"; did you mean "?send_message/,
    );
    expect(await refused('--state', at('state.yaml'))).toMatch(
      /state\.yaml:2:\d+: unknown key "passwort"; did you mean "password"/,
    );
    expect(await refused('--variant', 'nope')).toContain('there is no variant "nope"');
  });

  it('is refused before anything starts', async () => {
    const marked = ['--exec', `touch '${at('started')}'`];
    expect(await refused(...marked, '--report', `json=${at('rules.yaml')}/r.json`)).toContain(
      'cannot be written',
    );
    expect(await refused(...marked, '--known', at('none.yaml'))).toContain('there is no such file');
    writeFileSync(join(cwd, 'unknown.yaml'), '- { requirement: SMEM-11, reason: old }\n');
    expect(await refused(...marked, '--known', at('unknown.yaml'))).toContain(
      'there is no requirement SMEM-11',
    );
    expect(await refused('--host', '0.0.0.0')).toContain('--control-token');
    expect(await refused('--known', at('known.yaml'))).toContain('add --exec COMMAND');
    expect(await refused('--quiet', '--list')).toContain('cannot be used together');
    expect(existsSync(join(cwd, 'started'))).toBe(false);
  });

  it('is a port in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { code, note } = await performHere(
      'mock',
      '--port',
      port,
      '--exec',
      `touch '${at('started')}'`,
    );
    server.close();
    expect([code, existsSync(join(cwd, 'started'))]).toEqual([2, false]);
    expect(note).toContain('the port is in use; --port 0 picks a free one');
  });
});
