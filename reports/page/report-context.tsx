import { type ComponentChildren, createContext } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { CaseId } from '../../harness/run/case.ts';
import type { StatementId } from '../../harness/document/statements.ts';
import type { Report, ReportOutcome, ReportRequirement } from '../report.ts';

/** The report, with its outcomes and requirements by id. */
export interface Known {
  readonly report: Report;
  readonly outcomes: ReadonlyMap<CaseId, ReportOutcome>;
  readonly requirements: ReadonlyMap<StatementId, ReportRequirement>;
}

const Context = createContext<Known | null>(null);

/** Gives every part of the page the report. */
export function ReportProvider(props: { report: Report; children: ComponentChildren }) {
  const { report, children } = props;
  const known = useMemo(
    (): Known => ({
      report,
      outcomes: new Map(report.outcomes.map((outcome) => [outcome.case, outcome])),
      requirements: new Map(report.requirements.map((row) => [row.id, row])),
    }),
    [report],
  );
  return <Context.Provider value={known}>{children}</Context.Provider>;
}

/** The report that the page shows. @throws outside of a ReportProvider */
export function useReport(): Known {
  const known = useContext(Context);
  if (known === null) throw new Error('no report here');
  return known;
}
