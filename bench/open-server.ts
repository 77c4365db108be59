import { localTarget, openTarget, type OpenTarget } from '../harness/run/open.ts';
import type { CompiledSpec } from '../harness/run/run-context.ts';
import type { SearchOptions } from '../harness/run/search.ts';
import { createReferenceServer, type ReferenceServerOptions } from '../reference-server/index.ts';

/** A reference server in this process, opened as a target over HTTP. */
export interface OpenServer extends OpenTarget {
  readonly url: string;
}

/** How a measurement opens the reference server. */
export interface OpenServerOptions {
  /** What the server is made of; left out, the correct server. */
  readonly server?: ReferenceServerOptions;
  /** Milliseconds a request may take; left out, ten seconds. */
  readonly timeout?: number;
  readonly concurrency: number;
  readonly search?: SearchOptions;
  readonly signal: AbortSignal;
}

/** Starts a reference server and opens it as a target, as a run does. `close` ends both. */
export async function openServer(
  compiled: CompiledSpec,
  { server: options, timeout = 10_000, ...rest }: OpenServerOptions,
): Promise<OpenServer> {
  const server = createReferenceServer(options);
  const { url } = await server.listen();
  const target = { ...localTarget, url, timeout, patience: timeout, ...rest };
  const open = await openTarget(compiled.spec, target, compiled);
  return {
    ...open,
    url,
    async close() {
      await open.close();
      await server.close();
    },
  };
}
