import type { OperationName } from '../../reference-server/index.ts';

/**
 * Which requests a rule is for. Every key that is given must match; a `when` without keys matches every request. The
 * published form is `rules.schema.json`.
 */
export interface When {
  /** The nickname of an operation, or several. */
  readonly operation?: OperationName | readonly OperationName[];
  readonly method?: string;
  /** A glob over the whole decoded path, as from the base of the world: `*` is part of one segment, `**` is any number of them. */
  readonly path?: string;
  /** A name of the state document, a localpart or a user id: whose access token the request has. */
  readonly user?: string;
  /** A name of the state document, a room id or an alias. */
  readonly room?: string;
  /** What the JSON of the body must hold; keys that are not named may be anything. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Only the nth request that matches the other keys, counted from 1. */
  readonly nth?: number;
  /** Only after this many requests that match the other keys. */
  readonly after?: number;
  /** With this probability, between 0 and 1, drawn with the seed of the world. */
  readonly probability?: number;
}

/** How long an answer is held back: milliseconds, or a log-normal distribution with this median and 99th percentile. */
export type Delay = number | { readonly median: number; readonly p99: number };

/** An error in the API's form. */
export interface ErrorAnswer {
  readonly status: number;
  readonly errcode: string;
  readonly error?: string;
}

/** Any response. */
export interface Response {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in place of a body. */
  readonly text?: string;
}

/** Actions that have nothing to say beside their name. */
export const plainActions = [
  'passThrough',
  'never',
  'closeBefore',
  'closeAfter',
  'reset',
  'endless',
] as const;
export type PlainAction = (typeof plainActions)[number];

/** The ways in which a body can be broken. */
export const malformations = ['json', 'utf8', 'content-type', 'html', 'empty'] as const;
export type Malformation = (typeof malformations)[number];

/** What happens to a request: exactly one of the keys, and `delay` beside it or alone. */
export interface ActionObject {
  /** The refusal that a requirement asks for, without touching the room. */
  readonly refuse?: string;
  readonly error?: ErrorAnswer;
  readonly rateLimit?: { readonly retryAfterMs: number };
  readonly respond?: Response;
  /** The real answer: useful with `delay` and in sequences. */
  readonly passThrough?: true;
  /** No answer until the client gives up. */
  readonly never?: true;
  /** The connection ends before the request has any effect. */
  readonly closeBefore?: true;
  /** The connection ends after the request took effect, before its answer: the lost answer. */
  readonly closeAfter?: true;
  /** The connection is reset (TCP RST) before the request has any effect. */
  readonly reset?: true;
  /** The request takes effect; this many bytes of the body are sent, then the connection ends. */
  readonly truncate?: number;
  /** The request takes effect; the Content-Length says this many bytes, whatever the body has. */
  readonly contentLength?: number;
  /** The body is sent at this many bytes a second. */
  readonly trickle?: number;
  /** A body that never ends. */
  readonly endless?: true;
  readonly malformed?: Malformation;
  readonly redirect?:
    | string
    | { readonly url: string; readonly status?: 301 | 302 | 303 | 307 | 308 };
  /** The semantic fault of the catalogue, for the requests that match. */
  readonly fault?: string;
  readonly delay?: Delay;
}

export type Action = PlainAction | ActionObject;

/** When something happens, what, and how often. */
export interface RuleDocument {
  /** A name for the journal; given by the world if left out. */
  readonly id?: string;
  readonly when?: When;
  /** A list is a sequence: its first action for the first request that matches, and so on. */
  readonly then: Action | readonly Action[];
  /** How often the rule applies: once if left out (as often as its sequence is long), or `always`. */
  readonly times?: number | 'always';
}

/** A file of rules, and the body of the request that adds some. */
export interface RulesDocument {
  readonly rules: readonly RuleDocument[];
}
