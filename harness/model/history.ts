import type { Reply } from '../judge/user.ts';
import { Broken } from '../judge/verdict.ts';
import { groupedBy, type Operation } from './linearizability.ts';

/** What a client heard of one request. */
export type Heard<Output> =
  | { readonly heard: 'answer'; readonly output: Output }
  /** No whole answer, or one that the target failed: it may have happened. */
  | { readonly heard: 'nothing' }
  /** An answer that says nothing about what is looked at: it is left out. */
  | { readonly heard: 'aside' }
  /** The request went out twice, and may have happened twice: no history can hold it. */
  | { readonly heard: 'twice' };

/** What several clients did at once. */
export interface History<Input, Output> {
  readonly operations: readonly Operation<Input, Output>[];
  /** Whether a request may have happened twice; then nothing can be said about any of them. */
  readonly doubtful: boolean;
}

/** A request of a client, for its turn. */
export interface Turn<Input> {
  readonly client: string;
  readonly input: Input;
}

/**
 * Lets clients act at once: each makes its own requests one after the other, and all begin together. A client that
 * hears nothing makes no more requests: the one it does not know about may go on for ever, and a hung request must
 * cost its deadline once.
 *
 * The clock is read outside the request, before it and after it, so that the interval covers the time the request
 * was queued, and limits of rate that were waited out: an interval that is too long hides a fault at worst, one that
 * is too short makes one up.
 */
export async function actTogether<Input, Output>(
  turns: readonly Turn<Input>[],
  perform: (client: string, input: Input) => Promise<Heard<Output>>,
  now: () => number = () => performance.now(),
): Promise<History<Input, Output>> {
  const operations: Operation<Input, Output>[] = [];
  let doubtful = false;

  const act = async (client: string, own: readonly Turn<Input>[]): Promise<void> => {
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
        case 'twice':
          doubtful = true;
          break;
        case 'aside':
      }
    }
  };
  const lanes = groupedBy(turns, ({ client }) => client);
  await Promise.all([...lanes].map(([client, own]) => act(client, own)));
  return { operations, doubtful };
}

/**
 * Makes a request and tells what was heard.
 * @param read what the answer says; undefined where it says nothing about what is looked at
 */
export async function hear<Output>(
  ask: () => Promise<Reply>,
  read: (reply: Reply) => Output | undefined,
): Promise<Heard<Output>> {
  try {
    const reply = await ask();
    if (reply.exchange.retries > 0) return { heard: 'twice' };
    // Who failed half-way may have done it all the same, and status 0 is no answer.
    if (reply.status === 0 || reply.status >= 500) return { heard: 'nothing' };
    const output = read(reply);
    return output === undefined ? { heard: 'aside' } : { heard: 'answer', output };
  } catch (error) {
    if (error instanceof Broken) return { heard: 'nothing' };
    throw error;
  }
}

/** Histories one after the other, as one. */
export const joined = <Input, Output>(
  ...histories: readonly History<Input, Output>[]
): History<Input, Output> => ({
  operations: histories.flatMap(({ operations }) => operations),
  doubtful: histories.some(({ doubtful }) => doubtful),
});
