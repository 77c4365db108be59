import type { RequirementId } from '../document/ids.ts';
import type { Register } from '../document/requirements.ts';
import type { Outcome } from '../run/outcome.ts';
import { answerIn, evidenceOf } from './evidence.ts';

type Broken = Extract<Outcome, { verdict: 'broken' }>;

const reason = /^could not be judged because [A-Z]+-\d+ is violated: /;

/**
 * Names the violated requirement in cases that broke where an operation was refused that no case ever found to be
 * offered: what was refused there is not what they are about.
 */
export function withOffersMissed(
  outcomes: readonly Outcome[],
  register: Register,
): readonly Outcome[] {
  const missed = offersMissed(outcomes, register);
  return outcomes.map((outcome) => {
    if (outcome.verdict !== 'broken' || outcome.ours || outcome.consequences !== undefined)
      return outcome;
    const last = outcome.exchanges.at(-1);
    const because = last === undefined ? undefined : missed.get(answerIn(last));
    return because === undefined
      ? outcome
      : {
          ...outcome,
          cause: `could not be judged because ${because} is violated: ${outcome.cause}`,
        };
  });
}

/** A broken case as it was before. */
export const withoutOffersMissed = (outcome: Broken): Broken =>
  reason.test(outcome.cause) ? { ...outcome, cause: outcome.cause.replace(reason, '') } : outcome;

/** The answers of operations that are never offered, each with the requirement that they are. */
function offersMissed(
  outcomes: readonly Outcome[],
  register: Register,
): ReadonlyMap<string, RequirementId> {
  const held = new Set(
    outcomes.flatMap(({ verdict, asserted }) => (verdict === 'passed' ? asserted : [])),
  );
  const missed = new Map<string, RequirementId>();
  for (const outcome of outcomes) {
    if (outcome.verdict !== 'failed') continue;
    for (const mismatch of outcome.mismatches) {
      const { requirement } = mismatch;
      if (held.has(requirement) || register.get(requirement)?.kind !== 'operation exists') continue;
      const { answer, failed } = evidenceOf(outcome, mismatch);
      if (answer !== null && failed) missed.set(answer, requirement);
    }
  }
  return missed;
}
