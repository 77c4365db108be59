import type { Ended, Report, ReportSubject, RunVerdict, Status } from '../report.ts';
import { subjectOf } from '../client/subject.ts';
import type { Grade } from '../../harness/document/requirements.ts';

/** What a comparison shows of one of its reports. */
export interface Side {
  /** The file that the report came from. */
  readonly name: string;
  /** Origin and path below which the operations hang; the command of a client. */
  readonly target: string;
  /** Left out where the report is about a server. */
  readonly subject?: ReportSubject['kind'];
  readonly tool: string;
  readonly started: string;
  readonly seed: number;
  readonly level: Grade;
  readonly verdict: RunVerdict;
  readonly ended: Ended;
  /** How many cases were selected, and how many of them passed or failed. */
  readonly cases: number;
  readonly judged: number;
  readonly grades: Readonly<Record<Grade, Readonly<Record<Status, number>>>>;
}

export function sideOf(report: Report, name: string): Side {
  const { versions, started, seed, level, verdict, ended, totals } = report;
  return {
    name,
    target: subjectOf(report),
    ...(report.subject === undefined ? {} : { subject: report.subject.kind }),
    tool: versions.tool,
    started,
    seed,
    level,
    verdict,
    ended,
    cases: totals.cases,
    judged: totals.verdicts.passed + totals.verdicts.failed,
    grades: totals.grades,
  };
}
