import type { Captured } from '../../harness/run/outcome.ts';
import type { CaseId } from '../../harness/run/case.ts';
import type { Report } from '../report.ts';

/** What a page shows at once. */
export interface Payload {
  /** Without the exchanges of cases that passed. */
  readonly report: Report;
  /** The declaration as it was published; the pointers of requirements lead into it. */
  readonly declaration: unknown;
}

/** What crossed the wire in cases that passed; read only when somebody opens one. */
export type Transcripts = Readonly<Partial<Record<CaseId, readonly Captured[]>>>;

/** The ids of the elements that hold them: JSON, deflated, in base 64, so that no text of a target is markup. */
export const elementIds = { payload: 'payload', transcripts: 'transcripts' } as const;
