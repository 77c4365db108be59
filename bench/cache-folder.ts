import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where programs of others are installed: a folder of the user, outside of any repository. */
export const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'matrix-rooms-conformance');
