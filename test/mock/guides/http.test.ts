import { describe, expect, it } from 'vitest';
import { startMock } from '../../../mock/index.ts';
import { readVerify } from '../../../mock/journal/read-verify.ts';
import { readRules } from '../../../mock/rules/read.ts';
import { person } from '../../../mock/testing/person.ts';
import { parse } from '../../../cli/options/parse.ts';
import { startHere } from '../../../cli/testing/here.ts';
import { actionNames } from '../../../mock/rules/actions.ts';
import { blocksOf, curlsOf, fileOf, folderWith, textOf } from './page.ts';
import { shell } from './shell.ts';

const pages = [
  'README',
  'rules',
  'journal',
  'parallel-tests',
  'typescript',
  'python',
  'curl',
  'ci',
] as const;

describe('the first test of the guide', () => {
  it('does what it says, from the command to the violations', async () => {
    const folder = folderWith({ 'lobby.yaml': fileOf('README', 'lobby.yaml') });
    const args = ['mock', '--port', '0', '--state', 'lobby.yaml'];
    const { stdout, interrupt, code } = startHere(args, folder);
    await expect.poll(() => /listens at (\S+)/.exec(stdout())?.[1]).toBeDefined();
    const url = /listens at (\S+)/.exec(stdout())?.[1] ?? '';
    expect(stdout()).not.toContain('alice-token');
    expect(stdout()).toContain('lobby: #lobby:localhost');

    const [alias = '', rule = '', journal = ''] = curlsOf('README', url);
    const room: unknown = JSON.parse(await shell(alias, folder)).room_id;
    expect(room).toMatch(/^!/);
    expect(JSON.parse(await shell(rule, folder)).rules).toHaveLength(1);
    const alice = person(url, '@alice:localhost', 'alice-token');
    await expect(alice.send(String(room), 'hi')).rejects.toThrow();
    const came = (await shell(journal, folder)).replaceAll(/\s/g, '');
    expect(came).toContain('"ending":"brokenoff"');
    expect(came).toContain('"violations":[]');
    interrupt();
    expect(await code).toBe(0);
  });
});

describe('the examples of the pages', () => {
  it('the commands of all pages are understood', () => {
    const lines = pages
      .flatMap((page) => blocksOf(page))
      .filter(({ language }) => language === 'sh')
      .flatMap(({ text }) => text.split('\n'))
      .filter((line) => line.includes('npx matrix-rooms-conformance'));
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) {
      const [, words = ''] = line.split('npx matrix-rooms-conformance ');
      const args = [...words.matchAll(/'([^']*)'|\$seed|([^\s;|]+)/g)]
        .map(([whole, quoted, word]) => quoted ?? word ?? (whole === '$seed' ? '1' : ''))
        .filter((word) => word !== 'exit');
      expect(parse(args, '0.0.0').command).toBe('mock');
    }
  });

  it('the rules of the page of rules are rules, and every action is named there', async () => {
    const { rules } = readRules('rules.yaml', fileOf('rules', 'rules.yaml'));
    expect(rules).toHaveLength(3);
    const page = textOf('rules');
    for (const name of [...actionNames, 'delay']) expect(page).toContain(`| \`${name}`);
    await using mock = await startMock({ rules });
    expect(mock.pending()).toHaveLength(3);
  });

  it('the journal is asked as its page says', async () => {
    await using mock = await startMock({
      state: {
        users: { alice: {}, bob: {} },
        rooms: { lobby: { creator: 'alice', visibility: 'public' } },
      },
    });
    const { users, rooms, url } = mock;
    const bob = person(url, users.bob.userId, users.bob.token);
    await bob.call('POST', `/join/${encodeURIComponent(rooms.lobby.id)}`, {});
    await bob.send(rooms.lobby.id, 'hi');
    const expectations = fileOf('journal', 'expectations.yaml');
    expect(readVerify('expectations.yaml', expectations).expect).toHaveLength(2);
    const folder = folderWith({ 'expectations.yaml': expectations });
    const [journal = '', verify = '', more = ''] = curlsOf('journal', url);
    expect(JSON.parse((await shell(journal, folder)) || '{}')).toMatchObject({ total: 2 });
    expect(JSON.parse(await shell('cat journal.har', folder)).log.entries).toHaveLength(2);
    expect(JSON.parse(await shell(verify, folder))).toMatchObject({ ok: true, messages: [] });
    expect((await shell(more, folder)).replaceAll(/\s/g, '')).toBe('{"rules":[]}{"violations":[]}');
  });

  it('a world is made as the page on parallel tests says, and looks as it shows', async () => {
    await using mock = await startMock();
    const [create = ''] = curlsOf('parallel-tests', mock.url);
    const made: object = JSON.parse(await shell(create, '/'));
    const shown: object = JSON.parse(
      blocksOf('parallel-tests').find(({ language }) => language === 'json')?.text ?? '',
    );
    expect(Object.keys(made)).toEqual(expect.arrayContaining(Object.keys(shown)));
    expect(made).toMatchObject({ users: { alice: { userId: '@alice:localhost' } }, rooms: {} });
  });

  it('the page on curl runs from top to bottom', async () => {
    await using mock = await startMock();
    const [whole = ''] = curlsOf('curl', mock.url);
    const printed = await shell(whole, '/');
    expect(printed).toContain('You are not in the room.');
    expect(printed).toContain('"ok":true');
    expect(printed).toContain('{"violations":[]}');
  });
});
