import type { Json } from './old-client.ts';

// The part of three old versions of matrix-js-sdk, which have no types of their own, that the tests use.

interface Credentials {
  readonly baseUrl: string;
  readonly accessToken?: string;
  readonly userId?: string;
}

/** Gets what the server answered: as an error, or as a body. */
export type Done = (error: unknown, body?: Json) => void;

/** Version 0.0.4: one function for each endpoint, with callbacks. */
export interface CallbackSdk {
  createClient(credentials: Credentials): CallbackClient;
}

interface CallbackClient {
  createRoom(options: Json, done: Done): void;
  joinRoom(roomIdOrAlias: string, done: Done): void;
  invite(roomId: string, userId: string, done: Done): void;
  sendMessage(roomId: string, content: Json, txnId: string, done: Done): void;
  sendTyping(roomId: string, isTyping: boolean, timeout: number, done: Done): void;
  setRoomName(roomId: string, name: string, done: Done): void;
  setRoomTopic(roomId: string, topic: string, done: Done): void;
  getStateEvent(roomId: string, type: string, stateKey: string | undefined, done: Done): void;
  setDisplayName(name: string, done: Done): void;
  getProfileInfo(userId: string, done: Done): void;
  setPresence(presence: string, done: Done): void;
  redactEvent(roomId: string, eventId: string, done: Done): void;
  publicRooms(done: Done): void;
  resolveRoomAlias(alias: string, done: Done): void;
  initialSync(limit: number, done: Done): void;
  eventStream(from: string, timeout: number, done: Done): void;
  scrollback(roomId: string, from: string, limit: number, done: Done): void;
  pushRules(done: Done): void;
  turnServer(done: Done): void;
  loginWithPassword(user: string, password: string, done: Done): void;
  register(loginType: string, data: Json, done: Done): void;
}

/** An event as the server sent it, wrapped. */
interface WrappedEvent {
  readonly event: Json;
  getContent(): Json;
}

interface Room {
  readonly timeline: readonly WrappedEvent[];
  readonly oldState: { readonly paginationToken: string | null };
  readonly currentState: {
    getStateEvents(type: string, stateKey: string): WrappedEvent | null;
  };
}

/** Versions 0.2.2 and 0.3.0: they sync by themselves, and tell what came by events. */
export interface EmittingSdk {
  createClient(credentials: Credentials): EmittingClient;
}

export interface EmittingClient {
  on(event: 'event', listener: (event: WrappedEvent) => void): void;
  on(event: 'syncComplete', listener: () => void): void;
  on(event: 'syncError', listener: (error: unknown) => void): void;
  startClient(initialSyncLimit: number): void;
  stopClient(): void;
  getRoom(roomId: string): Room | null;
  createRoom(options: Json): Promise<Json>;
  joinRoom(roomIdOrAlias: string): Promise<Room>;
  invite(roomId: string, userId: string): Promise<Json>;
  sendMessage(roomId: string, content: Json, txnId: string): Promise<Json>;
  sendTyping(roomId: string, isTyping: boolean, timeout: number): Promise<Json>;
  setRoomName(roomId: string, name: string): Promise<Json>;
  setRoomTopic(roomId: string, topic: string): Promise<Json>;
  getStateEvent(roomId: string, type: string, stateKey: string): Promise<Json>;
  setDisplayName(name: string): Promise<Json>;
  getProfileInfo(userId: string): Promise<Json>;
  setPresence(presence: string): Promise<Json>;
  redactEvent(roomId: string, eventId: string): Promise<Json>;
  publicRooms(): Promise<Json>;
  createAlias(alias: string, roomId: string): Promise<Json>;
  getRoomIdForAlias(alias: string): Promise<Json>;
  scrollback(room: Room, limit: number): Promise<Room>;
  loginWithPassword(user: string, password: string): Promise<Json>;
  register(user: string, password: string, session: undefined, auth: Json): Promise<Json>;
}

/** What only version 0.3.0 has: receipts. */
export interface ReceiptSdk {
  createClient(credentials: Credentials): ReceiptClient;
}

export interface ReceiptClient extends EmittingClient {
  getRoom(roomId: string): ReceiptRoom | null;
  sendReadReceipt(event: WrappedEvent): Promise<Json>;
}

interface ReceiptRoom extends Room {
  getUsersReadUpTo(event: WrappedEvent): readonly string[];
}
