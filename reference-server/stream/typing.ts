import { isJoined, noteChange, type Stream } from './stream.ts';

/** Room id → who is typing there. */
export type Typing = Map<string, TypingInRoom>;

export type TypingInRoom = {
  /** When it changed last, as a position of the stream. */
  readonly position: number;
  /** Who is typing, each with what stops the timer that ends it. */
  readonly users: ReadonlyMap<string, () => void>;
};

/** Nobody types for longer without saying so again, in milliseconds. */
const longest = 120_000;

/**
 * Notes that a user types, or has stopped to.
 *
 * @param timeout how long it lasts, in milliseconds; undefined if the user does not type.
 */
export function setTyping(
  typing: Typing,
  stream: Stream,
  roomId: string,
  userId: string,
  timeout: number | undefined,
): void {
  const before = typing.get(roomId)?.users;
  const users = new Map(before);
  users.get(userId)?.();
  users.delete(userId);
  if (timeout !== undefined) {
    const stop = (): void => setTyping(typing, stream, roomId, userId, undefined);
    const timer = setTimeout(stop, Math.min(timeout, longest)).unref();
    users.set(userId, () => clearTimeout(timer));
  }
  // Who goes on typing is no news.
  const isNews = (before?.has(userId) ?? false) !== users.has(userId);
  const position = isNews
    ? noteChange(stream, (other) => isJoined(stream, other, roomId))
    : (typing.get(roomId)?.position ?? stream.position);
  typing.set(roomId, { position, users });
}

/** Stops all timers. */
export function stopTyping(typing: Typing): void {
  for (const { users } of typing.values()) {
    for (const stopTimer of users.values()) stopTimer();
  }
  typing.clear();
}
