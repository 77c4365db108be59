import { makeBadge } from 'badge-maker';
import { gradeOrder, type Report, statuses } from '../report.ts';
import { titleOf } from '../client/subject.ts';
import { count } from '../plain.ts';

/** The verdict as a badge in SVG. */
export function badge(report: Report): string {
  const { message, color } = badgeOf(report);
  const label = titleOf(report);
  return `${makeBadge({ label, message, color })}\n`;
}

/**
 * The verdict as JSON for a service that draws badges.
 * @see https://shields.io/badges/endpoint-badge
 */
export const badgeJson = (report: Report): string =>
  `${JSON.stringify({ schemaVersion: 1, label: titleOf(report), ...badgeOf(report) })}\n`;

interface Badge {
  readonly message: string;
  readonly color: string;
}

/**
 * How many requirements of the level are proven, of all that the register has there; if some are violated, how many. A
 * run that does not meet its criteria is never green.
 */
function badgeOf({ verdict, level, totals, gates, search, subject }: Report): Badge {
  const grades = gradeOrder.slice(0, gradeOrder.indexOf(level) + 1).map((g) => totals.grades[g]);
  const proven = sum(grades.map((counts) => counts.proven));
  const whole = sum(grades.flatMap((counts) => statuses.map((status) => counts[status])));
  const violated = sum(grades.map((counts) => counts.violated));
  const good = subject === undefined ? 'conformant' : 'no violations seen';
  switch (verdict) {
    case 'conformant':
      if (gates.unmet.length > 0) {
        return {
          message: `${good} · ${count(gates.unmet.length, 'criterion', 'criteria')} not met`,
          color: 'orange',
        };
      }
      if (search.effort === 'quick') {
        return { message: `conformant · quick run · ${level} ${proven}/${whole}`, color: 'green' };
      }
      return { message: `${good} · ${level} ${proven}/${whole}`, color: 'brightgreen' };
    case 'violations':
      return gates.passes
        ? { message: count(violated, 'known violation'), color: 'yellow' }
        : { message: count(violated, 'violation'), color: 'red' };
    case 'inconclusive':
      return { message: `inconclusive · ${level} ${proven}/${whole}`, color: 'yellow' };
    case 'interrupted':
      return { message: 'interrupted', color: 'lightgrey' };
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
