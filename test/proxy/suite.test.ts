import { expect, it } from 'vitest';
import { performHere } from '../../cli/testing/context.ts';
import { openJudged } from '../../proxy/testing/judged.ts';

it('the suite passes through the proxy, which finds nothing wrong with the reference server', async () => {
  const { url, proxy, ended } = await openJudged({ complete: true });
  const words = ['--effort', 'quick', '--level', 'convention', '--no-replays', '--quiet'];
  const { code, out } = await performHere('run', '--target', url, ...words);
  expect([code, out.includes('conformant')]).toEqual([0, true]);
  expect(proxy.result().requests).toBeGreaterThan(300);
  const wrong = ended.flatMap(({ verdict, passing }) =>
    (verdict?.findings ?? [])
      .filter(({ side }) => side === 'server')
      .map(({ requirement, what }) => `${passing.method} ${passing.url}: ${requirement} ${what}`),
  );
  expect(wrong).toEqual([]);
  expect(ended.filter(({ passing: { trouble } }) => trouble !== null)).toEqual([]);
});
