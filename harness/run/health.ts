import { type Exchange, isGatewayAnswer } from '../wire/exchange.ts';

/** Watches over all cases of a run whether the target still answers. */
export interface Health {
  record(exchange: Exchange): void;
  /** Why going on makes no sense, as a sentence; null while the target answers. */
  lost(): string | null;
}

/** Requests in a row without a usable answer after which a run ends: more than all cases of a run have under way. */
const mostUnusable = 40;

/** Watches a target that is expected to answer within `timeout` milliseconds. */
export function createHealth(timeout: number): Health {
  let streak = 0;
  let reason: string | null = null;
  return {
    record({ answer }) {
      if (reason !== null) return;
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
