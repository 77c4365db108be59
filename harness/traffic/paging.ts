import { BoundedMap } from './memory/bounded.ts';
import { nameOf } from './memory/content.ts';
import { shown, type Verdicts } from './finding.ts';
import type { MatchedOperation } from './match.ts';
import { decodeText } from './target.ts';
import type { PageTokens } from './page-tokens.ts';

/** Words that the text of the time names as tokens of both ends of a room. */
const namedEnds = new Set(['START', 'END']);

/** Tokens and rooms that are remembered. */
const mostTokens = 20_000;
const mostRooms = 1000;

/** Knows which page tokens were given out for which room, and judges limit, from and to (CLIENT-08, CLIENT-30). */
export class Paging {
  readonly #ofRooms = new BoundedMap<true>(mostTokens);
  /** Tokens of the event stream and of everything else that is not about one room. */
  readonly #ofAll = new BoundedMap<true>(mostTokens);
  /** Tokens of whatever room. */
  readonly #ofAny = new BoundedMap<true>(mostTokens);
  /** Rooms for which a client may have tokens that were not seen. */
  readonly #unsure = new BoundedMap<true>(mostRooms);
  /** How many requests of a room are under way whose answers may have tokens. */
  readonly #underWay = new Map<string, number>();
  /** Whether there are answers with tokens of all rooms that were not seen. */
  #sawEverything: boolean;

  constructor(sawEverything: boolean) {
    this.#sawEverything = sawEverything;
  }

  /**
   * Judges a request of get_messages or get_members.
   * @returns whether it has a page token that no answer gave, not even one about another room
   */
  judge({ parameters, query }: MatchedOperation, verdicts: Verdicts): boolean {
    for (const limit of query.get('limit') ?? []) {
      if (/^\s*-?\d+\s*$/.test(limit)) verdicts.meets('CLIENT-08');
      else verdicts.violates('CLIENT-08', `limit is ${shown(limit) || 'empty'}, not an integer.`);
    }
    const room = parameters['roomId'] ?? '';
    let isNone = false;
    for (const name of ['from', 'to'])
      for (const token of query.get(name) ?? [])
        isNone = this.#judgeToken(room, name, token, verdicts) || isNone;
    return isNone;
  }

  #judgeToken(room: string, name: string, token: string, verdicts: Verdicts): boolean {
    // An empty value may be how a client leaves a parameter out.
    if (token === '' || namedEnds.has(token)) return false;
    const what = `${name} is ${shown(token)}`;
    const twice = decodeText(token);
    if (this.#isKnown(room, token)) verdicts.meets('CLIENT-30');
    else if (token.includes(' ') && this.#isKnown(room, token.replaceAll(' ', '+')))
      verdicts.violates('CLIENT-30', `${what}: the + of a token is sent as %2B.`);
    else if (twice !== null && twice !== token && this.#isKnown(room, twice))
      verdicts.violates('CLIENT-30', `${what}: the token was percent-encoded twice.`);
    else if (this.#isCertain(room)) {
      verdicts.violates('CLIENT-30', `${what}. The server gave no such token for this room.`);
      return !this.#ofAny.has(nameOf(token));
    }
    return false;
  }

  #isCertain(room: string): boolean {
    return (
      this.#sawEverything &&
      !this.#ofRooms.forgot &&
      !this.#ofAll.forgot &&
      !this.#unsure.forgot &&
      !this.#unsure.has(room) &&
      !this.#underWay.has(room)
    );
  }

  #isKnown(room: string, token: string): boolean {
    return this.#ofRooms.has(keyOf(room, token)) || this.#ofAll.has(keyOf('', token));
  }

  /** Learns the tokens of an answer. @param room null for tokens that are not of one room */
  learn(room: string | null, tokens: PageTokens | null): void {
    if (tokens === null) return this.miss(room);
    for (const token of tokens.all) {
      this.#ofAny.set(nameOf(token), true);
      if (room === null) this.#ofAll.set(keyOf('', token), true);
      else this.#ofRooms.set(keyOf(room, token), true);
    }
  }

  /** A request was sent whose answer may have tokens; where times may be wrong, a client may have read it already. */
  asked(room: string): void {
    this.#underWay.set(room, (this.#underWay.get(room) ?? 0) + 1);
  }

  /** Such a request came to its end. */
  ended(room: string): void {
    const rest = (this.#underWay.get(room) ?? 1) - 1;
    if (rest === 0) this.#underWay.delete(room);
    else this.#underWay.set(room, rest);
  }

  /** An answer with tokens was not seen. */
  miss(room: string | null): void {
    if (room === null) this.#sawEverything = false;
    else this.#unsure.set(room, true);
  }
}

/** A text of its own: a part of an answer would keep the whole answer in memory. */
const keyOf = (room: string, token: string): string => `${room}\n${nameOf(token)}`;
