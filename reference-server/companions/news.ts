import type { JsonObject } from '../domain/event.ts';
import { watches } from '../stream/presence.ts';
import type { Receipt } from '../stream/receipts.ts';
import { eventsSince, isJoined, roomsOf } from '../stream/stream.ts';
import type { Context } from '../parts.ts';
import { presenceEvent } from './presence-event.ts';

/** What happened since a position, oldest first, and the position to continue from. */
export type News = { readonly items: readonly JsonObject[]; readonly end: number };

/** Positions after `from`, up to `to`. */
type Span = { readonly from: number; readonly to: number };

type UserReceipt = readonly [userId: string, receipt: Receipt];

type Placed = { readonly position: number; readonly item: JsonObject };

/** @returns what the caller is told of what happened after a position of the stream. */
export function newsSince(context: Context, from: number): News {
  const { parts, world, caller } = context;
  const { events, end } = eventsSince(world.stream, caller.userId, from);
  const span = { from, to: end };
  const joined = joinedRooms(context);
  const placed: readonly Placed[] = [
    ...events.map(({ position, event }) => ({ position, item: parts.answer.event(event) })),
    ...joined.flatMap((roomId) => typingIn(context, roomId, span)),
    ...joined.flatMap((roomId) => receiptsIn(context, roomId, span)),
    ...presencesIn(context, span),
  ];
  const inOrder = placed.toSorted((one, other) => one.position - other.position);
  return { items: inOrder.map(({ item }) => item), end };
}

export function joinedRooms({ world, caller }: Context): readonly string[] {
  return roomsOf(world.stream, caller.userId).filter((roomId) =>
    isJoined(world.stream, caller.userId, roomId),
  );
}

/** @returns how far everybody has read the room, as far as they said so in a span: one event or none. */
export function receiptsIn({ world }: Context, roomId: string, span: Span): readonly Placed[] {
  const receipts = [...(world.receipts.get(roomId) ?? [])];
  const news = receipts.filter(([, { position }]) => isIn(span, position));
  if (news.length === 0) return [];
  const position = Math.max(...news.map(([, receipt]) => receipt.position));
  return [{ position, item: receiptEvent(roomId, news) }];
}

function isIn({ from, to }: Span, position: number): boolean {
  return position > from && position <= to;
}

function receiptEvent(roomId: string, news: readonly UserReceipt[]): JsonObject {
  const eventIds = new Set(news.map(([, { eventId }]) => eventId));
  const content = [...eventIds].map((eventId) => {
    const readers = news.filter(([, receipt]) => receipt.eventId === eventId);
    const read = readers.map(([userId, { at }]) => [userId, { ts: at }] as const);
    return [eventId, { 'm.read': Object.fromEntries(read) }] as const;
  });
  return { type: 'm.receipt', room_id: roomId, content: Object.fromEntries(content) };
}

function typingIn({ world }: Context, roomId: string, span: Span): readonly Placed[] {
  const typing = world.typing.get(roomId);
  if (typing === undefined || !isIn(span, typing.position)) return [];
  const content = { user_ids: [...typing.users.keys()] };
  return [{ position: typing.position, item: { type: 'm.typing', room_id: roomId, content } }];
}

function presencesIn({ parts, world, caller }: Context, span: Span): readonly Placed[] {
  const { presences, stream } = world;
  const now = parts.clock();
  return [...presences.byUser]
    .filter(([, { position }]) => isIn(span, position))
    .filter(([userId]) => watches(presences, stream, caller.userId, userId))
    .map(([userId, { position }]) => ({ position, item: presenceEvent(world, userId, now) }));
}
