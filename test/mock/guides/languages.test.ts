import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { startMock } from '../../../mock/index.ts';
import { fileOf, folderWith } from './page.ts';
import { program } from './shell.ts';

const root = join(import.meta.dirname, '../../..');
const client = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'clients', name), 'utf8');

/** A project in which the package is installed. */
function projectWith(files: Readonly<Record<string, string>>): string {
  const folder = folderWith({ 'package.json': '{"type":"module","private":true}', ...files });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/matrix-rooms-conformance'));
  symlinkSync(join(root, 'node_modules/vitest'), join(folder, 'node_modules/vitest'));
  return folder;
}

/** The example of the page for runners that do not know `await using`. */
const withoutUsing = (head: string): string =>
  `${head}
import { startMock } from 'matrix-rooms-conformance/mock';
import { MyClient } from './my-client.mjs';

test('a message whose answer is lost is there once', async () => {
  const mock = await startMock({
    state: { users: { alice: { token: 'alice-token' } }, rooms: { lobby: { creator: 'alice' } } },
  });
  try {
    const client = new MyClient(mock.url, mock.users.alice.token);
    mock.on({ operation: 'send_message' }).closeAfter().once();
    await client.send(mock.rooms.lobby.id, 'hi');
    const requests = mock.journal({ operation: 'send_message' }).length;
    const messages = await client.history(mock.rooms.lobby.id);
    mock.verify();
    if (requests !== 2 || messages.join() !== 'hi') throw new Error(\`\${requests} \${messages}\`);
  } finally {
    await mock.close();
  }
});
`;

describe('the example of the TypeScript page', () => {
  it('passes in vitest as it stands', async () => {
    const folder = projectWith({
      'lobby.test.ts': fileOf('typescript', 'lobby.test.ts'),
      'my-client.ts': client('my-client.mjs'),
    });
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const args = [vitest, 'run', '--root', folder];
    const { code, text } = await program(process.execPath, args, folder);
    expect({ code, text }).toEqual({ code: 0, text: expect.stringMatching(/1 passed/) });
  });

  it('passes in node:test', async () => {
    const folder = projectWith({
      'lobby.test.js': withoutUsing("import { test } from 'node:test';"),
      'my-client.mjs': client('my-client.mjs'),
    });
    const { code, text } = await program(process.execPath, ['--test'], folder);
    expect({ code, text }).toEqual({ code: 0, text: expect.stringMatching(/pass 1\n/) });
  });

  it('passes in jest', async () => {
    const folder = projectWith({
      'lobby.test.js': withoutUsing(''),
      'my-client.mjs': client('my-client.mjs'),
    });
    const jest = join(root, 'node_modules/jest/bin/jest.js');
    const args = ['--experimental-vm-modules', jest, '--rootDir', folder];
    const { code, text } = await program(process.execPath, args, folder);
    expect({ code, text }).toEqual({ code: 0, text: expect.stringMatching(/1 passed/) });
  });

  it('the handler works with supertest', async () => {
    await using mock = await startMock();
    await supertest(mock.handler).get('/_matrix/client/versions').expect(200);
    const { body } = await supertest(mock.handler).get('/_mock/journal').expect(200);
    expect(body).toMatchObject({ total: 1 });
  });
});

describe('the example of the Python page', () => {
  const run = async (theClient: string) => {
    await using mock = await startMock();
    const folder = folderWith({
      'conftest.py': fileOf('python', 'conftest.py'),
      'test_sending.py': fileOf('python', 'test_sending.py'),
      'my_client.py': theClient,
      'pytest.py': client('pytest.py'),
      'run_tests.py': client('run_tests.py'),
    });
    const { code, text } = await program('python3', ['run_tests.py'], folder, {
      ROOMS_CONFORMANCE_MOCK_URL: mock.url,
    });
    const worlds = await (await fetch(`${mock.url}/_mock/worlds`)).json();
    return { code, text, worlds };
  };

  it('passes, and leaves no world behind', async () => {
    expect(await run(client('my_client.py'))).toEqual({
      code: 0,
      text: 'test_a_lost_answer_makes_no_second_message passed\n',
      worlds: { worlds: [expect.objectContaining({ id: null })] },
    });
  });

  it('fails for a client that sends with a new txnId, and says why', async () => {
    const wrong = client('my_client.py')
      .replace('/send/m.room.message/{self.sent}"', '/send/m.room.message"')
      .replace('"PUT", path', '"POST", path');
    const { code, text } = await run(wrong);
    expect(code).toBe(1);
    expect(text).toContain('AssertionError');
  });
});
