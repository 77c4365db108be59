import { openTarget, type OpenTarget } from '../harness/run/open.ts';
import type { SearchOptions } from '../harness/run/search.ts';
import { loadSpec } from '../harness/document/load.ts';
import { createReferenceServer } from '../reference-server/index.ts';

/** A reference server in this process, and the way to it over HTTP. */
export interface OpenServer extends Pick<OpenTarget, 'setting'> {
  readonly url: string;
  readonly signal: AbortSignal;
  close(): Promise<void>;
}

/** Starts a reference server and opens it as a target, as a run does. */
export async function openServer(concurrency: number, search?: SearchOptions): Promise<OpenServer> {
  const server = createReferenceServer();
  const { url } = await server.listen();
  const { signal } = new AbortController();
  const { setting, close } = await openTarget(loadSpec(), {
    url,
    basePath: null,
    auth: 'query',
    timeout: 10_000,
    patience: 10_000,
    lacks: [],
    accounts: null,
    sharedSecret: null,
    concurrency,
    ...(search === undefined ? {} : { search }),
    signal,
  });
  return {
    setting,
    url,
    signal,
    async close() {
      await close();
      await server.close();
    },
  };
}
