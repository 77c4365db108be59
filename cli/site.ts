import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Where the target is, for as long as a run lasts. */
export interface Site {
  readonly url: string;
  /** Whether it is the server that comes with the suite. */
  readonly bundled: boolean;
  close(): Promise<unknown>;
}

/** The given server; where none is given, the reference server, started on a free port of the loopback. */
export async function openSite(target: string | null): Promise<Site> {
  if (target !== null) return { url: target, bundled: false, close: () => Promise.resolve() };
  const thread = new Worker(new URL('reference-thread.js', import.meta.url));
  const [url]: readonly unknown[] = await once(thread, 'message');
  return { url: String(url), bundled: true, close: () => thread.terminate() };
}
