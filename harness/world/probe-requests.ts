import type { Answer, NoAnswer } from '../wire/exchange.ts';
import type { Send } from '../wire/wire.ts';

/** The methods of operations. */
export type Asking = 'GET' | 'POST' | 'PUT';

/** Sends the requests of a probe, one after the other, and keeps their times. */
export interface Asker {
  ask(
    method: string,
    path: string,
    token: string | null,
    more?: {
      readonly body?: unknown;
      readonly query?: readonly (readonly [string, string])[];
    },
  ): Promise<Answer | NoAnswer>;
  /** Milliseconds that each answer took. */
  times(): readonly number[];
  requests(): number;
}

/**
 * Asks by sending. A target that does not answer, or limits the rate, is not asked again: every further request would
 * cost the whole deadline.
 */
export function createAsker(send: Send): Asker {
  const times: number[] = [];
  let requests = 0;
  let last: Answer | NoAnswer | null = null;
  return {
    async ask(method, path, token, { body, query = [] } = {}) {
      if (last !== null && endsProbe(last)) return last;
      requests += 1;
      const { answer, ms } = await send({
        method,
        path,
        query,
        token,
        body: body === undefined ? null : JSON.stringify(body),
        contentType: body === undefined ? null : 'application/json',
        agent: 'rooms-conformance (probe)',
      });
      if (answer.kind === 'answer') times.push(ms);
      last = answer;
      return answer;
    },
    times: () => times,
    requests: () => requests,
  };
}

const endsProbe = (answer: Answer | NoAnswer): boolean =>
  answer.kind === 'none' ? answer.why !== 'reset' : answer.status === 429;
