import type { Outcome } from '../harness/run/outcome.ts';
import { type Grade, grades, type Register } from '../harness/document/requirements.ts';
import { type Block, heading, stack } from '../reports/document/document.ts';
import { printText } from '../reports/document/text.ts';
import { unpainted } from '../reports/paint.ts';
import { counterexampleBlocks } from '../reports/sections/counterexample.ts';
import { exchangeBlocks } from '../reports/sections/exchanges.ts';
import { failureRows, mismatchRows, requirementRows } from '../reports/sections/failure.ts';
import { inOptions } from './open-present.ts';

/**
 * Why a case did not pass, as the reports show it; null if nothing at the level failed.
 * @param basePath left out of the paths of requests
 */
export function complaintOf(
  outcome: Outcome,
  register: Register,
  level: Grade,
  basePath = '',
): string | null {
  if (outcome.verdict === 'broken') return `could not be judged: ${inOptions(outcome.cause)}`;
  if (outcome.verdict !== 'failed') return null;
  const lightest = grades.indexOf(level);
  const blocks = outcome.mismatches.flatMap((mismatch): readonly Block[] => {
    const requirement = register.get(mismatch.requirement);
    if (requirement === undefined || grades.indexOf(requirement.grade) > lightest) return [];
    const { counterexample, step } = mismatch;
    return [
      stack([
        heading(3, `${requirement.grade} · ${requirement.id}`),
        failureRows([...requirementRows(requirement), ...mismatchRows(mismatch)]),
      ]),
      ...(counterexample === undefined ? [] : counterexampleBlocks(counterexample)),
      ...exchangeBlocks(outcome.exchanges, step, basePath),
    ];
  });
  return blocks.length === 0 ? null : printText(blocks, unpainted).trimEnd();
}
