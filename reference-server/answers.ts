import type { JsonObject, RoomEvent } from './domain/event.ts';
import type { Answer, Answers, WireAnswer } from './parts.ts';

/** Success is status 200, always (CONV-20). */
function ok(body: unknown): Answer {
  return { status: 200, body };
}

/**
 * The outward form of an event: the declared keys (MODEL-22..26), and those that every client needs:
 * content, state_key, the sender under both of its names (MODEL-39, CONV-19).
 */
function event(of: RoomEvent): JsonObject {
  const { redacts, redactedBecause } = of;
  const outward = plainEvent(of);
  if (redacts !== undefined) return { ...outward, redacts };
  if (redactedBecause !== undefined) {
    return { ...outward, redacted_because: plainEvent(redactedBecause) };
  }
  return outward;
}

function plainEvent({
  eventId,
  roomId,
  type,
  sender,
  content,
  at,
  stateKey,
}: RoomEvent): JsonObject {
  const outward = {
    event_id: eventId,
    room_id: roomId,
    type,
    sender,
    user_id: sender,
    content,
    origin_server_ts: at,
  };
  return stateKey === undefined ? outward : { ...outward, state_key: stateKey };
}

export const referenceAnswers: Answers = {
  ok,
  error: ({ status, errcode, message, more, allowed }) => ({
    status,
    body: { ...more, errcode, error: message },
    allowed,
  }),
  nothing: () => ({}),
  eventId: ({ eventId }) => ({ event_id: eventId }),
  roomInfo: (roomId, alias) => ({
    room_id: roomId,
    ...(alias === undefined ? {} : { room_alias: alias }),
  }),
  content: ({ content }) => content,
  event,
  member: event,
  chunk: (items, { start, end }) => ({ chunk: items, start, end }),
  sync: (room, membership, messages, state) => ({
    membership,
    room_id: room.id,
    messages,
    state,
  }),
};

// These headers are on every answer because the web client of 2014 came from another origin than its server.
const headers: WireAnswer['headers'] = {
  'content-type': 'application/json; charset=utf-8',
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
  'access-control-allow-headers': 'Origin, X-Requested-With, Content-Type, Accept, Authorization',
};

/** Every answer is JSON (META-05, META-06). */
export function jsonOnTheWire({ status, body, allowed }: Answer): WireAnswer {
  const all = allowed === undefined ? headers : { ...headers, allow: allowed.join(', ') };
  return { status, headers: all, body: JSON.stringify(body) };
}
