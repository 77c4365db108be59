import { isJoined, noteChange, type Stream } from './stream.ts';

/** Room id → user id → how far the user has read. */
export type Receipts = Map<string, Map<string, Receipt>>;

export type Receipt = {
  readonly position: number;
  readonly eventId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
};

/** Notes that a user has read a room as far as an event. */
export function setReceipt(
  receipts: Receipts,
  stream: Stream,
  roomId: string,
  userId: string,
  read: { readonly eventId: string; readonly at: number },
): void {
  const ofRoom = receipts.get(roomId) ?? new Map<string, Receipt>();
  receipts.set(roomId, ofRoom);
  const position = noteChange(stream, (other) => isJoined(stream, other, roomId));
  ofRoom.set(userId, { ...read, position });
}
