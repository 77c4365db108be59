import type { Faults } from '../fault.ts';
import { messageContentFaults } from './contents.ts';
import { messageOrderFaults } from './order.ts';
import { messageParameterFaults } from './parameters.ts';
import { messageTokenFaults } from './tokens.ts';

/** The pages of GET messages. */
export const getMessagesFaults: Faults = {
  ...messageContentFaults,
  ...messageOrderFaults,
  ...messageParameterFaults,
  ...messageTokenFaults,
};
