import { BoundedMap } from '../harness/traffic/memory/bounded.ts';
import { nameOf } from '../harness/traffic/memory/content.ts';
import type { Timed } from './order.ts';

/** Exchanges that are remembered. */
const most = 20_000;

/** Exchanges that look alike, and whose answers name nothing, are one where they are no further apart, in milliseconds. */
const near = 1000;

/** An exchange as a file holds it: how often, and when it was last. */
interface Seen {
  readonly times: number;
  readonly at: number;
}

/** Knows which exchanges stand in more than one of the files, as where a client and a gateway both recorded. */
export class Duplicates {
  /** By what an exchange holds, and by file. */
  readonly #seen = new BoundedMap<Map<number, Seen>>(most);

  /** Whether another file holds the same exchange as well. */
  isTwice(exchange: Timed): boolean {
    const look = lookOf(exchange);
    if (look === null) return false;
    const files = this.#seen.get(look.key) ?? new Map<number, Seen>();
    if (files.size === 0) this.#seen.set(look.key, files);
    const { file } = exchange.place;
    const { at } = exchange;
    const times = (files.get(file)?.times ?? 0) + 1;
    files.set(file, { times, at });
    return [...files].some(
      ([other, one]) =>
        other !== file && one.times >= times && (look.isNamed || Math.abs(one.at - at) <= near),
    );
  }
}

/** What an exchange looks like; null where exchanges of several users may look alike. */
function lookOf({
  request: { method, origin, target, headers, body },
  answer,
}: Timed): { readonly key: string; readonly isNamed: boolean } | null {
  if (answer === null) return null;
  const [sent, answered] = [textOf(body), textOf(answer.body)];
  // What is made has an id that nothing else has.
  const isNamed = method !== 'GET' && /"(?:event_id|room_id|access_token)"/.test(answered);
  const token = headers['authorization'] ?? /[?&](access_token=[^&]*)/.exec(target)?.[1] ?? '';
  if (!isNamed && token === '') return null;
  const path = isNamed ? target.replace(/([?&])access_token=[^&]*/, '$1') : target;
  const who = isNamed ? '' : token;
  const parts = [method, origin, path, who, answer.status, nameOf(sent), nameOf(answered)];
  return { key: parts.join('\n'), isNamed };
}

const textOf = (body: Uint8Array | null): string =>
  body === null ? '' : Buffer.from(body).toString('latin1');
