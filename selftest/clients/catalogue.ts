import type { ChangedClient } from '../../clients/catalogue/changed-client.ts';
import { rightClients } from '../../clients/catalogue/right/index.ts';
import { wrongClients } from '../../clients/catalogue/wrong/index.ts';
import { rightInSeries } from '../../clients/series/catalogue/right-clients.ts';
import type { ClientEntry } from './matrix.ts';

/** A client that the self-test plays. */
export interface PlayedClient extends ClientEntry, ChangedClient {}

/** The reference client, and those that are right in another way. */
export const rightCatalogue: readonly PlayedClient[] = [
  {
    id: 'reference',
    summary: 'The reference client.',
    violates: [],
    change: () => ({}),
  },
  ...Object.entries({ ...rightClients, ...rightInSeries }).map(([id, client]) => ({
    id,
    violates: [],
    ...client,
  })),
];

/** The clients with one thing wrong. */
export const wrongCatalogue: readonly PlayedClient[] = Object.entries(wrongClients).map(
  ([id, client]) => ({ id, ...client }),
);
