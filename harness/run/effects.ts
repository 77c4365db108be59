import {
  isArray,
  isObject,
  type JsonObject,
  objectsAt,
  stringAt,
  wordOf,
} from '../document/json.ts';
import { includes } from '../judge/compare.ts';
import type { RoomView } from '../judge/unchanged.ts';
import type { Recorded } from '../world/create-user.ts';

/** What an accepted request makes: state, with what it holds at least, or an event that the answer named. */
export interface Effect {
  readonly type: string | null;
  /** Null where it is any key. */
  readonly key: string | null;
  readonly content: JsonObject;
  readonly eventId: string | null;
}

/** The types of the events that are made with a room, whatever its options. */
const foundingTypes = [
  'm.room.create',
  'm.room.power_levels',
  'm.room.join_rules',
  'm.room.history_visibility',
  'm.room.guest_access',
  'm.room.canonical_alias',
  'm.room.aliases',
];

const stateOf = (type: string, key: string | null, content: JsonObject): Effect => ({
  type,
  key,
  content,
  eventId: null,
});

const membershipOf = (userId: string, membership: string): Effect =>
  stateOf('m.room.member', userId, { membership });

/** Whether a request was accepted, from somebody who showed his own token. */
export const isAcceptedWrite = ({ token, exchange: { request, answer } }: Recorded): boolean =>
  token === 'own' && request.method !== 'GET' && answer.kind === 'answer' && answer.status < 300;

/** What an accepted request makes in a room. */
export function effectsOf(row: Recorded, roomId: string): readonly Effect[] {
  const { userId, exchange } = row;
  const [base = '', ...rest] = partsOf(exchange.request.path);
  const body = parsed(exchange.request.body);
  const answer = jsonOf(row);
  const answered = isObject(answer) ? answer : {};
  const ofAnswer = answered['room_id'] === roomId;
  if (base === 'createRoom') return ofAnswer ? effectsOfCreation(userId, body) : [];
  if (base === 'join') {
    const isRoom = ofAnswer || rest[0] === roomId;
    return isRoom ? [membershipOf(userId, 'join')] : [];
  }
  const [room, act = '', type = '', key = ''] = rest;
  if (base !== 'rooms' || room !== roomId) return [];
  const named = stringAt(answered, 'event_id');
  const event = named === '' ? [] : [{ type: null, key: null, content: {}, eventId: named }];
  switch (act) {
    case 'join':
    case 'leave':
      return [...event, membershipOf(userId, act)];
    case 'invite':
    case 'ban':
      return [...event, membershipOf(stringAt(body, 'user_id'), act)];
    case 'state':
      return [...event, stateOf(type, key, body)];
    default:
      return event;
  }
}

function effectsOfCreation(userId: string, body: JsonObject): readonly Effect[] {
  const invited = isArray(body['invite']) ? body['invite'].map(wordOf) : [];
  const texts = ['topic', 'name'].filter((key) => typeof body[key] === 'string');
  return [
    membershipOf(userId, 'join'),
    ...invited.map((guest) => membershipOf(guest, 'invite')),
    ...texts.map((key) => stateOf(`m.room.${key}`, '', { [key]: body[key] })),
    ...foundingTypes.map((type) => stateOf(type, null, {})),
  ];
}

/** Whether a view that was read shows an effect: as the newest of its kind, where it lists events that came in turn. */
export function shows(row: Recorded, view: RoomView, effect: Effect): boolean {
  const events = eventsIn(row, view);
  if (effect.eventId !== null) return events.some((event) => isEffect(event, effect));
  const newest = events.find((event) => isOfSlot(event, effect));
  return newest !== undefined && isEffect(newest, effect);
}

/** Whether an event is what a request made. */
export const isEffect = (event: JsonObject, effect: Effect): boolean =>
  effect.eventId === null
    ? isOfSlot(event, effect) && includes(event['content'], effect.content)
    : event['event_id'] === effect.eventId;

const isOfSlot = (event: JsonObject, { type, key }: Effect): boolean =>
  event['type'] === type && (key === null || stringAt(event, 'state_key') === key);

/** Whether two effects are about the same, so that the later one takes the place of the earlier. */
export const isSameSlot = (a: Effect, b: Effect): boolean =>
  a.type === b.type &&
  a.eventId === b.eventId &&
  (a.key === b.key || a.key === null || b.key === null);

/** The events that an answer lists in a view, the newest first where it was asked for backwards. */
export function eventsIn(row: Recorded, view: RoomView): readonly JsonObject[] {
  const json = jsonOf(row);
  if (isArray(json)) return json.filter(isObject);
  if (!isObject(json)) return [];
  if (!isOfWhole(row)) return objectsAt(json, 'chunk');
  const { messages } = json;
  const state = objectsAt(json, 'state');
  switch (view) {
    case 'state':
      return state;
    case 'members':
      return state.filter((event) => event['type'] === 'm.room.member');
    case 'messages':
      return isObject(messages) ? objectsAt(messages, 'chunk').toReversed() : [];
  }
}

/** Whether a request reads a room as a whole, with all its views. */
const isOfWhole = ({ exchange }: Recorded): boolean =>
  partsOf(exchange.request.path)[2] === 'initialSync';

/** Whether a request reads a view of a room, alone or with the others. */
export function isReadOf(row: Recorded, roomId: string, view: RoomView): boolean {
  const { method, path } = row.exchange.request;
  const [base, room, last, ...more] = partsOf(path);
  const isOfRoom = method === 'GET' && base === 'rooms' && room === roomId && more.length === 0;
  return isOfRoom && (last === view || last === 'initialSync');
}

/** The parts of a path behind the prefix of the API, as they were meant. */
function partsOf(path: string): readonly string[] {
  const parts = path.split('/').map(decoded);
  const first = parts.findIndex((part) => ['rooms', 'join', 'createRoom'].includes(part));
  return first < 0 ? [] : parts.slice(first);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function parsed(text: string | null): JsonObject {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

const jsonOf = ({ exchange: { answer } }: Recorded): unknown =>
  answer.kind === 'answer' && answer.body.json.ok ? answer.body.json.value : null;
