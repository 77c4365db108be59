import { BoundedMap } from '../harness/traffic/memory/bounded.ts';
import { costOf } from './order.ts';
import type { Remembered } from './shown.ts';

/** Exchanges that are remembered, so that what they show later can be told with them. */
const most = 2000;

/** Bytes of the bodies of one exchange that are remembered; longer ones are forgotten. */
const longest = 16 * 1024;

/** The exchanges of one judge that came last, by their tickets. */
export class Memory {
  readonly #exchanges = new BoundedMap<Remembered>(most);

  set(ticket: number, one: Remembered): void {
    this.#exchanges.set(String(ticket), costOf(one.exchange) > longest ? withoutBodies(one) : one);
  }

  get(ticket: number): Remembered | undefined {
    return this.#exchanges.get(String(ticket));
  }
}

function withoutBodies(one: Remembered): Remembered {
  const { exchange } = one;
  const { request, answer } = exchange;
  return {
    ...one,
    exchange: {
      ...exchange,
      request: { ...request, body: beginningOf(request.body) },
      answer: answer === null ? null : { ...answer, body: beginningOf(answer.body) },
    },
  };
}

/** The end of a longer body is not shown. */
const beginningOf = (body: Uint8Array | null): Uint8Array | null =>
  body === null || body.length <= longest / 2 ? body : body.slice(0, longest / 2);
