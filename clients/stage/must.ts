import type { ClientRequirementId } from '../../harness/document/ids.ts';
import { same } from '../../harness/judge/compare.ts';
import type { DriverReply } from '../driver/protocol.ts';
import { ClientUnmet, type Must } from './stage.ts';

/** What a driver answered, in words. */
export function wordsOf(reply: DriverReply): string {
  switch (reply.kind) {
    case 'ok':
      return `success: ${shown(reply.value)}`;
    case 'error':
      return `the error ${[reply.status, reply.errcode, reply.message].filter((part) => part !== null && part !== '').join(' ')}`;
    case 'unsupported':
      return 'that it cannot do this';
    case 'lost':
      return `nothing, for ${reply.why}`;
  }
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
};

/** Makes the assertions of one scenario. @param onHold told of each requirement for which an assertion held */
export function createMust(onHold: (requirement: ClientRequirementId) => void): Must {
  const demand = (
    holds: boolean,
    ...[requirement, what, expected, received]: ConstructorParameters<typeof ClientUnmet>
  ): void => {
    if (!holds) throw new ClientUnmet(requirement, what, expected, received);
    onHold(requirement);
  };
  return {
    succeed(requirement, reply, what) {
      demand(reply.kind === 'ok', requirement, what, 'success', wordsOf(reply));
      return reply.kind === 'ok' ? reply.value : {};
    },
    report(requirement, reply, { status, errcode }) {
      const isSo = reply.kind === 'error' && reply.status === status && reply.errcode === errcode;
      const expected = `the error ${status} ${errcode}`;
      demand(isSo, requirement, 'what the client reports of a refusal', expected, wordsOf(reply));
    },
    survive(requirement, reply, what) {
      demand(reply.kind !== 'lost', requirement, what, 'a success or an error', wordsOf(reply));
    },
    tellTruth(requirement, reply, what, isTrue) {
      const holds = reply.kind === 'error' || (reply.kind === 'ok' && isTrue(reply.value));
      demand(holds, requirement, what, 'an error, or what is so', wordsOf(reply));
    },
    hold(requirement, what, holds, expected, received) {
      demand(holds, requirement, what, expected, shown(received));
    },
    equal(requirement, what, received, expected) {
      demand(same(received, expected), requirement, what, shown(expected), shown(received));
    },
  };
}
