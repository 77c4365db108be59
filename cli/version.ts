import { readBundled } from './files/files.ts';

/** The version of this package, from the package.json that lies beside the program. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readBundled('package.json'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown';
}
