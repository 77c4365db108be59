import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const path = join(import.meta.dirname, '../../docs/kill-matrix.md');

/** What docs/kill-matrix.md says: a fault, and a case that catches it. */
export interface PageRow {
  readonly fault: string;
  readonly case: string;
}

/** The rows of the page's tables. */
export interface Page {
  /** Who caught each fault first. */
  readonly killers: readonly PageRow[];
  /** The other cases, and a fault that each catches. */
  readonly others: readonly PageRow[];
  readonly right: readonly string[];
}

/** Reads the page back. */
export function readPage(): Page {
  const text = readFileSync(path, 'utf8');
  const part = (title: string): string => text.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = (title: string, form: RegExp): readonly RegExpMatchArray[] => [
    ...part(title).matchAll(form),
  ];
  return {
    killers: rows(
      'Requirement by requirement',
      /^\| [A-Z]+-\d+ \| `([^`]+)` .*? \| `([^`]+)` \|/gm,
    ).map(([, fault = '', id = '']) => ({ fault, case: id })),
    others: rows('The other cases', /^\| `([^`]+)` \| `([^`]+)` \|/gm).map(
      ([, id = '', fault = '']) => ({ fault, case: id }),
    ),
    right: rows('Right servers', /^\| `([^`]+)` \|/gm).map(([, id = '']) => id),
  };
}
