import { expect, it } from 'vitest';
import { givenAccounts } from './accounts.ts';
import { runCommandLine } from '../process/command-line.ts';

const { signal } = new AbortController();

it('auto gives no accounts: users are registered', async () => {
  expect(await givenAccounts('auto', signal)).toBeNull();
});
it('a command prints users', async () => {
  const accounts = await givenAccounts(
    `exec:echo '[{"user_id":"@a:hs","access_token":"hush"}]'`,
    signal,
  );
  expect(accounts).toEqual([{ kind: 'token', userId: '@a:hs', token: 'hush' }]);
});
it('the error of a command that fails has what it wrote to standard error', async () => {
  await expect(givenAccounts('exec:echo sorry >&2; exit 3', signal)).rejects.toThrow(
    /exited with code 3\n {2}sorry/,
  );
  await expect(givenAccounts('exec:kill -9 $$', signal)).rejects.toThrow('killed by SIGKILL');
  await expect(givenAccounts('exec: ', signal)).rejects.toThrow('must name a command');
});
it('the error of a command that prints no accounts has nothing of what it printed', async () => {
  const printed = givenAccounts('exec:echo "[hush: {"', signal);
  await expect(printed).rejects.toThrow(
    /^the output of the command of --accounts cannot be read as YAML or JSON at line \d/,
  );
  await expect(printed).rejects.not.toThrow('hush');
});
it('a command that takes too long is killed with every process that it started', async () => {
  const ran = await runCommandLine('sleep 600 & sleep 600', 100, signal);
  expect(ran).toMatchObject({ code: null, why: 'it had not ended after 0.1 s' });
});
it('an interruption kills the command', async () => {
  const stop = new AbortController();
  const accounts = givenAccounts('exec:sleep 600', stop.signal);
  setTimeout(() => stop.abort(), 50);
  expect(await accounts).toBeNull();
});
