import type { Finding } from '../documents/index.ts';
import type { Moment } from './moment.ts';

/** What populating a server will do. Everything in it has been checked. */
export interface Plan {
  readonly users: readonly PlannedUser[];
  readonly rooms: readonly PlannedRoom[];
}

export interface PlannedUser {
  readonly name: string;
  readonly password: string | null;
  /** None where the server shall make one. */
  readonly tokens: readonly string[];
  readonly profile: { readonly displayname?: string; readonly avatar_url?: string };
}

export interface PlannedRoom {
  readonly name: string;
  /** Null where the server shall make one. */
  readonly id: string | null;
  readonly creator: string;
  /** In full. */
  readonly aliases: readonly string[];
  /** The body of the request that would create the room. */
  readonly config: Content;
  /** What the creator's member event holds; null for what the server puts there. */
  readonly creatorContent: Content | null;
  /** Levels that differ from those of a new room. */
  readonly levels: Content;
  /** Further events, in their order. */
  readonly events: readonly PlannedEvent[];
}

export interface PlannedEvent {
  readonly sender: string;
  readonly type: string;
  readonly stateKey: string | undefined;
  /** The event comes so many times; its content is asked for with numbers from 1. */
  readonly count: number;
  readonly contentOf: (number: number) => Content;
  readonly redacts: string | undefined;
  /** Null where the server shall make one. */
  readonly id: string | null;
  readonly moment: Moment;
}

export type Content = Readonly<Record<string, unknown>>;

/** Notes what is wrong with a document, at a JSON pointer. @param hint the end of the message, made if it is told */
export type Report = (pointer: string, message: string, at?: 'key', hint?: Finding['hint']) => void;
