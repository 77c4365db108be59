import { NoAccounts } from '../harness/world/accounts.ts';
import { NothingServed, requireServed } from '../harness/world/probe.ts';
import { openTarget, type OpenTarget, targetOf, type TargetOptions } from '../harness/run/open.ts';
import type { Spec } from '../harness/document/load.ts';
import { findObstacle } from '../harness/wire/reachable.ts';

/** Milliseconds in which a server must take a connection. */
const connectionLimit = 2000;

/** Opens a server that is there and gives users. @throws Error that says what to do in a test */
export async function openPresent(spec: Spec, options: TargetOptions): Promise<OpenTarget> {
  const { origin, basePath } = targetOf(spec, options);
  const obstacle = await findObstacle(origin, `${basePath}/`, connectionLimit, options.signal);
  if (obstacle !== null) {
    const url =
      'Is it started before the tests? A function given as `url` must wait until it listens.';
    throw new Error(`the server at ${origin} cannot be asked: ${obstacle.detail}. ${url}`);
  }
  try {
    const open = await openTarget(spec, options);
    await requireServed(open.context).catch(async (error: unknown) => {
      await open.close();
      throw error;
    });
    return open;
  } catch (error) {
    if (!(error instanceof NoAccounts || error instanceof NothingServed)) throw error;
    throw new Error(inOptions(error.message), { cause: error });
  }
}

/** Messages name options of the command line and the environment; here they are options of a function. */
export const inOptions = (message: string): string =>
  message
    .replaceAll('ROOMS_CONFORMANCE_SHARED_SECRET', '`sharedSecret`')
    .replace(/--api \S+ \(or --base-path ([^)]*)\)/, "`basePath: '$1'`")
    .replaceAll('--base-path PATH', '`basePath`')
    .replaceAll(/--([a-z]+)(?: FILE)?/g, '`$1`');
