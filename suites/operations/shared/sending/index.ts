import { privateRoom } from '../../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../../harness/run/case.ts';
import { tokenCases } from '../tokens.ts';
import { bodyCases } from './bodies.ts';
import type { Sending, SendOperation } from './operation.ts';
import { successCases } from './success.ts';
import { transactionCases } from './transactions.ts';

/** What the operations that send an event have in common. */
export const sendingCases = <N extends SendOperation>(
  sending: Sending<N>,
): Readonly<Record<string, CaseBody>> => ({
  ...successCases(sending),
  ...transactionCases(sending),
  ...bodyCases(sending),
  ...tokenCases(sending.operation, async (owner, _, fresh) => {
    const { args } = await sending.request(owner, await privateRoom(owner), fresh);
    return { args };
  }),
});
