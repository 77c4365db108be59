import { UsageError } from '../exit.ts';

/** Makes the error of a server that cannot listen. @throws UsageError */
export const cannotListen =
  (host: string, port: number) =>
  (error: unknown): never => {
    throw new UsageError(`cannot listen on ${host}, port ${port}: ${reasonOf(error)}`);
  };

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return 'the port is in use; --port 0 picks a free one';
  if (code === 'EACCES') return 'permission denied';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'this machine has no such address';
  return error instanceof Error ? error.message : String(error);
}

/** Waits until a signal aborts. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
