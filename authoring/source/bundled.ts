import { readFileSync } from 'node:fs';

/** The text of a file that is part of the package. @param path below the root of the package */
export const readBundled = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
