import { noteChange, shareARoom, type Stream } from './stream.ts';

/** What users say of whether they are there, and whom they watch beside the people in their rooms. */
export type Presences = {
  readonly byUser: Map<string, Presence>;
  /** Watcher → the users on the watcher's presence list. */
  readonly lists: Map<string, Set<string>>;
};

export type Presence = {
  /** When it, or the profile that is told with it, changed last, as a position of the stream. */
  readonly position: number;
  readonly state: PresenceState;
  readonly message: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
};

export type PresenceState = 'online' | 'offline' | 'unavailable' | 'free_for_chat';

export function createPresences(): Presences {
  return { byUser: new Map(), lists: new Map() };
}

export function isPresenceState(value: unknown): value is PresenceState {
  return (
    value === 'online' ||
    value === 'offline' ||
    value === 'unavailable' ||
    value === 'free_for_chat'
  );
}

/** Notes the presence of a user; what is left out stays, and is offline at first. */
export function setPresence(
  presences: Presences,
  stream: Stream,
  userId: string,
  said: Partial<Omit<Presence, 'position'>> & { readonly at: number },
): void {
  const before = presences.byUser.get(userId) ?? { state: 'offline', message: undefined };
  const position = noteChange(stream, (other) => watches(presences, stream, other, userId));
  presences.byUser.set(userId, { ...before, ...said, position });
}

/** Whether a user is told of the presence of another one. */
export function watches(
  { lists }: Presences,
  stream: Stream,
  watcher: string,
  userId: string,
): boolean {
  return lists.get(watcher)?.has(userId) === true || shareARoom(stream, watcher, userId);
}
