import { createReferenceServer } from '../../reference-server/index.ts';

/** Where the target is, for as long as a run lasts. */
export interface Site {
  readonly url: string;
  /** Whether it is the server that comes with the suite. */
  readonly bundled: boolean;
  close(): Promise<void>;
}

/** The given server; where none is given, the reference server, started on a free port of the loopback. */
export async function openSite(target: string | null): Promise<Site> {
  if (target !== null) return { url: target, bundled: false, close: () => Promise.resolve() };
  const server = createReferenceServer();
  const { url } = await server.listen(0);
  return { url, bundled: true, close: server.close };
}
