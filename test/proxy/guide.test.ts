import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from '../../cli/options/parse.ts';
import { cli, folder } from '../../cli/testing/process.ts';
import { grades } from '../../harness/document/requirements.ts';
import { register } from '../../mock/testing/person.ts';
import { readProxyRules } from '../../proxy/rules/read.ts';
import { openJudged } from '../../proxy/testing/judged.ts';
import { createReferenceServer } from '../../reference-server/index.ts';
import { blocksOf, fileOf } from '../mock/guides/page.ts';

const [page, docs] = ['proxy', 'traffic'];

describe('the page on the proxy', () => {
  it('has an example that ends as it says', async () => {
    const server = createReferenceServer();
    onTestFinished(() => server.close());
    const { url } = await server.listen();
    const place = folder();
    writeFileSync(join(place, 'client.sh'), fileOf(page, 'client.sh', docs));
    const args = ['proxy', '--target', url, '--port', '0', '--exec', 'sh client.sh'];
    const { code, stdout } = await cli(args, place);
    const [verdict = ''] = blocksOf(page, docs)
      .filter(({ language }) => language === 'text')
      .map(({ text }) => text);
    expect(verdict.split('\n').length).toBeGreaterThan(3);
    expect(stdout).toContain(verdict);
    expect(code).toBe(1);
  });

  it('shows what --strict answers', async () => {
    const { url } = await openJudged({ strict: grades });
    const alice = await register(url, 'alice');
    const { body } = await alice.call('POST', '/createRoom', []);
    expect(body).toEqual(JSON.parse(fileOf(page, 'strict.json', docs)));
  });

  it('has rules and commands that are understood', () => {
    expect(readProxyRules('rough.yaml', fileOf(page, 'rough.yaml', docs))).toHaveLength(2);
    const commands = blocksOf(page, docs)
      .filter(({ language, file }) => language === 'sh' && file === null)
      .flatMap(({ text }) => text.trimEnd().split('\n'))
      .map((line) => line.slice(line.indexOf('matrix-rooms-conformance ') + 25))
      .map((line) =>
        [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word = '']) => quoted ?? word),
      );
    expect(commands.length).toBeGreaterThan(5);
    for (const args of commands) expect(parse(args, '0.0.0').command).toBe(args[0]);
  });
});
