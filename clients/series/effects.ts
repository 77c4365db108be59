import { isObject } from '../../harness/document/json.ts';
import { same } from '../../harness/judge/compare.ts';
import type { ClientRequirementId } from '../../harness/document/ids.ts';
import { type KnownRoom, stateType } from './orders.ts';
import type { Scene } from './scene.ts';
import type { UserStep } from './steps.ts';
import type { Complaint } from './telling.ts';

const wanted: Readonly<Partial<Record<UserStep['do'], string>>> = {
  join: 'join',
  enter: 'join',
  leave: 'leave',
  invite: 'invite',
  ban: 'ban',
};

/**
 * Compares what is so after a step with what the client was asked for, and says that it did.
 * @param requirement what a client violates that says so wrongly
 */
export function judgeEffect(
  step: UserStep,
  room: KnownRoom,
  { server, users, stateOf }: Scene,
  requirement: ClientRequirementId,
): Complaint | null {
  const compare = (what: string, received: unknown, expected: unknown): Complaint | null =>
    same(received, expected)
      ? null
      : {
          requirement,
          what: `${what} after the client said that it was done`,
          expected: JSON.stringify(expected),
          received: JSON.stringify(received) ?? 'nothing',
        };
  const membership = step.do === 'set' ? step.membership : wanted[step.do];
  if (membership !== undefined) {
    const whom = 'whom' in step ? step.whom : step.who;
    return compare('the membership', server.members(room.id)[users[whom]], membership);
  }
  if (step.do === 'topic') return compare('the topic', server.topic(room.id), step.text);
  if (step.do === 'state') {
    const content = stateOf(room.id, stateType, step.key);
    // A client may well add keys of its own.
    return compare('the state', isObject(content) ? content['is'] : content, step.text);
  }
  return null;
}
