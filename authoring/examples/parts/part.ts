import type { Mapped, Span } from '../text/mapped.ts';

/** A body as an example has it. */
export type Body =
  | {
      readonly kind: 'text';
      readonly content: Mapped;
      /** With the quotes of the shell that it was given in; null where there was no shell. */
      readonly quoted: { readonly source: string; readonly span: Span } | null;
    }
  /** The document does not show what is sent. */
  | { readonly kind: 'unknown'; readonly why: string; readonly span: Span };

export interface Header {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

/** Something wrong with how a request is written down, whatever it asks for. */
export interface Slip {
  readonly kind: 'quoting' | 'file';
  /** Whether what is written cannot do what is meant. */
  readonly certain: boolean;
  readonly what: string;
  readonly span: Span;
  readonly suggestion: Suggestion | null;
}

/** A replacement for a stretch of the document. */
export interface Suggestion {
  readonly span: Span;
  readonly text: string;
}

/** A request of an example. */
export interface RequestPart {
  readonly kind: 'request';
  readonly form: 'curl' | 'http' | 'json';
  readonly method: string;
  /** Where the method stands; null where the form implies it. */
  readonly methodSpan: Span | null;
  /** As written, with an origin or without. */
  readonly url: Mapped;
  readonly headers: readonly Header[];
  readonly body: Body | null;
  readonly span: Span;
  readonly slips: readonly Slip[];
}

/** A response of an example. */
export interface ResponsePart {
  readonly kind: 'response';
  /** Null where the example does not say. */
  readonly status: { readonly code: number; readonly span: Span } | null;
  readonly headers: readonly Header[];
  readonly body: Body | null;
  readonly span: Span;
}

/** JSON that may be a response, or nothing of this API. */
export interface JsonPart {
  readonly kind: 'json';
  readonly content: Mapped;
  readonly span: Span;
}

/** A command of which not even the URL can be read. */
export interface BrokenPart {
  readonly kind: 'broken';
  readonly slip: Slip;
}

export type Part = RequestPart | ResponsePart | JsonPart | BrokenPart;
