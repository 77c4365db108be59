import { readFileSync } from 'node:fs';

/**
 * Reads one of the data files of this folder. The self-test writes them with --update, except the measurements, which
 * `npm run measure-cases` makes.
 */
export function readData(
  name: 'consequences.json' | 'kill-matrix.json' | 'kill-matrix-clients.json' | 'measurements.json',
): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}
