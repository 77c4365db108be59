import type { Parts, WireAnswer } from '../../reference-server/index.ts';

/** How an answer reaches the client, or why none does. */
export type Delivery =
  | {
      readonly kind: 'whole';
      readonly answer: WireAnswer;
      /** How the answer is put on the socket, where a fault of the catalogue does it wrongly. */
      readonly send?: Parts['sendResponse'];
    }
  /** Only the first bytes of the body are sent; then the connection ends. */
  | { readonly kind: 'truncated'; readonly answer: WireAnswer; readonly bytes: number }
  /** The whole body is sent, and its length is said to be another. */
  | { readonly kind: 'misstated'; readonly answer: WireAnswer; readonly bytes: number }
  | { readonly kind: 'slow'; readonly answer: WireAnswer; readonly bytesPerSecond: number }
  /** The body goes on until the client gives up. */
  | { readonly kind: 'endless'; readonly answer: WireAnswer }
  | { readonly kind: 'never' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'reset' };
