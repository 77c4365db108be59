/** A JSON object as it came from the server. */
export type Json = Readonly<Record<string, unknown>>;

/** An account and a token of it. */
export interface Session {
  readonly userId: string;
  readonly token: string;
}

/** A user who lives on a server by means of an old SDK. */
export interface OldClient {
  readonly session: Session;
  /** Syncs, and then listens until it is stopped. */
  start(): Promise<void>;
  stop(): void;
  /** Waits for an event to come live, or gives one that came already. */
  hear(wanted: (event: Json) => boolean): Promise<Json>;
  createRoom(options: Json): Promise<string>;
  invite(roomId: string, userId: string): Promise<unknown>;
  join(roomId: string): Promise<unknown>;
  /** Sends a text. @returns the id of the event */
  say(roomId: string, body: string): Promise<string>;
  type(roomId: string, isTyping: boolean): Promise<unknown>;
  redact(roomId: string, eventId: string): Promise<unknown>;
  setName(roomId: string, name: string): Promise<unknown>;
  setTopic(roomId: string, topic: string): Promise<unknown>;
  /** Asks the server for the content of a piece of state with an empty key. */
  ask(roomId: string, type: string): Promise<Json>;
  /** What the client knows of a room by listening: the content of a piece of state with an empty key. */
  known(roomId: string, type: string): Json | undefined;
  setDisplayName(name: string): Promise<unknown>;
  profileOf(userId: string): Promise<Json>;
  setPresence(presence: string): Promise<unknown>;
  publicRooms(): Promise<Json>;
  /** Which room goes by an alias. */
  resolve(alias: string): Promise<Json>;
  /** The texts of a room that the client has, oldest first. */
  texts(roomId: string): readonly string[];
  /** Gets older events of a room. @returns whether there may be more of them */
  pageBack(roomId: string, limit: number): Promise<boolean>;
}

/** One version of the SDK. */
export interface OldSdk {
  readonly version: string;
  register(baseUrl: string, user: string, password: string): Promise<Session>;
  login(baseUrl: string, user: string, password: string): Promise<Session>;
  open(baseUrl: string, session: Session): OldClient;
}

/** Events that came, and those who wait for some of them. */
export class Hearing {
  readonly #heard: Json[] = [];
  readonly #waiting = new Set<(event: Json) => void>();

  add(event: Json): void {
    this.#heard.push(event);
    for (const look of this.#waiting) look(event);
  }

  hear(wanted: (event: Json) => boolean): Promise<Json> {
    const known = this.#heard.find(wanted);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve) => {
      const look = (event: Json): void => {
        if (!wanted(event)) return;
        this.#waiting.delete(look);
        resolve(event);
      };
      this.#waiting.add(look);
    });
  }
}

/** @returns the session that an answer to a registration or a login opens. */
export function sessionOf(answer: Json): Session {
  return { userId: text(answer['user_id']), token: text(answer['access_token']) };
}

export function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`Not a text: ${JSON.stringify(value)}`);
  return value;
}

export function object(value: unknown): Json {
  if (typeof value !== 'object' || value === null) {
    throw new Error(`Not an object: ${JSON.stringify(value)}`);
  }
  return Object.fromEntries(Object.entries(value));
}

export function objects(value: unknown): readonly Json[] {
  if (!Array.isArray(value)) throw new Error(`Not a list: ${JSON.stringify(value)}`);
  return value.map(object);
}

/** @returns the texts of those events that are messages. */
export function textsOf(events: readonly Json[]): readonly string[] {
  return events
    .filter(({ type }) => type === 'm.room.message')
    .map(({ content }) => object(content)['body'])
    .filter((body) => typeof body === 'string');
}

let txns = 0;

/** The SDKs make txnIds of the time: of two messages within a millisecond the second would be a repetition. */
export function newTxn(): string {
  txns += 1;
  return `t${txns}`;
}
