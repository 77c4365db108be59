import type { ChangedClient } from '../changed-client.ts';
import { rightHabits } from './habits.ts';
import { rightRequests } from './requests.ts';
import { rightWays } from './ways.ts';

/** Every client that is right in another way than the reference client, by its id. */
export const rightClients: Readonly<Record<string, ChangedClient>> = {
  ...rightRequests,
  ...rightWays,
  ...rightHabits,
};
