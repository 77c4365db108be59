import { type ReportRequirement, type Status, statuses } from '../report.ts';

/** How many requirements have each status, in the order of `statuses`; what none has is left out. */
export function tallyOf(
  requirements: readonly Pick<ReportRequirement, 'status'>[],
): ReadonlyMap<Status, number> {
  const counts = statuses.map(
    (status) => [status, requirements.filter((r) => r.status === status).length] as const,
  );
  return new Map(counts.filter(([, n]) => n > 0));
}
