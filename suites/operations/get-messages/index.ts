import { suite } from '../../../harness/run/case.ts';
import { directions } from './directions.ts';
import { pages } from './pages.ts';
import { refusals } from './refusals.ts';
import { success } from './success.ts';
import { tokens } from './tokens.ts';
import { walks } from './walks.ts';

/** GET /rooms/{roomId}/messages. */
export const getMessages = suite('get_messages', {
  ...success,
  ...pages,
  ...walks,
  ...tokens,
  ...directions,
  ...refusals,
});
