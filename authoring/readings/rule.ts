import type { Reading, SwaggerDocument } from '../swagger/document.ts';

/** A reading that applies wherever the words stand that it is about. */
export interface Rule {
  readonly id: string;
  /** The defect of `docs/defects.md` that it settles. */
  readonly defect: string;
  /** Where the words must stand, by names: `get_messages/summary`, `models/Topic/properties/topic`. */
  readonly at: string;
  readonly quote: string;
  /** What it means, one sentence. */
  readonly text: string;
  /** The document as the reading has it; the same one where there is nothing to change. */
  readonly apply: (document: SwaggerDocument, reading: Reading) => SwaggerDocument;
}
