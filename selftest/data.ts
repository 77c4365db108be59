import { readFileSync } from 'node:fs';

/** Reads one of the two data files of this folder, which the self-test writes with --update. */
export function readData(name: 'consequences.json' | 'kill-matrix.json'): unknown {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}
