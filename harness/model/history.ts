import type { Reply } from '../judge/user.ts';
import { Broken } from '../judge/verdict.ts';
import { groupedBy, type Operation } from './linearizability.ts';

/** What a client learned from one request. */
export type Heard<Output> =
  | { readonly heard: 'answer'; readonly output: Output }
  /** No whole answer came, or the target failed: the request may have taken effect. */
  | { readonly heard: 'nothing' }
  /** The answer tells nothing about what is judged, and the request is left out. */
  | { readonly heard: 'irrelevant' }
  /** The request was sent twice and may have taken effect twice, which no history can express. */
  | { readonly heard: 'sent-twice' };

/** What several clients did at once. */
export interface History<Input, Output> {
  readonly operations: readonly Operation<Input, Output>[];
  /** Whether a request may have taken effect twice; then the history cannot be judged. */
  readonly ambiguous: boolean;
}

/** A request that a client is to make. */
export interface PlannedRequest<Input> {
  readonly client: string;
  readonly input: Input;
}

/**
 * Lets clients act at once: each makes its own requests one after the other, and all begin together. A client that
 * gets no answer makes no more requests: the one it does not know about may take effect at any later time, and a
 * request that hangs should cost its timeout only once.
 *
 * The clock is read before and after the whole request, so that the interval includes the time it was queued or
 * waited for a rate limit. An interval that is too long can only hide a fault; one that is too short invents one.
 */
export async function actTogether<Input, Output>(
  planned: readonly PlannedRequest<Input>[],
  perform: (client: string, input: Input) => Promise<Heard<Output>>,
  now: () => number = () => performance.now(),
): Promise<History<Input, Output>> {
  const operations: Operation<Input, Output>[] = [];
  let ambiguous = false;

  const act = async (client: string, own: readonly PlannedRequest<Input>[]): Promise<void> => {
    for (const { input } of own) {
      const called = now();
      const heard = await perform(client, input);
      const returned = now();
      switch (heard.heard) {
        case 'answer':
          operations.push({ client, input, output: heard.output, called, returned });
          break;
        case 'nothing':
          operations.push({ client, input, output: null, called, returned: Infinity });
          return;
        case 'sent-twice':
          ambiguous = true;
          break;
        case 'irrelevant':
      }
    }
  };
  const byClient = groupedBy(planned, ({ client }) => client);
  await Promise.all([...byClient].map(([client, own]) => act(client, own)));
  return { operations, ambiguous };
}

/**
 * Makes a request and says what was learned from it.
 * @param read what the answer tells; undefined where it tells nothing about what is judged
 */
export async function hear<Output>(
  ask: () => Promise<Reply>,
  read: (reply: Reply) => Output | undefined,
): Promise<Heard<Output>> {
  try {
    const reply = await ask();
    if (reply.exchange.retries > 0) return { heard: 'sent-twice' };
    // A server that failed half-way may have done what was asked, and status 0 means that no answer came.
    if (reply.status === 0 || reply.status >= 500) return { heard: 'nothing' };
    const output = read(reply);
    return output === undefined ? { heard: 'irrelevant' } : { heard: 'answer', output };
  } catch (error) {
    if (error instanceof Broken) return { heard: 'nothing' };
    throw error;
  }
}

/** Histories one after the other, as one. */
export const concatenated = <Input, Output>(
  ...histories: readonly History<Input, Output>[]
): History<Input, Output> => ({
  operations: histories.flatMap(({ operations }) => operations),
  ambiguous: histories.some(({ ambiguous }) => ambiguous),
});
