import { isObject } from '../document/json.ts';
import { BoundedMap } from './memory/bounded.ts';
import { type ClientAnswer, textOf } from './exchange.ts';
import { shown, type Verdicts } from './finding.ts';
import type { MatchedOperation } from './match.ts';
import { decodeText } from './target.ts';

/** Path parameters whose values servers give out; of others, such as a state key, every text is possible. */
const ids = ['roomId', 'roomAliasOrId', 'userId'];

const mostIds = 5000;
const longestAnswer = 8192;

/** Knows the ids that servers understood, and judges how the values of a path are encoded (CLIENT-02). */
export class PathValues {
  readonly #known = new BoundedMap<true>(mostIds);
  readonly #knows: (id: string) => boolean;

  /** @param knows whether a text is an id or an alias that the server has, as far as that can be asked */
  constructor(knows: (id: string) => boolean = () => false) {
    this.#knows = knows;
  }

  judge(path: string, { parameters }: MatchedOperation, verdicts: Verdicts): void {
    const raw = /[^!-~]|#/.exec(path);
    if (raw !== null) {
      const letter = raw[0] === ' ' ? 'a space' : raw[0];
      verdicts.violates('CLIENT-02', `The path holds ${letter}, which must be percent-encoded.`);
      return;
    }
    if (!path.includes('%')) return;
    if (decodeText(path) === null) {
      verdicts.violates('CLIENT-02', 'The path holds a % that is not percent-encoding of UTF-8.');
      return;
    }
    const twice = ids.find((name) => this.#isEncodedTwice(parameters[name] ?? ''));
    if (twice === undefined) verdicts.meets('CLIENT-02');
    else {
      const value = shown(parameters[twice] ?? '');
      verdicts.violates('CLIENT-02', `${twice} is ${value}: it was percent-encoded twice.`);
    }
  }

  #isEncodedTwice(value: string): boolean {
    if (!value.includes('%') || this.#known.has(value)) return false;
    const once = decodeText(value);
    if (once === null || once === value) return false;
    if (this.#known.has(once) || this.#knows(once)) return true;
    return /^%(?:21|23|40)/.test(value) && /^[!#@][^:]+:./.test(once);
  }

  /** Learns the ids of a request that succeeded, and the room that it made or joined. */
  learn({ nickname, parameters }: MatchedOperation, { body }: ClientAnswer): void {
    for (const name of ids) {
      const value = parameters[name];
      if (value !== undefined && !this.#known.has(value)) this.#known.set(value, true);
    }
    if (nickname !== 'create_room' && nickname !== 'join') return;
    if (body.length > longestAnswer) return;
    try {
      const json: unknown = JSON.parse(textOf(body));
      const room = isObject(json) ? json['room_id'] : undefined;
      if (typeof room === 'string') this.#known.set(room, true);
    } catch {
      // An answer that is not JSON names no room.
    }
  }
}
