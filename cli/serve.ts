import { createReferenceServer } from '../reference-server/index.ts';
import { didYouMean } from '../harness/document/nearest.ts';
import { catalogue, correctServers, laterCatalogue, optionsOf } from '../selftest/catalogue.ts';
import { exit, type ExitCode, UsageError } from './exit.ts';
import { isLoopback } from '../mock/control/guard.ts';
import { aborted, cannotListen } from './process/listening.ts';
import type { Given } from './options/parse.ts';
import type { ProcessContext } from './process/process-context.ts';

/** Runs the reference server until somebody stops it. */
export async function serveCommand(
  { values: { port, host, fault, variant } }: Given<'serve'>,
  { out, note, interrupted }: ProcessContext,
): Promise<ExitCode> {
  const chosen = chosenServer(fault, variant);
  const server = createReferenceServer(chosen === null ? {} : optionsOf(chosen.id));
  const { url } = await server.listen(port, host).catch(cannotListen(host, port));
  if (!isLoopback(host)) {
    note(
      `warning: other machines can reach ${host}; this server is for tests and lets everybody in\n`,
    );
  }
  const register = `${url}/_matrix/client/api/v1/register`;
  out(
    [
      `the reference server listens at ${url}`,
      ...(chosen === null ? [] : [`${chosen.id}: ${chosen.summary}`, chosen.more]),
      'register a user:',
      `  curl -s ${register} -H 'Content-Type: application/json' -d '{"user_id":"alice","password":"wonderland"}'`,
      'stop it with Ctrl-C',
      '',
    ].join('\n'),
  );
  await aborted(interrupted);
  await server.close();
  return exit.conformant;
}

/** The server to serve instead of the correct one, and what to say about it; null for the correct one. */
function chosenServer(
  fault: string | null,
  variant: string | null,
): { readonly id: string; readonly summary: string; readonly more: string } | null {
  if (fault !== null && variant !== null) {
    throw new UsageError('--fault and --variant cannot be used together');
  }
  if (fault !== null) {
    const { id, summary, violates } = find(fault, catalogue, 'fault');
    return { id, summary, more: `it violates ${violates.join(', ')}` };
  }
  if (variant === null) return null;
  const { id, summary, version } = find(variant, [...correctServers, ...laterCatalogue], 'variant');
  if (version !== undefined) {
    const more = `it is correct for --api ${version} --profile ${version}`;
    return { id, summary, more };
  }
  return { id, summary, more: 'it is correct: the declaration permits what it does' };
}

function find<T extends { readonly id: string }>(id: string, all: readonly T[], what: string): T {
  const found = all.find((one) => one.id === id);
  if (found !== undefined) return found;
  const ids = all.map((one) => one.id);
  throw new UsageError(`there is no ${what} "${id}"${didYouMean(id, ids)}`);
}
