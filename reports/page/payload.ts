import type { Captured } from '../../harness/run/outcome.ts';
import type { CaseId } from '../../harness/run/case.ts';
import type { Report } from '../report.ts';
import type { Chapter } from './chapters.ts';
import type { Route } from './route.ts';

/** What a page shows at once. */
export interface Payload {
  /** Without the exchanges of cases that passed. */
  readonly report: Report;
  /** The declaration, to whose places the pointers of requirements lead. */
  readonly chapters: readonly Chapter[];
}

/** What every section is given. */
export interface SectionProps extends Payload {
  readonly route: Route;
}

/** The exchanges of cases that passed; unpacked only when one is opened. */
export type Transcripts = Readonly<Partial<Record<CaseId, readonly Captured[]>>>;

/** The ids of the elements that hold them: JSON, deflated, in base 64, so that no text of a target is markup. */
export const elementIds = { payload: 'payload', transcripts: 'transcripts' } as const;
