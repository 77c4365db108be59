import { openTarget, type OpenTarget, targetOf, type TargetOptions } from '../harness/run/open.ts';
import type { Spec } from '../harness/document/load.ts';
import { reach } from './reach.ts';
import type { Settings } from './options/settings.ts';
import type { Site } from './site.ts';
import type { Surroundings } from './surroundings.ts';

/** What the settings, and the environment, say about a target. */
export function targetOptions(
  settings: Settings,
  site: Site,
  accounts: TargetOptions['accounts'],
  seed: number,
  { env, interrupted }: Surroundings,
): TargetOptions {
  return {
    ...settings,
    url: site.url,
    accounts,
    sharedSecret: env['ROOMS_CONFORMANCE_SHARED_SECRET'] || null,
    search: { seed, runs: settings.runs, milliseconds: settings.time },
    signal: interrupted,
  };
}

/** Opens a target that is known to be there. @throws NoTarget where it is not, NoAccounts, TargetError */
export async function openReachable(spec: Spec, options: TargetOptions): Promise<OpenTarget> {
  const { origin, basePath } = targetOf(spec, options);
  await reach(origin, `${basePath}/`, options.signal);
  return openTarget(spec, options);
}
