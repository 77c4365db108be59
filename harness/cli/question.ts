import { cases } from '../../suites/index.ts';
import type { Case } from '../run/case.ts';
import { plan, type Plan } from '../run/plan.ts';
import { select } from '../run/select.ts';
import { loadSpec, type Spec } from '../spec/load.ts';

/** What is asked of a target: the register, the suite, and the cases that were chosen. */
export interface Question {
  readonly spec: Spec;
  readonly plan: Plan;
  readonly selected: readonly Case[];
}

/** Loads register and suite, checks every claim, and chooses. @throws PlanError, SelectError, RegisterError */
export function loadQuestion(only: readonly string[]): Question {
  const spec = loadSpec();
  const whole = plan(cases, spec.register);
  return { spec, plan: whole, selected: select(whole.cases, only, spec.register) };
}
