import type { TrafficFinding } from '../../harness/traffic/judge-traffic.ts';
import type { Grade } from '../../harness/document/statements.ts';
import type { Strictness } from '../handle.ts';
import type { Passing } from '../transport/exchange.ts';
import type { Trouble } from '../transport/trouble.ts';
import type { Verdict } from './judging.ts';

/**
 * Answers a client in place of what violates a requirement.
 * @param verdictOf what is said of an exchange so far; null where nothing is
 * @param counts whether a requirement of a grade counts
 */
export function createStrictness(
  verdictOf: (passing: Passing) => Verdict | null,
  counts: (grade: Grade) => boolean,
): Strictness {
  const troubleOf = (
    passing: Passing,
    side: TrafficFinding['side'],
    status: number,
  ): Trouble | null => {
    const found = verdictOf(passing)?.findings ?? [];
    const findings = found.filter((one) => one.side === side && counts(one.grade));
    if (findings.length === 0) return null;
    const sentences = findings.map(({ requirement, what }) => `${requirement}: ${what}`);
    return {
      kind: 'violation',
      status,
      sentence: `The ${side === 'client' ? 'request' : 'answer of the target'} violates a requirement. ${sentences.join(' ')}`,
      violations: findings.map(({ requirement, grade, what }) => ({
        side,
        requirement,
        grade,
        sentence: what,
      })),
    };
  };
  return {
    request: (passing) => troubleOf(passing, 'client', 400),
    answer: (passing) => troubleOf(passing, 'server', 502),
  };
}
