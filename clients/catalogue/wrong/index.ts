import type { WrongClient } from '../changed-client.ts';
import { wrongAddresses } from './addresses.ts';
import { wrongBodies } from './bodies.ts';
import { wrongErrors } from './errors.ts';
import { wrongPaging } from './paging.ts';
import { wrongTokens } from './tokens.ts';
import { wrongTransactions } from './transactions.ts';
import { wrongUnderstanding } from './understanding.ts';

/** Every client with one thing wrong, by its id. */
export const wrongClients: Readonly<Record<string, WrongClient>> = {
  ...wrongAddresses,
  ...wrongBodies,
  ...wrongTokens,
  ...wrongTransactions,
  ...wrongPaging,
  ...wrongErrors,
  ...wrongUnderstanding,
};
