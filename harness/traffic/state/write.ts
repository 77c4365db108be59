import type { Nickname, RequirementId } from '../../document/ids.ts';
import { isObject, type JsonObject, stringAt } from '../../document/json.ts';
import type { Membership, Requested } from '../../model/membership.ts';
import type { Asked } from './happened.ts';

/** A change of a membership that was asked for. */
export interface Change {
  readonly target: string;
  readonly requested: Requested;
}

/** What a slot of state holds. */
export interface Held {
  /** Null for a piece of state that is not there. */
  readonly content: JsonObject | null;
  /** Of a membership, what the user is to the room. */
  readonly standing: Membership | null;
  /** Which operation wrote it; null for what was only read. */
  readonly by: Nickname | null;
  /** Who wrote it; null where that is not known. */
  readonly actor: string | null;
  /** Whether it was written by a request with a txnId. */
  readonly withTxnId: boolean;
  /** Why a request was refused that would have written it; null where that is not known. */
  refusedFor: RequirementId | null;
  /** The views that have shown it. */
  readonly seenIn: Set<Nickname>;
}

export const held = (
  content: JsonObject | null,
  by: Nickname | null,
  actor: string | null,
  standing: Membership | null = null,
  withTxnId = false,
): Held => ({ content, standing, by, actor, withTxnId, refusedFor: null, seenIn: new Set() });

const short: Readonly<Partial<Record<Nickname, Requested>>> = {
  invite: 'invite',
  join_room: 'join',
  join: 'join',
  leave: 'leave',
  ban: 'ban',
};

const requests = new Set<string>(['invite', 'join', 'leave', 'ban', 'knock']);
const isRequested = (text: string): text is Requested => requests.has(text);

/** The membership that a request asks for, whoever it is about; null where it asks for none that is known. */
export function requestedIn({ matched, body }: Asked): Requested | null {
  if (matched.kind !== 'operation') return null;
  if (matched.nickname !== 'set_membership') return short[matched.nickname] ?? null;
  const requested = isObject(body) ? stringAt(body, 'membership') : '';
  return isRequested(requested) ? requested : null;
}

/**
 * The change of a membership that a request asks for; null where it is none, or it cannot be told whose it is.
 * @param user who sends it; null where that is not known
 */
export function changeOf(asked: Asked, user: string | null): Change | null {
  const { matched, body } = asked;
  if (matched.kind !== 'operation') return null;
  const { nickname, parameters } = matched;
  const requested = requestedIn(asked);
  if (requested === null) return null;
  if (nickname === 'set_membership') return { target: parameters['userId'] ?? '', requested };
  const own = requested === 'join' || requested === 'leave';
  const target = own ? user : stringAt(isObject(body) ? body : {}, 'user_id');
  return target === null || target === '' ? null : { target, requested };
}

/** Operations that send an event which is not state, and its type where the operation says it. */
export const sentTypes: Readonly<Partial<Record<Nickname, string | null>>> = {
  send_message: 'm.room.message',
  send_feedback: 'm.room.message.feedback',
  send_non_state_event: null,
};

/** Operations that change a membership. */
export const isMembershipOperation = (nickname: Nickname): boolean =>
  nickname === 'set_membership' || short[nickname] !== undefined;
