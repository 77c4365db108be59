import { BoundedMap } from './memory/bounded.ts';
import type { Client } from './client.ts';
import type { Loss } from './exchange.ts';
import { type Content, nameOf, sameContent } from './memory/content.ts';
import { shown, type Verdicts } from './finding.ts';
import { isDecided, lossOf } from './heard.ts';
import { isRefusal, isSuccess, type Outcome, type Sent } from './sent.ts';

/** A txnId that was used. */
export interface Use {
  readonly content: Content | null;
  state: 'open' | 'done' | 'refused';
}

const mostUses = 5000;

/** A repeat that comes later is a request of its own. */
const patience = 30_000;

/** Operations of which every request makes something new: to repeat one is to make it twice. */
const making: ReadonlySet<string> = new Set([
  'send_non_state_event',
  'send_message',
  'send_feedback',
  'create_room',
]);

/** Judges txnIds and repeated requests (CLIENT-10, CLIENT-11, CLIENT-12). */
export class Transactions {
  readonly #uses = new BoundedMap<Use>(mostUses);
  readonly #precision: number;

  /** @param precision milliseconds by which times may be wrong */
  constructor(precision = 0) {
    this.#precision = precision;
  }

  /**
   * @param token the access token, which is part of what a txnId belongs to
   * @returns the use of the txnId of the request, for its answer; null where it has none
   */
  request(sent: Sent, token: string, verdicts: Verdicts): Use | null {
    const { matched, client } = sent;
    if (matched.kind !== 'operation' || client === null || sent.method === 'GET') return null;
    const { nickname, txnId } = matched;
    if (making.has(nickname)) this.#judgeRepeat(sent, txnId, client, verdicts);
    return txnId === null ? null : this.#judgeUse(sent, token, txnId, client, verdicts);
  }

  #judgeRepeat(sent: Sent, txnId: string | null, client: Client, verdicts: Verdicts): void {
    const { content, place } = sent;
    if (content === null) return;
    const lost = client.lost.get(place);
    if (lost !== undefined) {
      client.lost.delete(place);
      if (lost.txnId !== null && lost.txnId === txnId) verdicts.meets('CLIENT-11');
      else if (
        lost.unsaid &&
        sent.at - lost.at <= patience &&
        lost.content === content &&
        isDecided(lost.heard, sent, this.#precision)
      )
        judgeOtherRepeat(lost.txnId, lost.reads < client.reads, verdicts);
    }
    const key = `${place}\n${nameOf(content)}`;
    client.said.set(key, (client.said.get(key) ?? 0) + 1);
  }

  #judgeUse(sent: Sent, token: string, txnId: string, client: Client, verdicts: Verdicts): Use {
    const key = `${token}\n${sent.place}\n${txnId}`;
    const before = this.#uses.get(key);
    if (before === undefined || before.state === 'refused') {
      const use: Use = { content: sent.content, state: 'open' };
      this.#uses.set(key, use);
      if (before === undefined && client.usesTxnIds) verdicts.meets('CLIENT-10');
      client.usesTxnIds = true;
      return use;
    }
    if (before.content === null || sent.content === null) return before;
    if (sameContent(before.content, sent.content) === false)
      verdicts.violates(
        'CLIENT-10',
        `The txnId ${shown(txnId)} was used before, at the same place with another body.`,
      );
    return before;
  }
}

function judgeOtherRepeat(lostTxnId: string | null, looked: boolean, verdicts: Verdicts): void {
  if (lostTxnId !== null) {
    verdicts.violates(
      'CLIENT-11',
      `The same content was sent again with another txnId after the answer to ${shown(lostTxnId)} was lost: it may be there twice.`,
    );
  } else if (looked) verdicts.meets('CLIENT-12');
  else {
    verdicts.violates(
      'CLIENT-12',
      'The same content was sent again after the answer was lost, without looking whether it is there: it may be there twice.',
    );
  }
}

/** Learns from the answer to a request. */
export function learnOutcome(use: Use | null, outcome: Outcome): void {
  if (use === null || use.state === 'done') return;
  if (isSuccess(outcome)) use.state = 'done';
  // An answer that was not recorded may have been a refusal.
  else if (isRefusal(outcome) || outcome.status === 0) use.state = 'refused';
}

/** Learns that the client got no answer to a request, or not the whole. @param loss left out, it is not known when */
export function learnLoss(sent: Sent, loss?: Loss): void {
  const { matched, client, content, place, at } = sent;
  if (matched.kind !== 'operation' || client === null || content === null) return;
  if (!making.has(matched.nickname)) return;
  const unsaid = !client.said.forgot && client.said.get(`${place}\n${nameOf(content)}`) === 1;
  const heard = lossOf(sent, loss ?? { at: Infinity, gaveUp: false });
  const { txnId } = matched;
  client.lost.set(place, { content, txnId, at, heard, unsaid, reads: client.reads });
}
