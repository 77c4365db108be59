import { createReferenceServer } from '../reference-server/index.ts';
import { optionsOf } from '../selftest/catalogue.ts';
import { exit, type ExitCode, WrongQuestion } from './exit.ts';
import type { Command } from './options/request.ts';
import { chosenServer } from './served.ts';
import type { Surroundings } from './surroundings.ts';

/** Runs the reference server until somebody stops it. */
export async function serveCommand(
  { port, host, fault, variant }: Extract<Command, { kind: 'serve' }>,
  { out, note, interrupted }: Surroundings,
): Promise<ExitCode> {
  const chosen = chosenServer(fault, variant);
  const server = createReferenceServer(chosen === null ? {} : optionsOf(chosen.id));
  const { url } = await server.listen(port, host).catch((error: unknown) => {
    throw new WrongQuestion(`cannot listen on ${host}, port ${port}: ${reasonOf(error)}`);
  });
  if (!isLoopback(host)) {
    note(
      `warning: ${host} can be reached by others; this server is for tests and lets everybody in\n`,
    );
  }
  const register = `${url}/_matrix/client/api/v1/register`;
  out(
    [
      `the reference server listens at ${url}`,
      ...(chosen === null ? [] : [`${chosen.id}: ${chosen.summary}`, ...chosen.more]),
      'register a user:',
      `  curl -s ${register} -H 'Content-Type: application/json' -d '{"user_id":"alice","password":"wonderland"}'`,
      'stop it with Ctrl-C',
      '',
    ].join('\n'),
  );
  if (!interrupted.aborted) await aborted(interrupted);
  await server.close();
  return exit.conformant;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return 'the port is in use; --port 0 takes a free one';
  if (code === 'EACCES') return 'permission denied';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'this machine has no such address';
  return error instanceof Error ? error.message : String(error);
}
