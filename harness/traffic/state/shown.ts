import type { Nickname } from '../../document/ids.ts';
import { isArray, isObject, type JsonObject } from '../../document/json.ts';
import type { MatchedOperation } from '../match.ts';
import type { Query } from '../target.ts';

/** An event of a room as an answer shows it; null where the answer does not tell. */
export interface ShownEvent {
  readonly id: string | null;
  readonly type: string | null;
  readonly key: string | null;
  readonly sender: string | null;
  readonly content: JsonObject | null;
  /** Whether the answer says that the event was redacted, or replaced by a later one. */
  readonly isRedacted: boolean;
}

/** A page of messages as an answer shows it. */
export interface ShownPage {
  readonly events: readonly ShownEvent[];
  readonly start: string | null;
  readonly end: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Null where none was asked for, or one that means nothing. */
  readonly limit: number | null;
  /** Null where the request does not say. */
  readonly dir: 'b' | 'f' | null;
  /** Whether the request asks for something that is not known here, such as a filter. */
  readonly isUnusual: boolean;
}

/** What an answer shows of a room. */
export interface Shown {
  readonly view: Nickname;
  /** The current state, all of it; null where the answer does not show it. */
  readonly state: readonly ShownEvent[] | null;
  /** The memberships of the room; null where the answer does not show them. */
  readonly members: readonly ShownEvent[] | null;
  /** Whether everybody is among the members who has a membership. */
  readonly everybody: boolean;
  readonly page: ShownPage | null;
  /** One slot, and its content; undefined for one that was not asked for, null for one that is not there. */
  readonly slot: {
    readonly type: string;
    readonly key: string;
    readonly content: JsonObject | null;
  } | null;
  /** The membership of the one who asks. */
  readonly own: string | null;
}

const nothing: Omit<Shown, 'view'> = {
  state: null,
  members: null,
  everybody: false,
  page: null,
  slot: null,
  own: null,
};

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function eventOf(value: unknown, senderKey: string): ShownEvent {
  const event = isObject(value) ? value : {};
  const { unsigned } = event;
  return {
    id: textOf(event['event_id']),
    type: textOf(event['type']),
    key: textOf(event['state_key']),
    sender: textOf(event[senderKey]),
    content: isObject(event['content']) ? event['content'] : null,
    isRedacted:
      Object.hasOwn(event, 'redacted_because') ||
      (isObject(unsigned) &&
        (Object.hasOwn(unsigned, 'redacted_because') || Object.hasOwn(unsigned, 'm.relations'))),
  };
}

const eventsIn = (value: unknown, senderKey: string): readonly ShownEvent[] | null =>
  isArray(value) ? value.map((one) => eventOf(one, senderKey)) : null;

const known = new Set(['from', 'to', 'limit', 'dir']);

/** The one value of a parameter; null where it has none, or several. */
function single(query: Query, name: string): string | null {
  const values = query.get(name);
  return values?.length === 1 && values[0] !== '' ? (values[0] ?? null) : null;
}

function pageOf(
  json: unknown,
  query: Query,
  senderKey: string,
  usual: ReadonlySet<string>,
): ShownPage | null {
  const events = isObject(json) ? eventsIn(json['chunk'], senderKey) : null;
  if (!isObject(json) || events === null) return null;
  const limit = single(query, 'limit');
  const dir = single(query, 'dir');
  return {
    events,
    start: textOf(json['start']),
    end: textOf(json['end']),
    from: single(query, 'from'),
    to: single(query, 'to'),
    limit: limit !== null && /^[1-9]\d{0,8}$/.test(limit) ? Number(limit) : null,
    dir: dir === 'b' || dir === 'f' ? dir : null,
    isUnusual:
      [...query].some(([name, values]) => !usual.has(name) || values.length > 1) ||
      (query.has('dir') && dir !== 'b' && dir !== 'f') ||
      ['START', 'END'].includes(single(query, 'from') ?? ''),
  };
}

/**
 * What a success of an operation that reads shows; null where it shows nothing that can be told.
 * @param senderKey the key of an event that names its sender
 */
export function shownIn(
  { nickname, parameters, query }: MatchedOperation,
  json: unknown,
  senderKey: string,
): Shown | null {
  return shapes[nickname]?.({ nickname, parameters, query }, json, senderKey) ?? null;
}

type ShowsIn = (
  asked: Pick<MatchedOperation, 'nickname' | 'parameters' | 'query'>,
  json: unknown,
  senderKey: string,
) => Shown | null;

const slotShown: ShowsIn = ({ nickname, parameters }, json) => {
  if (!isObject(json)) return null;
  const slot =
    nickname === 'get_topic'
      ? { type: 'm.room.topic', key: '', content: json }
      : { type: 'm.room.member', key: parameters['userId'] ?? '', content: json };
  return { ...nothing, view: nickname, slot };
};

const shapes: Readonly<Partial<Record<Nickname, ShowsIn>>> = {
  get_topic: slotShown,
  get_membership: slotShown,
  get_state_events: ({ nickname }, json, senderKey) => {
    const state = eventsIn(json, senderKey);
    return state === null ? null : { ...nothing, view: nickname, state };
  },
  get_members: ({ nickname, query }, json, senderKey) => {
    const members = isObject(json) ? eventsIn(json['chunk'], senderKey) : null;
    return members === null
      ? null
      : { ...nothing, view: nickname, members, everybody: query.size === 0 };
  },
  get_messages: ({ nickname, query }, json, senderKey) => {
    const page = pageOf(json, query, senderKey, known);
    return page === null ? null : { ...nothing, view: nickname, page };
  },
  get_room_sync_data: ({ nickname, query }, json, senderKey) => {
    if (!isObject(json)) return null;
    const state = eventsIn(json['state'], senderKey);
    const page = pageOf(json['messages'], query, senderKey, new Set(['limit']));
    return { ...nothing, view: nickname, state, page, own: textOf(json['membership']) };
  },
};

/** What it shows that a slot is not there. */
export const shownAbsent = (
  view: Nickname,
  { type, key }: { readonly type: string; readonly key: string },
): Shown => ({ ...nothing, view, slot: { type, key, content: null } });
