import { type Exchange, isGatewayAnswer } from '../wire/exchange.ts';

/** Watches over all cases of a run whether the target still answers. */
export interface Health {
  record(exchange: Exchange): void;
  /** Reports that a case has ended, and what stopped it; null where neither a rate limit nor a lack of users did. */
  judged(stopped: 'limit' | 'users' | null): void;
  /** Why going on makes no sense, as a sentence; null while the target answers. */
  lost(): string | null;
}

/** Requests in a row without a usable answer after which a run ends: more than all cases of a run have under way. */
const mostUnusable = 40;

/** Cases in a row that got no users after which a run ends: each may have waited for a registration without an answer. */
const mostWithoutUsers = 40;

/** Of the cases that ended last, how many are looked at, and after how many that a rate limit stopped a run ends. */
const [lastCases, mostLimited] = [40, 30];

/** After how many rate limits a run counts as one that is slowed down by them. */
const manyLimits = 20;

/**
 * Watches a target that is expected to answer within `timeout` milliseconds.
 * @param limitedRun milliseconds after which a run ends that rate limits slow down; null for never
 * @param now the clock, in milliseconds
 */
export function createHealth(
  timeout: number,
  limitedRun: number | null = null,
  now = (): number => performance.now(),
): Health {
  const began = now();
  let limits = 0;
  let streak = 0;
  let withoutUsers = 0;
  let reason: string | null = null;
  const ends: boolean[] = [];
  return {
    judged(by) {
      withoutUsers = by === 'users' ? withoutUsers + 1 : 0;
      if (withoutUsers >= mostWithoutUsers)
        reason ??= `the last ${mostWithoutUsers} cases did not get the users they need`;
      ends.push(by === 'limit');
      if (ends.length > lastCases) ends.shift();
      const stopped = ends.filter(Boolean).length;
      if (stopped >= mostLimited) {
        reason ??= `rate limits (429) stopped ${stopped} of the last ${ends.length} cases`;
      }
    },
    record({ answer, waits }) {
      if (reason !== null) return;
      limits += waits + Number(answer.kind === 'answer' && answer.status === 429);
      if (limitedRun !== null && limits >= manyLimits && now() - began >= limitedRun)
        reason = `rate limits (429) slowed the run down ${limits} times, so that it ends after ${limitedRun / 1000} s; --deadline gives it more`;
      const trouble = troubleOf(answer, timeout);
      streak = trouble === null ? 0 : streak + 1;
      if (trouble !== null && streak >= mostUnusable) reason = trouble;
    },
    lost: () => reason,
  };
}

function troubleOf(answer: Exchange['answer'], timeout: number): string | null {
  const last = `the last ${mostUnusable} requests`;
  if (answer.kind === 'answer') {
    if (answer.status === 429) return `${last} met a rate limit (429) that outlasts --patience`;
    return isGatewayAnswer(answer)
      ? `${last} had no answer of the target but one of a gateway (${answer.status})`
      : null;
  }
  switch (answer.why) {
    case 'timeout':
      return `${last} had no whole answer within ${timeout} ms`;
    case 'unreachable':
    case 'local':
      return `${last} could not be sent: ${answer.detail}`;
    case 'reset':
    case 'not-http':
    case 'too-large':
    case 'stopped':
      return null;
  }
}
