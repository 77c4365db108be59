import type { Operation } from '../../../harness/document/declaration.ts';
import type { ExampleResponse } from '../example.ts';

/** What a response is judged with. */
export interface Answered {
  readonly operation: Operation;
  /** The value of the body of the request; undefined where there is none. */
  readonly asked: unknown;
  /** The room that the request is about; null where it is none, or left to the reader. */
  readonly room: string | null;
  readonly response: ExampleResponse;
}
