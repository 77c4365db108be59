import type { RecordedExchange } from './exchange.ts';
import { Heap } from './heap.ts';
import type { RecordingItem } from './read.ts';

/** An exchange whose time is known, or taken from the one before it. */
export interface Timed extends RecordedExchange {
  readonly at: number;
  /** Whether the recording has a time for it. */
  readonly isTimed: boolean;
}

/** An item of a recording whose exchanges are in the order of time. */
export type OrderedItem =
  | Exclude<RecordingItem, { readonly kind: 'exchange' }>
  | { readonly kind: 'exchange'; readonly exchange: Timed };

/** How far entries may stand from their place, in entries and in bytes of their bodies. */
export interface OrderWindow {
  readonly entries: number;
  readonly bytes: number;
}

/**
 * Brings the exchanges of a recording into the order in which they were sent, as far as the window reaches. An exchange
 * without a time stays behind the one before it.
 */
export async function* inOrder(
  items: AsyncIterable<RecordingItem>,
  window: OrderWindow,
): AsyncGenerator<OrderedItem> {
  const waiting = new Heap<Timed>();
  let [held, latest] = [0, 0];
  for await (const item of items) {
    if (item.kind === 'exchange') {
      const { exchange } = item;
      const at = exchange.at ?? latest;
      latest = at;
      waiting.push({ ...exchange, at, isTimed: exchange.at !== null }, at);
      held += costOf(exchange);
    } else if (item.kind === 'end') {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
        yield { kind: 'exchange', exchange: next };
      yield item;
    } else yield item;
    while (waiting.size > window.entries || (held > window.bytes && waiting.size > 1)) {
      const next = waiting.pop();
      if (next === undefined) break;
      held -= costOf(next);
      yield { kind: 'exchange', exchange: next };
    }
  }
}

/** Bytes of the bodies of an exchange. */
export const costOf = ({ request, answer }: RecordedExchange): number =>
  (request.body?.length ?? 0) + (answer?.body?.length ?? 0);

/** Reads several recordings as one: always from the one whose next exchange was sent first. */
export async function* together<Item extends OrderedItem>(
  recordings: readonly AsyncGenerator<Item>[],
): AsyncGenerator<Item> {
  const [only] = recordings;
  if (only !== undefined && recordings.length === 1) return yield* only;
  const next = new Heap<{ readonly item: Item; readonly from: AsyncGenerator<Item> }>();
  const advance = async (from: AsyncGenerator<Item>): Promise<void> => {
    const { value, done } = await from.next();
    if (done !== true) next.push({ item: value, from }, keyOf(value));
  };
  try {
    for (const recording of recordings) await advance(recording);
    for (let first = next.pop(); first !== undefined; first = next.pop()) {
      yield first.item;
      await advance(first.from);
    }
  } finally {
    for (const recording of recordings) await recording.return(undefined);
  }
}

/** What is no exchange does not wait. */
const keyOf = (item: OrderedItem): number =>
  item.kind === 'exchange' ? item.exchange.at : -Infinity;
