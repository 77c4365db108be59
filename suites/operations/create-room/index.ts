import { suite } from '../../../harness/run/case.ts';
import { aliases } from './aliases.ts';
import { creation } from './creation.ts';
import { nameAndTopic } from './name-and-topic.ts';
import { optionCases } from './options.ts';
import { refusals } from './refusals.ts';
import { success } from './success.ts';
import { transactions } from './transactions.ts';
import { unusual } from './unusual.ts';
import { visibility } from './visibility.ts';

/** POST /createRoom, and its PUT with a txnId. */
export const createRoom = suite('create_room', {
  ...success,
  ...creation,
  ...visibility,
  ...nameAndTopic,
  ...aliases,
  ...unusual,
  ...optionCases,
  ...transactions,
  ...refusals,
});
