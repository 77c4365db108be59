import type { CaseId } from '../../harness/run/case.ts';
import type { Refusal } from '../../harness/judge/must.ts';
import type { Report, ReportOutcome, ReportRequirement } from '../report.ts';
import type { Chapter } from './chapters.ts';

/** A case that asked for a refusal, and how it went. */
export interface Asked {
  readonly case: CaseId;
  readonly verdict: ReportOutcome['verdict'];
  readonly refusal: Refusal;
}

/** An error that the declaration documents, and the cases that asked for it. */
export interface DocumentedError {
  readonly operation: string;
  readonly code: string;
  readonly message: string;
  readonly requirements: readonly ReportRequirement[];
  readonly asked: readonly Asked[];
}

/** Every documented error in the declaration's order. */
export const documentedErrors = (
  chapters: readonly Chapter[],
  report: Report,
): readonly DocumentedError[] =>
  chapters.flatMap(({ key, places }) =>
    places
      .filter(({ label }) => label === 'error')
      .map(({ pointers: [pointer = ''], name, words }) => {
        const requirements = report.requirements.filter(
          (r) => r.pointer === pointer || r.pointer?.startsWith(`${pointer}/`) === true,
        );
        return {
          operation: key,
          code: name ?? '',
          message: words ?? '',
          requirements,
          asked: report.outcomes.flatMap((outcome) => askedIn(outcome, requirements)),
        };
      }),
  );

/** A case may ask for several requirements at one error; the worst of them counts. */
function askedIn(
  outcome: ReportOutcome,
  requirements: readonly ReportRequirement[],
): readonly Asked[] {
  const seen = requirements.flatMap(({ id }) => outcome.refusals[id] ?? []);
  if (seen.length === 0) return [];
  const looked = seen.flatMap(({ unchanged }) => unchanged ?? []);
  const refusal = {
    right: seen.every(({ right }) => right),
    unchanged: looked.length === 0 ? null : looked.every(Boolean),
  };
  return [{ case: outcome.case, verdict: outcome.verdict, refusal }];
}
