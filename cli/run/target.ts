import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Obstacle } from '../../harness/wire/obstacle.ts';
import { findObstacle } from '../../harness/wire/reachable.ts';
import { apiPaths } from '../../harness/world/target.ts';
import {
  openTarget,
  type OpenTarget,
  targetOf,
  type TargetOptions,
} from '../../harness/run/open.ts';
import type { Spec } from '../../harness/document/load.ts';
import { parseTargetUrl } from '../../harness/world/target.ts';
import { NoTarget } from '../exit.ts';
import type { Capacity } from '../process/open-files.ts';
import type { targetOptions } from '../options/options.ts';
import type { Values } from '../options/option.ts';
import type { ProcessContext } from '../process/process-context.ts';

/** Where the target is, for as long as the command lasts. */
export interface TargetHandle {
  readonly url: string;
  /** Whether it is the server that comes with the suite. */
  readonly bundled: boolean;
  close(): Promise<unknown>;
}

/** The given server; where none is given, the reference server, started on a free port of the loopback. */
export async function openTargetHandle(target: string | null): Promise<TargetHandle> {
  if (target !== null) return { url: target, bundled: false, close: () => Promise.resolve() };
  const thread = new Worker(new URL('reference-thread.js', import.meta.url));
  const [url]: readonly unknown[] = await once(thread, 'message');
  return { url: String(url), bundled: true, close: () => thread.terminate() };
}

/** How a target is opened: as the options, and the environment, say. */
export const howToOpen = (
  options: Values<typeof targetOptions>,
  { url }: TargetHandle,
  accounts: TargetOptions['accounts'],
  { concurrency, connections }: Capacity,
  { env, interrupted }: ProcessContext,
): TargetOptions => ({
  ...options,
  basePath: options.api === null ? options.basePath : apiPaths[options.api],
  url,
  accounts,
  concurrency,
  connections,
  sharedSecret: env['ROOMS_CONFORMANCE_SHARED_SECRET'] || null,
  signal: interrupted,
});

/** Opens a target that is known to be there. @throws NoTarget where it is not, NoAccounts, TargetError */
export async function openReachable(spec: Spec, options: TargetOptions): Promise<OpenTarget> {
  const { origin, basePath } = targetOf(spec, options);
  await checkReachable(origin, `${basePath}/`, options.signal);
  return openTarget(spec, options);
}

/** Whether a server that speaks HTTP is at the place of a target. */
export async function takesConnections(url: string, signal: AbortSignal): Promise<boolean> {
  const { origin } = parseTargetUrl(url);
  return (await findObstacle(origin, '/', 1000, signal)) === null;
}

/** An unreachable target is reported two seconds after the program began; on a slow machine a bit later. */
const connectionLimit = (): number => Math.round(Math.max(1000, 1900 - performance.now()));

export async function checkReachable(
  origin: string,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const found = await findObstacle(origin, path, connectionLimit(), signal);
  if (found !== null) throw new NoTarget(describeObstacle(origin, found.obstacle, found.detail));
}

/** What is in the way of a target, and what to do about it, in words. */
export const describeObstacle = (origin: string, obstacle: Obstacle, detail: string): string =>
  sentences[obstacle](new URL(origin), detail);

const trust = 'set NODE_EXTRA_CA_CERTS to a PEM file with the certificate of its authority';

/** What is in the way, and what to do about it. */
const sentences: Readonly<Record<Obstacle, (url: URL, detail: string) => string>> = {
  refused: ({ origin }) =>
    `the target ${origin} cannot be reached: the connection was refused. Is the server running, and are host and port right?`,
  'unknown-host': ({ origin, hostname }) =>
    `the target ${origin} cannot be reached: the host name ${hostname} is not known. Is it spelled correctly?`,
  'no-route': ({ origin }) =>
    `the target ${origin} cannot be reached: there is no route to this host. Is the network up?`,
  'no-connection': ({ origin }, detail) =>
    `the target ${origin} cannot be reached: ${detail}. Are host and port right, or does a firewall block them?`,
  'untrusted-certificate': ({ origin }, detail) =>
    `the certificate of ${origin} is not trusted: ${detail}. To trust it, ${trust}.`,
  'certificate-date': ({ origin }, detail) =>
    `the certificate of ${origin} is not valid today: ${detail}. Renew it, or check the clock of this machine.`,
  'certificate-host': ({ origin, hostname }) =>
    `the certificate of ${origin} is not for the host name ${hostname}. Use a name that stands in the certificate as --target.`,
  'not-tls': ({ origin, host }) =>
    `something listens at ${origin}, but it does not speak TLS. If it speaks plain HTTP, use --target http://${host}.`,
  'tls-failed': ({ origin }, detail) =>
    `the TLS handshake with ${origin} failed: ${detail}. Check which TLS versions and client certificates the server wants.`,
  'headers-too-large': ({ origin }) =>
    `${origin} answered with headers of more than 16 KiB, which is more than HTTP clients take. Is something in front of the server adding them?`,
  closed: ({ origin, protocol, host }) =>
    `something listens at ${origin}, but it closed the connection without an answer. ${other(protocol, host)}`,
  'not-http': ({ origin, protocol, host }, detail) =>
    `something listens at ${origin}, but it does not speak HTTP: ${detail}. ${other(protocol, host)}`,
};

const other = (protocol: string, host: string): string =>
  protocol === 'https:'
    ? 'Is this the port of a homeserver?'
    : `Is this the port of a homeserver? If it speaks HTTPS, use --target https://${host}.`;
