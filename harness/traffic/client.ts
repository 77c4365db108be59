import type { Nickname } from '../document/ids.ts';
import type { Heard } from './heard.ts';
import { BoundedMap } from './memory/bounded.ts';
import type { Content } from './memory/content.ts';

/** A write whose answer was lost. */
export interface Lost {
  readonly content: Content;
  readonly txnId: string | null;
  /** When the request came. */
  readonly at: number;
  /** When the client can have known. */
  readonly heard: Heard;
  /** Whether its content had not been sent to that place before. */
  readonly unsaid: boolean;
  /** How many reads of the client had been answered. */
  readonly reads: number;
}

/** A rate limit of one operation. */
export interface Limit {
  /** The 429, and when its time is over. */
  readonly heard: Heard;
  readonly until: number;
  readonly place: string;
  readonly content: Content | null;
  /** Whether the client had no other write under way, so that what comes next is a decision. */
  readonly alone: boolean;
  /** Whether what was limited had come again, after it was limited before. */
  readonly repeated: boolean;
}

/** What is remembered of everybody who uses one access token. */
export interface Client {
  /** Writes that were not answered yet. */
  open: number;
  /** Whether several writes were under way at once since there was none. */
  together: boolean;
  /** Reads that were answered with success. */
  reads: number;
  /** Whether it has sent a txnId. */
  usesTxnIds: boolean;
  /** How often it wrote the same thing to the same place. */
  readonly said: BoundedMap<number>;
  /** By place. */
  readonly lost: BoundedMap<Lost>;
  readonly limits: Map<Nickname, Limit>;
  /** Whether its token was ever accepted. */
  accepted: boolean;
  /** Since when its token is refused, with the requests after that, by place and content. */
  refused: {
    readonly first: Heard;
    /** The last refusal. */
    last: Heard;
    /** The refusal after which it was used on, last. */
    counted: Heard | null;
    /** The connections on which it was refused since. */
    readonly on: BoundedMap<Heard>;
    late: number;
    readonly requests: BoundedMap<number>;
  } | null;
  /** The page that was asked for last, how often in a row, and the answer that said that it is the end; null after any other request. */
  page: { readonly key: string; repeats: number; atEnd: Heard | null } | null;
}

/** What is remembered of a token that was not seen before. */
export const createClient = (): Client => ({
  open: 0,
  together: false,
  reads: 0,
  usesTxnIds: false,
  said: new BoundedMap(200),
  lost: new BoundedMap(20),
  limits: new Map(),
  accepted: false,
  refused: null,
  page: null,
});
