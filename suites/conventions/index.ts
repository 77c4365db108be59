import { suite } from '../../harness/run/case.ts';
import { answers } from './answers.ts';
import { atOnce } from './at-once/index.ts';
import { bodiesThatSayMore } from './bodies-that-say-more.ts';
import { changedBack } from './changed-back.ts';
import { creatorsWhoLeft } from './creators-who-left.ts';
import { encoding } from './encoding.ts';
import { envelopes } from './envelopes.ts';
import { identifiers } from './identifiers.ts';
import { jsonSpellings } from './json-spellings.ts';
import { nearlyJson } from './nearly-json.ts';
import { lateViews } from './late-views.ts';
import { longRooms } from './long-rooms.ts';
import { many } from './many.ts';
import { bodiesThatAreNotUtf8 } from './not-utf-8.ts';
import { offeredOperations } from './offered-operations.ts';
import { otherRooms } from './other-rooms.ts';
import { refusalsElsewhere } from './refusals-elsewhere.ts';
import { secondActors } from './second-actors.ts';
import { standingCases } from './standings.ts';
import { tokenForms } from './token-forms.ts';
import { tokens } from './tokens.ts';
import { refusedTransactions } from './transactions-after-refusals.ts';
import { putTransactions } from './transactions-by-put.ts';
import { transactionsOfTwoUsers } from './transactions-of-two-users.ts';
import { unknownEndpoints } from './unknown-endpoints.ts';
import { unknownRooms } from './unknown-rooms.ts';
import { userIds } from './user-ids.ts';
import { waysIn } from './ways-in.ts';

/** What holds for all operations, or for none in particular. */
export const conventions = suite('conventions', {
  ...offeredOperations,
  ...unknownEndpoints,
  ...unknownRooms,
  ...answers,
  ...tokens,
  ...tokenForms,
  ...refusalsElsewhere,
  ...standingCases,
  ...creatorsWhoLeft,
  ...changedBack,
  ...waysIn,
  ...bodiesThatSayMore,
  ...secondActors,
  ...otherRooms,
  ...encoding,
  ...envelopes,
  ...jsonSpellings,
  ...nearlyJson,
  ...bodiesThatAreNotUtf8,
  ...identifiers,
  ...userIds,
  ...lateViews,
  ...many,
  ...longRooms,
  ...atOnce,
  ...putTransactions,
  ...refusedTransactions,
  ...transactionsOfTwoUsers,
});
