import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { curl, curlAll, quoted } from './curl.ts';
import { exchange } from './testing/sample.ts';

const target = {
  origin: 'http://hs:1',
  prefix: '',
  basePath: '/v1',
  auth: 'query',
  bundled: false,
} as const;

/** What a shell makes of the words of a command. */
const words = (command: string): readonly string[] =>
  execFileSync('sh', ['-c', command.replace(/^curl/, String.raw`printf '%s\n'`)], {
    encoding: 'utf8',
    env: { TOKEN: 'tok', PATH: process.env['PATH'] },
  })
    .trimEnd()
    .split('\n');

describe('a curl command', () => {
  it('sends method, type, body and the token as a variable', () => {
    const command = curl(exchange(0, { path: '/v1/createRoom' }), target);
    expect(words(command)).toEqual([
      '-i',
      '-X',
      'POST',
      'http://hs:1/v1/createRoom?access_token=tok',
      '-H',
      'Content-Type: application/json',
      '--data-binary',
      '{"visibility":"private"}',
    ]);
  });
  it('joins the token to a query, or sends it in a header', () => {
    const get = exchange(0, {
      method: 'GET',
      path: '/v1/x?limit=1',
      body: null,
      contentType: null,
    });
    expect(words(curl(get, target))).toEqual(['-i', 'http://hs:1/v1/x?limit=1&access_token=tok']);
    expect(words(curl(get, { ...target, auth: 'header' }))).toEqual([
      '-i',
      'http://hs:1/v1/x?limit=1',
      '-H',
      'Authorization: Bearer tok',
    ]);
  });
  it('sends no token, or an unknown one, where the case did', () => {
    const get = exchange(0, { method: 'GET', path: '/v1/x', body: null, contentType: null });
    expect(curl({ ...get, token: 'none' }, target)).toBe('curl -i http://hs:1/v1/x');
    expect(curl({ ...get, token: 'unknown' }, target)).not.toContain('$TOKEN');
  });
  it.each(["it's", '$(touch /tmp/x) `id` $TOKEN "', String.raw`\'; id #`, '!x', '*', '-x', ''])(
    'hands %j to the shell as it is',
    (text) => {
      expect(execFileSync('sh', ['-c', `printf %s ${quoted(text)}`], { encoding: 'utf8' })).toBe(
        text,
      );
    },
  );
  it('writes what a terminal would obey as JSON does', () => {
    expect(quoted('{"a":"\u009B2J\u202E"}')).toBe(String.raw`'{"a":"\u009b2J\u202e"}'`);
  });
  it('leaves a long body to the report', () => {
    const command = curl(exchange(0, { body: 'x'.repeat(5000) }), target);
    expect(command.length).toBeLessThan(400);
  });
});

describe('the commands of a whole case', () => {
  it('send its requests in order, with a variable for the token of each actor', () => {
    const script = curlAll(
      [
        exchange(0, { path: '/v1/createRoom' }),
        exchange(1, { actor: 'alice 2', method: 'GET', path: '/v1/x', body: null, status: null }),
        exchange(2, { actor: 'nobody', method: 'GET', path: '/v1/y', body: null, token: 'none' }),
      ],
      target,
    );
    const printed = execFileSync('sh', ['-c', script.replaceAll(/^curl/gm, 'echo')], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    expect(printed.trimEnd().split('\n')).toHaveLength(3);
    expect(script.split('\n').slice(0, 3)).toEqual(["TOKEN_OWNER=''", "TOKEN_ALICE_2=''", '']);
    expect(script).toContain('access_token=\'"$TOKEN_ALICE_2"');
    expect(script).toContain('# 2  alice 2, answered nothing');
    expect(script).not.toContain('TOKEN_NOBODY');
  });
  it('is led out of its comments by no name', () => {
    const script = curlAll([exchange(0, { actor: 'x\ntouch /tmp/x; $(id)' })], target);
    expect(script.split('\n').filter((line) => !/^(#|curl|TOKEN_\w+=''$|$)/.test(line))).toEqual(
      [],
    );
    expect(script).toContain('"$TOKEN_X_TOUCH_TMP_X_ID_"');
  });
});
