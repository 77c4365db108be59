import type { ClientRequest, Loss } from './exchange.ts';
import type { Sent } from './sent.ts';

/** An answer that a client may have read. */
export interface Heard {
  /** When it went out. */
  readonly at: number;
  readonly clock: string;
  /** The connection that it went out on; null where that is not known. */
  readonly connection: string | null;
  /** Whether it went out so soon that nobody had given up waiting for it. */
  readonly prompt: boolean;
}

/** How soon an answer is prompt, in milliseconds: no client gives up a request within that time. */
const promptly = 250;

/** Requests that come this soon after an answer may have been on their way before it, in milliseconds. */
export const onTheWay = 250;

/** The answer to a request. */
export const heardOf = (sent: Sent, at: number): Heard => ({
  at,
  clock: sent.clock,
  connection: sent.connection,
  prompt: at - sent.at <= promptly,
});

/** That an answer was lost, as a client may have noticed it. One that gave up has. */
export const lossOf = (sent: Sent, { at, gaveUp }: Loss): Heard => ({
  ...heardOf(sent, at),
  ...(gaveUp ? { prompt: true } : {}),
});

/** How a request stands to an earlier answer, by what is known of their connections. */
export type Way = 'same' | 'other' | 'unknown';

/**
 * How a request came after an answer: on the same connection, or after an answer so prompt that nobody had given up
 * waiting for it, so that whoever sent it had read the answer; on another connection, where a late answer may have been
 * lost on its way; or in a way that is not known. Null where it may have been sent first.
 */
export function wayAfter(heard: Heard, sent: Sent, precision: number): Way | null {
  if (heard.clock !== sent.clock || sent.at - heard.at <= 2 * precision) return null;
  if (heard.connection === null || sent.connection === null) return 'unknown';
  return heard.connection === sent.connection || heard.prompt ? 'same' : 'other';
}

/**
 * Whether whoever repeats a write knew how the one before had ended, or had the time to know: a repeat that comes at once
 * in another way than after a prompt answer, or on the same connection, may have been on its way.
 */
export function isDecided(heard: Heard, sent: Sent, precision: number): boolean {
  const way = wayAfter(heard, sent, precision);
  return way === 'same' || (way !== null && sent.at - heard.at > onTheWay);
}

/** Headers of whoever passes on what others sent, with one connection for all of them. */
const ofGateways = ['via', 'forwarded', 'x-forwarded-for', 'x-real-ip'];

/** The connection of a client; null where it is not known. */
export const connectionOf = ({ connection, headers }: ClientRequest): string | null =>
  connection === undefined || ofGateways.some((name) => headers[name] !== undefined)
    ? null
    : connection;

const names = new WeakMap<object, string>();
let named = 0;

/** A name for a connection, by whatever object stands for it as long as it is open. */
export function nameOfConnection(socket: object): string {
  const known = names.get(socket);
  if (known !== undefined) return known;
  named += 1;
  const name = String(named);
  names.set(socket, name);
  return name;
}
