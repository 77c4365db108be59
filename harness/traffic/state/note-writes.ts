import { isObject, type JsonObject } from '../../document/json.ts';
import { afterwards } from '../../model/membership.ts';
import { slotOf } from '../../model/views.ts';
import type { Aliases } from './aliases.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { Asked, Happened, Outcome, Span } from './happened.ts';
import { keptContent, type Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import type { Sent } from './sent-events.ts';
import type { Entry } from './slot-history.ts';
import {
  changeOf,
  type Held,
  held,
  isMembershipOperation,
  requestedIn,
  sentTypes,
} from './write.ts';

/** What a request may do to a room, as it was noted when the request came. */
export interface Noted {
  /** Null where it is about no room, or about one that is not known. */
  readonly room: Room | null;
  readonly entries: readonly Entry<Held>[];
  readonly sent: Sent | null;
  /** The membership that is asked for, where it is not known for whom. */
  readonly requested: string | null;
  /** A user who may be joining any room. */
  readonly stray: string | null;
}

const nothing: Noted = { room: null, entries: [], sent: null, requested: null, stray: null };

/** Notes what a request of the declaration may write. @param isRepeat whether it may do nothing, since it was done before */
export function noteWrite(
  asked: Asked,
  user: string | null,
  {
    rooms,
    aliases,
    elsewhere,
  }: { readonly rooms: Rooms; readonly aliases: Aliases; readonly elsewhere: Elsewhere },
  isRepeat: boolean,
): Noted {
  const { matched, method, ticket } = asked;
  if (matched.kind !== 'operation' || method === 'GET') return nothing;
  const { nickname, parameters } = matched;
  const id =
    nickname === 'join'
      ? roomJoined(parameters['roomAliasOrId'] ?? '', aliases)
      : parameters['roomId'];
  if (nickname === 'join' && id === null) {
    if (user === null) return nothing;
    rooms.strays.set(user, (rooms.strays.get(user) ?? 0) + 1);
    return { ...nothing, stray: user };
  }
  if (typeof id !== 'string') return nothing;
  const room = rooms.get(id);
  if (isMembershipOperation(nickname)) return noteChange(asked, user, room, elsewhere, isRepeat);
  const type = typeOf(asked);
  if (type === null) return { ...nothing, room };
  const key = nickname in sentTypes ? null : (parameters['stateKey'] ?? '');
  const content = keptContent(asked.body, asked.bytes ?? Infinity);
  const sent = noteSent(asked, room, { type, key, content }, user, isRepeat);
  // What a redaction leaves of which event is not judged.
  if (type === 'm.room.redaction') room.mayBeRedacted = true;
  if (key === null) return { ...nothing, room, sent };
  if (type === 'm.room.power_levels') room.powerWrites.add(ticket);
  if (type === 'm.room.join_rules') room.joinRuleWrites.add(ticket);
  const entry = noteEntry(asked, held(content, nickname, user));
  room.slot(type, key).add(entry);
  elsewhere.note(slotOf(type, key), room, entry);
  room.weight += asked.bytes ?? 0;
  return { ...nothing, room, sent, entries: [entry] };
}

/** The type of the event that a request sends or sets; null where it does neither. */
function typeOf({ matched }: Asked): string | null {
  if (matched.kind !== 'operation') return null;
  const { nickname, parameters } = matched;
  if (nickname === 'set_topic') return 'm.room.topic';
  if (nickname in sentTypes) return sentTypes[nickname] ?? parameters['eventType'] ?? null;
  return nickname === 'send_state_event' ? (parameters['eventType'] ?? null) : null;
}

const roomJoined = (reference: string, aliases: Aliases): string | null =>
  reference.startsWith('!') ? reference : aliases.roomOf(reference);

const noteEntry = ({ ticket, span }: Asked, value: Held): Entry<Held> => ({
  value,
  ticket,
  span,
  outcome: 'open',
});

function noteChange(
  asked: Asked,
  user: string | null,
  room: Room,
  elsewhere: Elsewhere,
  isRepeat: boolean,
): Noted {
  const { matched, ticket, body } = asked;
  if (matched.kind !== 'operation') return nothing;
  const change = changeOf(asked, user);
  if (change === null) {
    // It may be about anybody, or ask for anything.
    room.strange.add(ticket);
    room.strangeChanges.add(ticket);
    return { ...nothing, room, requested: requestedIn(asked) };
  }
  const { target, requested } = change;
  const relation = target === user ? 'self' : 'member';
  const standing = requested === 'knock' ? null : afterwards(requested, relation);
  const value = held(
    isObject(body) ? keptContent(body, asked.bytes ?? Infinity) : {},
    matched.nickname,
    user,
    standing,
    matched.txnId !== null,
  );
  const entry = noteEntry(asked, value);
  room.member(target).add(entry);
  elsewhere.note(slotOf('m.room.member', target), room, entry);
  const content = { membership: requested };
  const sent = noteSent(
    asked,
    room,
    { type: 'm.room.member', key: target, content },
    user,
    isRepeat,
  );
  return { ...nothing, room, entries: [entry], sent };
}

function noteSent(
  { ticket, matched, span, bytes }: Asked,
  room: Room,
  event: { readonly type: string; readonly key: string | null; readonly content: JsonObject },
  sender: string | null,
  isRepeat: boolean,
): Sent | null {
  if (matched.kind !== 'operation') return null;
  const { nickname, txnId } = matched;
  const fresh = { outcome: 'open', eventId: null, refusedFor: null } as const;
  const hasTxnId = txnId !== null;
  const sent: Sent = { ticket, nickname, ...event, sender, span, isRepeat, hasTxnId, ...fresh };
  room.keepSent(sent, bytes ?? 0);
  return sent;
}

/** Notes what became of a request. @param isRepeat a repeat may have done nothing, whatever it was answered */
export function settleWrite(
  { asked, span }: Happened,
  { room, entries, sent }: Noted,
  { outcome, isRepeat }: { readonly outcome: Outcome; readonly isRepeat: boolean },
): void {
  const { ticket } = asked;
  const settled = outcome === 'done' && isRepeat ? 'lost' : outcome;
  const end = settled === 'lost' ? asked.span : span;
  for (const entry of entries) {
    // A read may have shown it before its answer came.
    if (entry.outcome === 'done') continue;
    entry.outcome = settled;
    entry.span = end;
  }
  if (sent !== null) {
    sent.outcome = settled;
    sent.span = end;
  }
  if (room === null) return;
  const isStrange = room.strange.has(ticket);
  // One whose answer was lost may take effect at any later time.
  if (isStrange && outcome !== 'refused') room.forget();
  if (outcome === 'lost') return;
  if (outcome === 'refused') {
    room.powerWrites.delete(ticket);
    room.joinRuleWrites.delete(ticket);
  }
  room.strange.delete(ticket);
  room.strangeChanges.delete(ticket);
}

/** Keys of a new room that later versions have, whose effects are not known here. */
const laterKeys = [
  'invite',
  'invite_3pid',
  'initial_state',
  'preset',
  'power_level_content_override',
  'creation_content',
  'room_version',
  'is_direct',
];

/** Notes a room that was made. @param id its id, as it was answered */
export function noteRoom(
  { asked, span }: Happened,
  user: string | null,
  id: string,
  rooms: Rooms,
): void {
  const { body, ticket } = asked;
  const room = rooms.get(id);
  if (room.made !== null || !isObject(body)) return;
  if (user === null || laterKeys.some((key) => Object.hasOwn(body, key))) return;
  const { visibility } = body;
  const isKnown = visibility === 'public' || visibility === 'private';
  room.begin({ ticket, span }, user, isKnown ? visibility : null);
  for (const { type, key, content } of foundingOf(body, user)) {
    const value = held(content, 'create_room', user, type === 'm.room.member' ? 'join' : null);
    room.slot(type, key).add({ value, ticket, span, outcome: 'done' });
  }
  noteFounding({ ticket, span }, body, user, room);
}

/** Notes what stands in the history of a room that was made, although others may have changed its state by now. */
export function noteHistory(
  { asked: { body, ticket, matched }, span }: Happened,
  user: string | null,
  room: Room,
): void {
  if (user === null || !isObject(body) || matched.kind !== 'operation') return;
  // A client may have used its txnId before, for another room.
  if (matched.txnId !== null || laterKeys.some((key) => Object.hasOwn(body, key))) return;
  noteFounding({ ticket, span }, body, user, room);
}

function noteFounding(
  at: { readonly ticket: number; readonly span: Span },
  body: JsonObject,
  user: string,
  room: Room,
): void {
  for (const event of foundingOf(body, user)) {
    const done = { outcome: 'done', eventId: null, refusedFor: null } as const;
    const sent = { ...at, nickname: 'create_room', ...event, sender: user, ...done } as const;
    room.keepSent({ ...sent, isRepeat: false, hasTxnId: false }, 200);
  }
}

/** The state that a room is made with, as far as its request tells. */
function foundingOf({ topic, name }: JsonObject, user: string) {
  return [
    { type: 'm.room.member', key: user, content: { membership: 'join' } },
    ...(typeof topic === 'string' ? [{ type: 'm.room.topic', key: '', content: { topic } }] : []),
    ...(typeof name === 'string' ? [{ type: 'm.room.name', key: '', content: { name } }] : []),
  ];
}

/** Notes that a user joined a room whose id only the answer told. */
export function noteJoin({ asked, span }: Happened, user: string, id: string, rooms: Rooms): void {
  const { ticket, matched } = asked;
  const withTxnId = matched.kind === 'operation' && matched.txnId !== null;
  const value = held({}, 'join', user, 'join', withTxnId);
  rooms.get(id).member(user).add({ value, ticket, span, outcome: 'done' });
}

/** The user's stray request is over. */
export function endStray(user: string, rooms: Rooms, outcome: Outcome): void {
  const left = (rooms.strays.get(user) ?? 1) - 1;
  if (left === 0) rooms.strays.delete(user);
  else rooms.strays.set(user, left);
  if (outcome !== 'lost') return;
  for (const room of rooms.all()) room.member(user).forget();
}

/** The span of a request that has no end yet. */
export const openSpan = (began: number, from: number, clock: string): Span => ({
  began,
  from,
  clock,
  ended: Infinity,
  until: Infinity,
});
