import type { Register } from '../document/requirements.ts';
import type { Case } from './case.ts';
import { didYouMean } from '../document/nearest.ts';

/** A pattern matches nothing. The message suggests what was meant. */
export class SelectError extends Error {}

/** The first part of a case's id: its operation, or `conventions`. */
export const groupOf = (testCase: Pick<Case, 'id'>): string => testCase.id.split('/')[0] ?? '';

/**
 * The cases that at least one pattern matches, in their own order; all of them without a pattern. A pattern
 * is a case id, an operation or a requirement id, in which `*` stands for anything, or the beginning of a case
 * id up to its slash. Case of letters does not count.
 * @throws SelectError for a pattern that matches nothing
 */
export function select(
  cases: readonly Case[],
  patterns: readonly string[],
  register: Register,
): readonly Case[] {
  if (patterns.length === 0) return cases;
  const chosen = new Set<Case>();
  for (const pattern of patterns) {
    const matches = matcherOf(pattern);
    const found = cases.filter((c) => [c.id, groupOf(c), ...c.requires].some(matches));
    if (found.length === 0) throw new SelectError(nothing(pattern, cases, register));
    for (const testCase of found) chosen.add(testCase);
  }
  return cases.filter((c) => chosen.has(c));
}

/** Whether a name fits a pattern: `*` stands for anything, a `/` at its end for all that is below it. */
export function matcherOf(pattern: string): (name: string) => boolean {
  const open = pattern.endsWith('/') ? `${pattern}*` : pattern;
  const parts = open
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  const expression = new RegExp(`^${parts.join('.*')}$`, 'i');
  return (name) => expression.test(name);
}

function nothing(pattern: string, cases: readonly Case[], register: Register): string {
  const row = [...register.values()].find((r) => r.id.toLowerCase() === pattern.toLowerCase());
  if (row !== undefined) {
    const why = row.unassertable === null ? '' : ` It cannot be judged: ${row.unassertable}`;
    return `no case judges ${row.id}.${why}`;
  }
  const names = cases.flatMap((c) => [c.id, groupOf(c), ...c.requires]);
  return `"${pattern}" matches no case, operation or requirement${didYouMean(pattern, names)}`;
}
