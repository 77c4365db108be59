import { isObject, stringAt } from '../../document/json.ts';
import { BoundedMap } from '../memory/bounded.ts';
import type { Asked, Happened } from './happened.ts';
import { type Wrong, wrong } from './verdict.ts';

/** A room that was made with an alias. */
interface Named {
  readonly room: string;
  readonly ticket: number;
}

const mostAliases = 20_000;

const several = -1;

/** Knows which rooms were made with which aliases. */
export class Aliases {
  #named = new BoundedMap<Named>(mostAliases);
  /** Aliases of requests that are under way or lost, which may be there already. */
  readonly #claimed = new BoundedMap<number>(mostAliases);
  /** The request that asked for one, or `several`: of requests at the same time, any may be the first. */
  readonly #localparts = new BoundedMap<number>(mostAliases);
  /** Names that users asked for who are not known: their domain is not known either. */
  readonly #anywhere = new BoundedMap<true>(mostAliases);
  #isForgotten = false;

  /** The room that an alias was given to; null where that is not known. */
  roomOf(alias: string): string | null {
    return this.#named.get(alias)?.room ?? null;
  }

  /** Whether somebody asked for an alias that cannot be told to be free. */
  isClaimed(alias: string): boolean {
    const localpart = alias.slice(1, alias.indexOf(':'));
    return (
      this.#isForgotten ||
      this.#named.forgot ||
      this.#claimed.forgot ||
      this.#claimed.has(alias) ||
      this.#anywhere.forgot ||
      this.#anywhere.has(localpart)
    );
  }

  /** Whether nobody but one request has asked for an alias so far. */
  isFree(localpart: string, ticket: number): boolean {
    return (
      !this.#claimed.forgot && !this.#isForgotten && this.#localparts.get(localpart) === ticket
    );
  }

  /** Who made a room with the alias that a request asks for; null where nobody is known to have. */
  takenBy(asked: Asked, user: string | null): number | null {
    const alias = aliasAsked(asked, user);
    return alias === null ? null : (this.#named.get(alias)?.ticket ?? null);
  }

  /** Whether another request asked for an alias after a room was made with it. */
  isContested(alias: string): boolean {
    const named = this.#named.get(alias);
    const claimed = this.#claimed.get(alias);
    return named !== undefined && claimed !== undefined && claimed !== named.ticket;
  }

  /** Notes the alias that a request asks for. */
  claim(asked: Asked, user: string | null): void {
    // A body that is not known may have asked for any alias.
    if (asked.bytes === null) this.#isForgotten = true;
    const alias = aliasAsked(asked, user);
    if (alias !== null) this.#claimed.set(alias, asked.ticket);
    const localpart = isObject(asked.body) ? asked.body['room_alias_name'] : undefined;
    if (typeof localpart === 'string' && alias === null) this.#anywhere.set(localpart, true);
    if (typeof localpart === 'string')
      this.#localparts.set(localpart, this.#localparts.has(localpart) ? several : asked.ticket);
  }

  /** Aliases changed in a way that the traffic does not tell. */
  forget(): void {
    this.#named = new BoundedMap(mostAliases);
    this.#isForgotten = true;
  }

  /**
   * Learns and judges the answer of a room that was made.
   * @param alone whether nobody else can have taken the alias from an earlier room
   */
  made({ asked, answered }: Happened, user: string | null, alone: boolean): readonly Wrong[] {
    const { body } = asked;
    const json = answered?.json;
    if (!isObject(body) || !isObject(json)) return [];
    const room = stringAt(json, 'room_id');
    const said = json['room_alias'];
    const localpart = body['room_alias_name'];
    if (localpart === undefined)
      return said === undefined || said === null
        ? []
        : [wrong('CREATE-22', 'create_room answers an alias, and none was asked for.')];
    if (typeof localpart !== 'string' || room === '') return [];
    const alias = aliasAsked(asked, user);
    const found: Wrong[] = [];
    if (typeof said === 'string' && !said.startsWith(`#${localpart}:`))
      found.push(
        wrong(
          isAlias(said) ? 'CREATE-18' : 'CREATE-19',
          'create_room answers another alias than the one that was asked for.',
        ),
      );
    else if (typeof said === 'string' && alias !== null && said !== alias)
      found.push(
        wrong('CREATE-18', 'The alias of a new room is not of the domain of its creator.'),
      );
    if (alias === null) return found;
    const before = this.#named.get(alias);
    if (alone && before !== undefined && before.room !== room)
      found.push(wrong('CREATE-12', 'Two rooms were made with the same alias.', before.ticket));
    this.#named.set(alias, { room, ticket: asked.ticket });
    // A client goes by the alias that it was answered.
    if (typeof said === 'string' && said !== alias && !this.#named.has(said))
      this.#named.set(said, { room, ticket: asked.ticket });
    return found;
  }
}

const isAlias = (text: string): boolean => /^#[^:]+:.+$/s.test(text);

/** The alias that a request of create_room asks for; null where it asks for none, or its domain is not known. */
function aliasAsked({ body }: Asked, user: string | null): string | null {
  const localpart = isObject(body) ? body['room_alias_name'] : undefined;
  const domain = user === null ? '' : user.slice(user.indexOf(':') + 1);
  return typeof localpart === 'string' && localpart !== '' && domain !== ''
    ? `#${localpart}:${domain}`
    : null;
}
