import type { Nickname, RequirementId } from '../../document/ids.ts';
import { isObject, stringAt } from '../../document/json.ts';
import { same } from '../../judge/compare.ts';
import { BoundedMap } from '../memory/bounded.ts';
import {
  type Answered,
  type Asked,
  type Happened,
  isBefore,
  type Outcome,
  outcomeOf,
  type Span,
} from './happened.ts';
import { hasOwnReason, isOwn } from './refusals.ts';
import { type Wrong, wrong } from './verdict.ts';
import { sentTypes } from './write.ts';

/** A request with a txnId. */
interface Use {
  readonly ticket: number;
  readonly user: string | null;
  readonly place: string;
  readonly txnId: string | null;
  readonly body: unknown;
  span: Span;
  outcome: Outcome | 'open';
  /** The event or the room that the answer named. */
  named: string | null;
}

/** What is remembered of one token and place. */
interface Place {
  /** The last requests, oldest first. */
  readonly uses: Use[];
}

const mostPlaces = 5000;
const mostUses = 12;
const mostIds = 50_000;

/** Servers remember what a txnId did for half an hour or longer; later repeats are not judged. */
const remembered = 10 * 60_000;

/** What says that a repeat does nothing more, by operation. */
const once: Readonly<Partial<Record<Nickname, RequirementId>>> = {
  send_non_state_event: 'SEND-06',
  send_message: 'MSG-05',
  send_feedback: 'FEED-04',
  create_room: 'CREATE-06',
  invite: 'INV-04',
  join_room: 'JOIN-04',
  leave: 'LEAVE-04',
  ban: 'BAN-04',
};

/** Knows which requests repeat others, and judges what they are answered (MSG-05, MSG-06, CONV-13, CONV-22). */
export class Replays {
  readonly #places = new BoundedMap<Place>(mostPlaces);
  readonly #ids = new BoundedMap<Use>(mostIds);
  /** The txnIds of each token and place, which servers may remember for longer than what they did. */
  readonly #txnIds = new BoundedMap<true>(mostIds);

  /** Notes a request. @returns whether it repeats an earlier one, and may do nothing */
  request(asked: Asked, user: string | null): boolean {
    const { matched, token, method, ticket, body, span } = asked;
    if (matched.kind !== 'operation' || token === null || method === 'GET') return false;
    const key = keyOf(asked);
    const place = this.#places.get(key) ?? { uses: [] };
    this.#places.set(key, place);
    const { txnId } = matched;
    const repeats = txnId !== null && this.#txnIds.has(`${key} ${txnId}`);
    if (txnId !== null) this.#txnIds.set(`${key} ${txnId}`, true);
    const kept = keptBody(asked, body);
    place.uses.push({
      ticket,
      user,
      place: key,
      txnId,
      body: kept,
      span,
      outcome: 'open',
      named: null,
    });
    if (place.uses.length > mostUses) place.uses.shift();
    return repeats;
  }

  /** Whether the same txnId was refused before, so that this request is the first of its kind (CONV-21). */
  wasRefused(asked: Asked): boolean {
    const place = this.#places.get(keyOf(asked));
    const own = place?.uses.find((one) => one.ticket === asked.ticket);
    if (place === undefined || own === undefined || own.txnId === null) return false;
    const before = place.uses.filter((one) => one !== own && one.txnId === own.txnId);
    return before.length > 0 && before.every(({ outcome }) => outcome === 'refused');
  }

  /** Whether another request with the same txnId, but not with the same body, may have been carried out in its place. */
  isMixedUp(asked: Asked): boolean {
    const uses = this.#places.get(keyOf(asked))?.uses ?? [];
    const own = uses.find((one) => one.ticket === asked.ticket);
    if (own === undefined || own.txnId === null) return false;
    const isOther = ({ body }: Use): boolean =>
      body === unread || own.body === unread || !same(body, own.body);
    return uses.some((one) => one !== own && one.txnId === own.txnId && isOther(one));
  }

  /**
   * Learns and judges an answer.
   * @param alone whether nobody but the clients of the traffic changed anything: others may have shut a user out since
   */
  answered(happened: Happened, alone: boolean): readonly Wrong[] {
    const { asked, answered, span } = happened;
    const { matched } = asked;
    if (matched.kind !== 'operation') return [];
    const place = this.#places.get(keyOf(asked));
    const use = place?.uses.find((one) => one.ticket === asked.ticket);
    if (place === undefined || use === undefined) return [];
    use.span = span;
    use.outcome = outcomeOf(happened);
    const { nickname } = matched;
    const named = namedIn(nickname, answered?.json);
    if (use.outcome === 'done') use.named = named;
    if (answered === null) return [];
    return [
      ...judgeRepeat(place, use, nickname, answered, alone),
      ...(use.outcome === 'done' && named !== null ? this.#judgeId(use, named, nickname) : []),
    ];
  }

  #judgeId(use: Use, named: string, nickname: Nickname): readonly Wrong[] {
    if (!(nickname in sentTypes) && nickname !== 'create_room') return [];
    const before = this.#ids.get(named);
    if (before === undefined) {
      this.#ids.set(named, use);
      return [];
    }
    if (before.txnId !== null && before.txnId === use.txnId) {
      const others = before.user !== null && use.user !== null && before.user !== use.user;
      return others
        ? [
            wrong(
              'MSG-07',
              'Two users were answered the same id for requests with one txnId.',
              before.ticket,
            ),
          ]
        : [];
    }
    if (isOneRecordedTwice(before, use)) return [];
    if (nickname === 'create_room')
      return [
        wrong(
          'CREATE-03',
          'Two requests of create_room were answered with the same room.',
          before.ticket,
        ),
      ];
    const isPair = before.txnId !== null && use.txnId !== null && before.place === use.place;
    return isPair
      ? [
          wrong(
            'MSG-06',
            'Two messages with different txnIds were answered the same event id.',
            before.ticket,
          ),
        ]
      : [wrong('MODEL-22', 'Two events were answered the same event id.', before.ticket)];
  }
}

function judgeRepeat(
  { uses }: Place,
  use: Use,
  nickname: Nickname,
  { status, json }: Answered,
  alone: boolean,
): readonly Wrong[] {
  const requirement = once[nickname];
  if (use.txnId === null || requirement === undefined) return [];
  const place = uses.indexOf(use);
  const first = uses.findLast(
    (one, i) => i < place && one.txnId === use.txnId && one.outcome === 'done',
  );
  if (first === undefined || use.span.from - first.span.until > remembered) return [];
  const mayBeBetween = (one: Use): boolean =>
    one.txnId !== use.txnId && !isBefore(one.span, first.span) && !isBefore(use.span, one.span);
  // Servers of 2014 remember the last txnId alone.
  if (uses.some(mayBeBetween)) return [];
  const differ = first.named !== null && use.named !== null && first.named !== use.named;
  if (!isBefore(first.span, use.span)) {
    const isSame = first.body !== unread && use.body !== unread && same(first.body, use.body);
    return differ && isSame
      ? [
          wrong(
            'CONV-22',
            `Two equal requests of ${nickname} with one txnId, sent at the same time, were answered with different ids.`,
            first.ticket,
          ),
        ]
      : [];
  }
  // Requests at the same time made several events: which of them a repeat is answered is no further violation.
  const isToldAlready = uses.some(
    (one) =>
      one !== use &&
      one !== first &&
      one.txnId === use.txnId &&
      (one.named === use.named ||
        (!isBefore(one.span, first.span) && !isBefore(first.span, one.span))),
  );
  if (differ && isToldAlready) return [];
  if (differ)
    return [
      wrong(
        requirement,
        `A repeated request of ${nickname} with the same txnId was answered with another id.`,
        first.ticket,
      ),
    ];
  if (use.outcome !== 'refused' || status === 401 || !isOwn(status) || hasOwnReason(json))
    return [];
  if (!alone && (status === 403 || status === 404)) return [];
  return [
    wrong(
      requirement,
      `A repeated request of ${nickname} with the same txnId was refused with ${status}, although the first one was done.`,
      first.ticket,
    ),
  ];
}

/** Whether two requests may be one that a client and a gateway both recorded. */
const isOneRecordedTwice = (one: Use, other: Use): boolean =>
  one.place === other.place &&
  !isBefore(one.span, other.span) &&
  (one.body === unread || other.body === unread || same(one.body, other.body));

const unread = Symbol('a body that is not known');

/** Bodies of two requests are compared where both are short. */
const keptBody = ({ bytes }: Asked, body: unknown): unknown =>
  bytes === null || bytes > 512 ? unread : body;

function namedIn(nickname: Nickname, json: unknown): string | null {
  if (!isObject(json)) return null;
  if (nickname in sentTypes) return stringAt(json, 'event_id') || null;
  return nickname === 'create_room' ? stringAt(json, 'room_id') || null : null;
}

function keyOf({ matched, token }: Asked): string {
  if (matched.kind !== 'operation') return '';
  return JSON.stringify([token, matched.nickname, matched.parameters]);
}
