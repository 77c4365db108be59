import type { Scenario } from '../../clients/stage/scenario.ts';
import { errorScenarios } from './errors.ts';
import { historyScenarios } from './history.ts';
import { operationScenarios } from './operations.ts';
import { troubleScenarios } from './trouble.ts';

/** Every scenario for clients. */
export const scenarios: readonly Scenario[] = [
  ...operationScenarios,
  ...errorScenarios,
  ...historyScenarios,
  ...troubleScenarios,
];
