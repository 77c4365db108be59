import type { JsonObject } from '../../harness/document/json.ts';
import type { DriverUser, Instruction } from '../driver/protocol.ts';

/** A request that the client is about to send. */
export interface Outgoing {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the base path, encoded. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  /** The body; null for none. */
  readonly body: string | Uint8Array<ArrayBuffer> | null;
}

/** An answer, as it was read. */
export interface Incoming {
  readonly status: number;
  readonly text: string;
  /** The JSON of the body; undefined where it is none. */
  readonly json: unknown;
  /** Where the answer leads to; null where it leads nowhere. */
  readonly location: string | null;
}

/** Sends a request once. @throws LostAnswer where no whole answer comes */
export type SendOnce = (
  this: ClientParts,
  user: DriverUser,
  outgoing: Outgoing,
) => Promise<Incoming>;

/** No whole answer came. */
export class LostAnswer extends Error {}

/** The server refused; or its answer cannot be understood. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly errcode: string | null;
  constructor(status: number, errcode: string | null, message: string) {
    super(message);
    this.status = status;
    this.errcode = errcode;
  }
}

/** An event as the client shows it. */
export interface ShownEvent {
  readonly eventId: string;
  readonly type: string;
  readonly sender: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** A page of messages, as it was read. */
export interface ShownPage {
  readonly events: readonly ShownEvent[];
  readonly start: string | null;
  readonly end: string | null;
}

/** A request in the making: its path and, for a write, whether it may have a txnId. */
export interface Draft {
  readonly method: Outgoing['method'];
  readonly path: string;
  readonly query?: Outgoing['query'];
  readonly content?: JsonObject;
  readonly txn?: true;
}

/** What a handler may do: ask, as the user of the instruction. */
export interface Act {
  readonly parts: ClientParts;
  readonly user: DriverUser;
  readonly ask: (draft: Draft) => Promise<JsonObject>;
  /** Sends something, and looks only at whether it succeeded. */
  readonly tell: (draft: Draft) => Promise<void>;
}

/** Carries out one instruction. @returns what the driver answers */
export type Handler = (act: Act, args: JsonObject) => Promise<JsonObject>;

/**
 * The pieces that the client is made of. A wrong client, or one that is right in another way, replaces some of them, so
 * that nothing else needs to know of it.
 */
export interface ClientParts {
  /** One value as one segment of a path. */
  readonly encode: (value: string) => string;
  /** A txnId for a new request; null sends by POST, without one. */
  readonly txnId: () => string | null;
  /** The headers of a request, and what its query has besides. */
  readonly credentials: (user: DriverUser) => {
    readonly headers: Readonly<Record<string, string>>;
    readonly query: readonly (readonly [string, string])[];
  };
  readonly contentType: string;
  readonly bodyOf: (content: Readonly<Record<string, unknown>>) => Outgoing['body'];
  readonly sendOnce: SendOnce;
  /** Sends a request and, where that is right, sends it again. */
  readonly send: (parts: ClientParts, user: DriverUser, outgoing: Outgoing) => Promise<Incoming>;
  /** How long the client waits for an answer, in milliseconds. */
  readonly patience: number;
  /** Whether redirects are followed. */
  readonly redirect: 'manual' | 'follow';
  /** The JSON object of a success. @throws ApiProblem */
  readonly objectOf: (incoming: Incoming) => Readonly<Record<string, unknown>>;
  /** Throws for what is no success. @throws ApiProblem */
  readonly demandSuccess: (incoming: Incoming) => void;
  /** An event out of a listing; null for something that is none. */
  readonly readEvent: (value: unknown) => ShownEvent | null;
  readonly pageSize: number;
  /** All messages of a room, oldest first, out of the pages that `page` gets. */
  readonly walk: (
    page: (from: string | null) => Promise<ShownPage>,
  ) => Promise<readonly ShownEvent[]>;
  /** Instructions that are carried out in another way than those of the reference client. */
  readonly instead: Readonly<Partial<Record<Instruction, Handler>>>;
}
