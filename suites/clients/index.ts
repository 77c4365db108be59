import type { Scenario } from '../../clients/stage/scenario.ts';
import { dialectScenarios } from './dialects.ts';
import { errorScenarios } from './errors.ts';
import { historyScenarios } from './history.ts';
import { lateScenarios } from './late.ts';
import { limitScenarios } from './limits.ts';
import { lostScenarios } from './lost.ts';
import { oddIdScenarios } from './odd-ids.ts';
import { operationScenarios } from './operations.ts';
import { textScenarios } from './texts.ts';
import { tokenScenarios } from './tokens.ts';
import { troubleScenarios } from './trouble.ts';
import { twoClientScenarios } from './two-clients.ts';
import { watchScenarios } from './watch.ts';

/** Every scenario for clients. */
export const scenarios: readonly Scenario[] = [
  ...operationScenarios,
  ...dialectScenarios,
  ...errorScenarios,
  ...historyScenarios,
  ...textScenarios,
  ...oddIdScenarios,
  ...twoClientScenarios,
  ...watchScenarios,
  ...lateScenarios,
  ...lostScenarios,
  ...limitScenarios,
  ...tokenScenarios,
  ...troubleScenarios,
];
