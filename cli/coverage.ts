import { coverage, coverageText } from '../reports/coverage.ts';
import { exit, type ExitCode } from './exit.ts';
import type { Command } from './options/request.ts';
import { loadQuestion } from './question.ts';
import type { Surroundings } from './surroundings.ts';

/** Shows what the suite has evidence for. A hole in it is something that no run can judge, so it ends with 4. */
export function coverageCommand(
  { json }: Extract<Command, { kind: 'coverage' }>,
  { out }: Surroundings,
): ExitCode {
  const { spec, plan } = loadQuestion([]);
  const searches = plan.cases.filter(({ replay }) => replay !== undefined).map(({ id }) => id);
  const found = coverage(spec.register, plan.claims, new Set(searches));
  out(json ? `${JSON.stringify(found, null, 2)}\n` : coverageText(found));
  return found.complete ? exit.conformant : exit.inconclusive;
}
