import type { Mark } from './formats/block.ts';
import type { RequestPart, ResponsePart, Slip } from './parts/part.ts';
import type { Lines } from '../source/position.ts';
import type { Mapped, Span } from './text/mapped.ts';

/** A response, and how sure it is that it is one. */
export interface ExampleResponse extends ResponsePart {
  /** Whether the author says that it is the response, rather than that it only follows the request. */
  readonly sure: boolean;
  /** Whether it stands in the block of its request. */
  readonly json: boolean;
}

/** An exchange: a request, and the responses that the author shows for it. */
export interface ExchangeExample {
  readonly kind: 'exchange';
  readonly request: RequestPart;
  readonly responses: readonly ExampleResponse[];
}

/** A body by itself, of which the author or the caller says what it is. */
export interface BareExample {
  readonly kind: 'bare';
  /** The body of a request or a response of an operation, or an instance of a model. */
  readonly side: 'request' | 'response' | 'model';
  /** The operation, or the model. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly status: number | null;
  readonly content: Mapped;
  readonly span: Span;
}

export type Example = ExchangeExample | BareExample;

/** A document and the examples in it, in its order. */
export interface ExampleDocument {
  /** As the caller named it. */
  readonly name: string;
  readonly text: string;
  readonly lines: Lines;
  readonly examples: readonly Example[];
  /** Marks that say nothing, or that nothing follows. */
  readonly marks: readonly Mark[];
  /** Of commands of which not even the URL can be read. */
  readonly slips: readonly Slip[];
  /** Blocks that the author left out. */
  readonly ignored: number;
  /** Blocks of JSON that belong to no request. */
  readonly loose: readonly Span[];
  /** Set where the whole document could not be read as what it is. */
  readonly problem: { readonly span: Span; readonly what: string } | null;
}
