import { wrongClients } from '../../clients/catalogue/wrong/index.ts';
import { wrongInSeries } from '../../clients/series/catalogue/wrong-clients.ts';
import type { Breaking, Judging } from '../client-register.ts';
import { everyScenario, type Chosen } from './choose.ts';

/** What is played, scenarios first, as texts about it show it. */
export const judgingOf = ({ scenarios, series }: Chosen): readonly Judging[] => [
  ...scenarios.map(({ id, title, requires, control = null }) => ({
    id,
    title,
    requires,
    control,
    isSearch: false,
  })),
  ...series.map(({ id, title, requires, control }) => ({
    id,
    title,
    requires,
    control,
    isSearch: true,
  })),
];

/** Everything that is played. */
export const everyJudging = (): readonly Judging[] => judgingOf(everyScenario);

/** The clients with one thing wrong that scenarios and series are tested with. */
export const everyBreaking = (): readonly Breaking[] => [
  ...Object.entries({ ...wrongClients }).map(([id, { summary, violates }]) => ({
    id,
    summary,
    violates,
  })),
  ...Object.entries(wrongInSeries).map(([id, { summary, violates }]) => ({
    id,
    summary,
    violates: [violates],
  })),
];
