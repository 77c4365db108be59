import { BoundedMap } from './memory/bounded.ts';
import type { Client } from './client.ts';
import type { Verdicts } from './finding.ts';
import type { MatchedOperation } from './match.ts';
import { isRefusal, isRepeat, isSuccess, type Outcome, refusesToken, type Sent } from './sent.ts';

/** How often a refused request is repeated before it is a loop, and how soon after each refusal. */
const loop = { repeats: 4, within: 5000 };

/** Requests that come this soon after an answer may have been on their way before it. */
const onTheWay = 250;

/** How much earlier than asked a client may be: timers are not exact. */
const margin = 25;

/** How often the page at an end is asked for again before it is a loop. */
const mostPages = 9;

/** Judges what clients do after they were refused, limited or at the end (CLIENT-16, CLIENT-18 to CLIENT-20). */
export class Patience {
  /** The last request of anybody, since when it is refused, and how often it was repeated before. */
  #last: { readonly sent: Sent; readonly repeats: number; refusedAt: number | null } | null = null;

  request(sent: Sent, verdicts: Verdicts): void {
    this.#judgeLoop(sent, verdicts);
    const { matched, client } = sent;
    if (matched.kind !== 'operation' || client === null) return;
    if (client.limits.size > 0) judgeLimit(sent, matched, client, verdicts);
    if (client.refused !== null) judgeRefusedToken(sent, client, verdicts);
    judgePage(sent, matched, client, verdicts);
  }

  #judgeLoop(sent: Sent, verdicts: Verdicts): void {
    // A browser asks before it asks.
    if (sent.method === 'OPTIONS') return;
    const last = this.#last;
    const again =
      last !== null &&
      last.refusedAt !== null &&
      sent.at - last.refusedAt <= loop.within &&
      isRepeat(last.sent, sent);
    const repeats = again ? last.repeats + 1 : 0;
    const judged = sent.matched.kind === 'operation' && sent.method !== 'GET';
    this.#last = judged ? { sent, repeats, refusedAt: null } : null;
    if (judged && repeats === loop.repeats)
      verdicts.violates(
        'CLIENT-18',
        `The same request was sent ${repeats + 1} times in a row, although it was refused every time.`,
      );
  }

  /** @param outcome null where the client got no answer, or not the whole */
  answered(sent: Sent, outcome: Outcome | null): void {
    if (outcome === null) return;
    const { matched, client } = sent;
    const forGood = isRefusal(outcome) && outcome.status !== 429 && !refusesToken(outcome);
    if (this.#last?.sent === sent && forGood) this.#last.refusedAt = outcome.at;
    if (matched.kind !== 'operation' || client === null) return;
    if (isSuccess(outcome)) {
      client.accepted = true;
      client.refused = null;
      client.limits.delete(matched.nickname);
    } else if (outcome.status === 429) learnLimit(sent, matched, client, outcome);
    else if (refusesToken(outcome) && client.refused === null)
      client.refused = { at: outcome.at, late: 0, requests: new BoundedMap(100) };
  }
}

function learnLimit(
  { place, content }: Sent,
  { nickname }: MatchedOperation,
  client: Client,
  { at, retryAfter }: Outcome,
): void {
  if (retryAfter === null) client.limits.delete(nickname);
  else {
    const alone = client.open === 0;
    client.limits.set(nickname, { at, until: at + retryAfter, place, content, alone });
  }
}

function judgeLimit(
  sent: Sent,
  { nickname }: MatchedOperation,
  client: Client,
  verdicts: Verdicts,
): void {
  const limit = client.limits.get(nickname);
  if (limit === undefined) return;
  const repeat =
    sent.content !== null && limit.place === sent.place && limit.content === sent.content;
  if (sent.at >= limit.until - margin) {
    client.limits.delete(nickname);
    if (repeat) verdicts.meets('CLIENT-19');
    return;
  }
  if (!(repeat && limit.alone) && sent.at - limit.at <= onTheWay) return;
  const [waited, asked] = [sent.at - limit.at, limit.until - limit.at].map(Math.round);
  verdicts.violates(
    'CLIENT-19',
    `${nickname} was requested again ${waited} ms after a 429 that asked to wait ${asked} ms.`,
  );
}

function judgeRefusedToken(sent: Sent, client: Client, verdicts: Verdicts): void {
  const { refused } = client;
  if (refused === null) return;
  if (client.accepted) {
    if (sent.at - refused.at <= onTheWay) return;
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

function judgePage(
  { place }: Sent,
  { nickname, query }: MatchedOperation,
  client: Client,
  verdicts: Verdicts,
): void {
  const from = query.get('from')?.[0];
  if (nickname !== 'get_messages' || from === undefined || query.get('dir')?.[0] !== 'b') {
    client.page = null;
    return;
  }
  const key = `${place}\n${from}\n${query.get('limit')?.[0] ?? ''}`;
  const { page } = client;
  if (page === null || page.key !== key || !page.atEnd) {
    client.page = { key, repeats: 0, atEnd: false };
    return;
  }
  page.repeats += 1;
  page.atEnd = false;
  if (page.repeats === mostPages)
    verdicts.violates(
      'CLIENT-16',
      `The last page of a room was requested ${page.repeats + 1} times in a row, backwards.`,
    );
}

/** Learns whether a page that was asked for backwards ends where it begins. */
export function learnPage({ client, matched }: Sent, ends: readonly string[]): void {
  if (client?.page == null || matched.kind !== 'operation' || matched.nickname !== 'get_messages')
    return;
  const [from] = matched.query.get('from') ?? [];
  client.page.atEnd = ends.length === 1 && ends[0] === from;
}
