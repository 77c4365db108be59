import { onTestFinished } from 'vitest';
import { loadSpec } from '../../harness/document/load.ts';
import { createReferenceServer } from '../../reference-server/index.ts';
import type { RecordedExchange } from '../../recorder/recorded.ts';
import {
  createJudgedProxy,
  type EndedExchange,
  type JudgedProxy,
  type JudgedProxySetting,
} from '../judged-proxy.ts';

const spec = loadSpec();

/** A judged proxy that runs until the test is over. */
export interface OpenJudged {
  readonly url: string;
  readonly proxy: JudgedProxy;
  readonly ended: readonly EndedExchange[];
  readonly recorded: readonly RecordedExchange[];
}

/** Opens a judged proxy. @param origin of the target; left out, a reference server is started */
export async function openJudged(
  more: Partial<JudgedProxySetting> = {},
  origin?: string,
): Promise<OpenJudged> {
  const ended: EndedExchange[] = [];
  const recorded: RecordedExchange[] = [];
  const proxy = await createJudgedProxy({
    target: { origin: origin ?? (await startServer()), prefix: '' },
    spec,
    basePath: spec.declaration.basePath,
    complete: false,
    timeout: 60_000,
    strict: null,
    rules: [],
    seed: 1,
    describe: (obstacle, detail) => `${obstacle}: ${detail}`,
    onEnd: (one) => void ended.push(one),
    record: (one) => void recorded.push(one),
    ...more,
  });
  onTestFinished(() => proxy.close());
  return { url: await proxy.listen(0, '127.0.0.1'), proxy, ended, recorded };
}

async function startServer(): Promise<string> {
  const server = createReferenceServer();
  onTestFinished(() => server.close());
  const { url } = await server.listen();
  return url;
}
