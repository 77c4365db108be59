import { BoundedMap } from './memory/bounded.ts';
import type { Client } from './client.ts';
import type { Verdicts } from './finding.ts';
import { type Heard, heardOf, isDecided, onTheWay, wayAfter } from './heard.ts';
import type { MatchedOperation } from './match.ts';
import {
  isRefusal,
  isRepeat,
  isSuccess,
  isWrite,
  type Outcome,
  refusesToken,
  type Sent,
} from './sent.ts';

/** How often a refused request is repeated before it is a loop, and how soon after each refusal. */
const loop = { repeats: 4, within: 5000 };

/** How much earlier than asked a client may be: timers are not exact. */
const margin = 25;

/** How often the page at an end is asked for again before it is a loop. */
const mostPages = 9;

/** Connections on which a token was refused that are remembered. */
const mostConnections = 20;

/**
 * Judges what clients do after they were refused, limited or at the end (CLIENT-16, CLIENT-18 to CLIENT-20). An answer
 * may be lost, late, or read by another program that has the same token, so that a client is only held to what it had
 * certainly read when it sent a request.
 */
export class Patience {
  readonly #precision: number;
  /** The last request of anybody, its refusal, and how often it was repeated before. */
  #last: { readonly sent: Sent; readonly repeats: number; refused: Heard | null } | null = null;

  /** @param precision milliseconds by which times may be wrong */
  constructor(precision: number) {
    this.#precision = precision;
  }

  request(sent: Sent, verdicts: Verdicts): void {
    this.#judgeLoop(sent, verdicts);
    const { matched, client } = sent;
    if (matched.kind !== 'operation' || client === null) return;
    if (client.limits.size > 0) this.#judgeLimit(sent, matched, client, verdicts);
    if (client.refused !== null) this.#judgeRefusedToken(sent, client, verdicts);
    this.#judgePage(sent, matched, client, verdicts);
  }

  #judgeLoop(sent: Sent, verdicts: Verdicts): void {
    // A browser asks before it asks.
    if (sent.method === 'OPTIONS') return;
    const last = this.#last;
    const again =
      last !== null &&
      last.refused !== null &&
      sent.at - last.refused.at <= loop.within &&
      isRepeat(last.sent, sent) &&
      this.#isDecided(last.refused, sent);
    const repeats = again ? last.repeats + 1 : 0;
    const judged = sent.matched.kind === 'operation' && sent.method !== 'GET';
    this.#last = judged ? { sent, repeats, refused: null } : null;
    if (judged && repeats === loop.repeats)
      verdicts.violates(
        'CLIENT-18',
        `The same request was sent ${repeats + 1} times in a row, although it was refused every time.`,
      );
  }

  /** Whether a client that repeats a request knew how the one before had been answered, or had the time to know. */
  #isDecided(refused: Heard, sent: Sent): boolean {
    const way = wayAfter(refused, sent, this.#precision);
    return way === 'other' ? sent.at - refused.at > onTheWay : way !== null;
  }

  /** @param outcome null where the client got no answer, or not the whole */
  answered(sent: Sent, outcome: Outcome | null): void {
    if (outcome === null) return;
    const { matched, client } = sent;
    const forGood = isRefusal(outcome) && outcome.status !== 429 && !refusesToken(outcome);
    if (this.#last?.sent === sent && forGood) this.#last.refused = heardOf(sent, outcome.at);
    if (matched.kind !== 'operation' || client === null) return;
    if (isSuccess(outcome)) {
      client.accepted = true;
      client.refused = null;
      client.limits.delete(matched.nickname);
    } else if (outcome.status === 429) learnLimit(sent, matched, client, outcome, this.#precision);
    else if (refusesToken(outcome)) learnRefusal(sent, client, outcome);
  }

  #judgeLimit(
    sent: Sent,
    { nickname }: MatchedOperation,
    client: Client,
    verdicts: Verdicts,
  ): void {
    const limit = client.limits.get(nickname);
    if (limit === undefined) return;
    const way = wayAfter(limit.heard, sent, this.#precision);
    if (way === null) return;
    const repeat =
      sent.content !== null && limit.place === sent.place && limit.content === sent.content;
    if (sent.at >= limit.until - margin) {
      client.limits.delete(nickname);
      if (repeat) verdicts.meets('CLIENT-19');
      return;
    }
    const passed = sent.at - limit.heard.at;
    const isLate = passed > onTheWay;
    // Two programs with one token may read the same, and each be told only of its own limit.
    const isKnown =
      way === 'same'
        ? isLate || (repeat && limit.alone)
        : repeat && isWrite(sent) && (isLate || limit.repeated);
    if (!isKnown) return;
    const [waited, asked] = [passed, limit.until - limit.heard.at].map(Math.round);
    verdicts.violates(
      'CLIENT-19',
      `${nickname} was requested again ${waited} ms after a 429 that asked to wait ${asked} ms.`,
    );
  }

  #judgePage(
    sent: Sent,
    { nickname, query }: MatchedOperation,
    client: Client,
    verdicts: Verdicts,
  ): void {
    const from = query.get('from')?.[0];
    if (nickname !== 'get_messages' || from === undefined || query.get('dir')?.[0] !== 'b') {
      client.page = null;
      return;
    }
    const key = `${sent.place}\n${from}\n${query.get('limit')?.[0] ?? ''}`;
    const { page } = client;
    const isAgain = page?.key === key && page.atEnd !== null && this.#knows(page.atEnd, sent);
    if (page === null || !isAgain) {
      client.page = { key, repeats: 0, atEnd: null };
      return;
    }
    page.repeats += 1;
    page.atEnd = null;
    if (page.repeats === mostPages)
      verdicts.violates(
        'CLIENT-16',
        `The last page of a room was requested ${page.repeats + 1} times in a row, backwards.`,
      );
  }

  /** Whether who reads again has read the answer before: a late one may be lost where the connection is not the same. */
  #knows(heard: Heard, sent: Sent): boolean {
    const way = wayAfter(heard, sent, this.#precision);
    return way === 'same' || (way === 'unknown' && heard.prompt);
  }

  #judgeRefusedToken(sent: Sent, client: Client, verdicts: Verdicts): void {
    const { refused } = client;
    if (refused === null) return;
    const { first, on } = refused;
    const way = wayAfter(on.get(sent.connection ?? '') ?? first, sent, this.#precision);
    const isOnTheWay = sent.at - first.at <= onTheWay;
    if (way === null || (way !== 'same' && isOnTheWay)) return;
    // Other programs that have the token may read the same, and each learns by itself that it is refused.
    if (way === 'other' && !isWrite(sent)) return;
    if (client.accepted && way !== 'other') {
      // Several requests of another program may be under way, which knows of none of the refusals.
      const isNew = refused.counted !== refused.last;
      if (isOnTheWay || !isNew || !isDecided(refused.last, sent, this.#precision)) return;
      refused.counted = refused.last;
      refused.late += 1;
      if (refused.late === 2)
        verdicts.violates('CLIENT-20', 'The access token is used on although it was refused.');
      return;
    }
    const key = `${sent.method} ${sent.place}\n${sent.content ?? ''}`;
    const times = (refused.requests.get(key) ?? 0) + 1;
    refused.requests.set(key, times);
    if (times === 3)
      verdicts.violates(
        'CLIENT-20',
        'The same request is sent again and again with an access token that was refused.',
      );
  }
}

function learnLimit(
  sent: Sent,
  { nickname }: MatchedOperation,
  client: Client,
  { at, retryAfter }: Outcome,
  precision: number,
): void {
  if (retryAfter === null) client.limits.delete(nickname);
  else {
    const { place, content } = sent;
    const [heard, alone] = [heardOf(sent, at), client.open === 0 && !client.together];
    const before = client.limits.get(nickname);
    const repeated =
      before !== undefined &&
      content !== null &&
      before.place === place &&
      before.content === content &&
      wayAfter(before.heard, sent, precision) !== null;
    client.limits.set(nickname, { heard, until: at + retryAfter, place, content, alone, repeated });
  }
}

function learnRefusal(sent: Sent, client: Client, { at }: Outcome): void {
  const heard = heardOf(sent, at);
  client.refused ??= {
    first: heard,
    last: heard,
    counted: null,
    on: new BoundedMap(mostConnections),
    late: 0,
    requests: new BoundedMap(100),
  };
  client.refused.last = heard;
  const { on } = client.refused;
  if (sent.connection !== null && on.get(sent.connection) === undefined)
    on.set(sent.connection, heard);
}

/** Learns whether a page that was asked for backwards ends where it begins. @param at when its answer went out */
export function learnPage(sent: Sent, ends: readonly string[], at: number): void {
  const { client, matched } = sent;
  if (client?.page == null || matched.kind !== 'operation' || matched.nickname !== 'get_messages')
    return;
  const [from] = matched.query.get('from') ?? [];
  client.page.atEnd = ends.length === 1 && ends[0] === from ? heardOf(sent, at) : null;
}
