import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { DriverReply } from '../driver/protocol.ts';
import { wordsOf } from '../stage/must.ts';
import { isDone, isRefused, type Seen } from './requests.ts';

/** Something that a client did wrong, as the assertions of scenarios have it. */
export interface Complaint {
  readonly requirement: ClientRequirementId;
  readonly what: string;
  readonly expected: string;
  readonly received: string;
}

/**
 * Compares what a client says with the answers that it got, where these leave it no choice: each of them came whole from
 * the server. Otherwise it may report an error or try again, and what it says is compared with what is so.
 * @param usual the requirement of a client that misunderstands a success
 * @param mustAsk whether the client cannot know without asking that this will not work
 */
export function judgeTelling(
  reply: DriverReply,
  seen: readonly Seen[],
  usual: ClientRequirementId,
  mustAsk: boolean,
): Complaint | null {
  if (reply.kind === 'unsupported') return null;
  const received = wordsOf(reply);
  if (reply.kind === 'lost') {
    const isSpoilt = seen.some(({ isTrue }) => !isTrue);
    return {
      requirement: isSpoilt ? 'CLIENT-21' : usual,
      what: 'whether the client goes on',
      expected: 'a success or an error',
      received,
    };
  }
  if (reply.kind === 'error' && seen.every(isDone) && (seen.length > 0 || mustAsk)) {
    return {
      requirement: usual,
      what: 'what the client says of something that nothing was in the way of',
      expected: 'success',
      received,
    };
  }
  const [only] = seen;
  if (only === undefined || seen.length > 1 || !isRefused(only)) return null;
  const { status, errcode } = only;
  const isReported =
    reply.kind === 'error' &&
    reply.status === status &&
    (errcode === null || reply.errcode === errcode);
  return isReported
    ? null
    : {
        requirement: 'CLIENT-31',
        what: 'what the client reports of a refusal',
        expected: `the error ${status}${errcode === null ? '' : ` ${errcode}`}`,
        received,
      };
}
