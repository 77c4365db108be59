import type { ProfileName } from '../../harness/document/profile.ts';
import { apiPaths } from '../../harness/world/target.ts';

/** The version of the specification that a base path belongs to. */
export const profileOf = (path: string): ProfileName | 'none' =>
  path === apiPaths.r0 ? 'r0' : path === apiPaths.v3 ? 'v3' : 'none';
