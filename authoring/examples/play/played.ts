import type { Answer } from '../../../harness/wire/exchange.ts';
import type { ExampleResponse } from '../example.ts';
import type { JudgedDocument, JudgedExample } from '../judge/judge.ts';
import type { Bindings, Bound } from './bindings.ts';
import type { Difference } from './difference.ts';

/** What became of an example. */
export const outcomes = ['as shown', 'different', 'refused', 'not played'] as const;
export type Outcome = (typeof outcomes)[number];

/** An example that was played, or not. */
export interface PlayedExample extends JudgedExample {
  readonly outcome: Outcome;
  /** The status of the answer; null where there was none. */
  readonly status: number | null;
  /** The response of the document that the answer was compared with; null where there is none. */
  readonly compared: {
    readonly response: ExampleResponse;
    readonly answer: Answer;
    readonly differences: readonly Difference[];
  } | null;
}

/** A document that was played. */
export interface PlayedDocument extends JudgedDocument {
  readonly examples: readonly PlayedExample[];
  readonly bound: readonly Bound[];
  readonly bindings: Bindings;
}
