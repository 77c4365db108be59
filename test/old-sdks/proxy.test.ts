import { expect } from 'vitest';
import sdk030 from 'matrix-js-sdk-0.3.0';
import { loadSpec } from '../../harness/document/load.ts';
import { createJudgedProxy } from '../../proxy/judged-proxy.ts';
import { createReferenceServer } from '../../reference-server/index.ts';
import { emittingSdk } from './emitting-sdk.ts';
import { type LivingTarget, livesOn } from './lives-on.ts';

const spec = loadSpec();

/** The reference server behind a proxy; in the end, nothing that passed may violate anything. */
async function startBehindProxy(): Promise<LivingTarget> {
  const server = createReferenceServer();
  const { url: origin } = await server.listen();
  const found: unknown[] = [];
  const proxy = await createJudgedProxy({
    target: { origin, prefix: '' },
    spec,
    basePath: spec.declaration.basePath,
    complete: true,
    timeout: 60_000,
    strict: null,
    rules: [],
    seed: null,
    describe: (obstacle, detail) => `${obstacle}: ${detail}`,
    onEnd: ({ passing: { url, trouble }, verdict }) => {
      if (trouble !== null) found.push({ url, trouble });
      found.push(...(verdict?.findings ?? []));
    },
    record: null,
  });
  const url = await proxy.listen(0, '127.0.0.1');
  return {
    url,
    close: async () => {
      await proxy.close();
      await server.close();
      expect(found).toEqual([]);
      expect(proxy.result().answered).toBeGreaterThan(5);
    },
  };
}

livesOn(emittingSdk('0.3.0', sdk030), 'the reference server behind a proxy', startBehindProxy);
