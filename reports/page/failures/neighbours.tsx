import type { ComponentChild } from 'preact';
import type { Report, ReportOutcome } from '../../report.ts';
import { useReport } from '../report-context.tsx';
import { hrefOf, type Route } from '../route.ts';
import { filtered, readFilters, searchableOnce } from './filters.ts';
import { casesOf, findingsOf } from './findings.ts';

interface NeighboursProps {
  readonly report: Report;
  readonly outcome: ReportOutcome;
  readonly query: Route['query'];
  readonly back: string;
}

/** Links to the filtered list and to the findings before and after this one. */
export function Neighbours({ report, outcome, query, back }: NeighboursProps) {
  const { outcomes } = useReport();
  const list = filtered(searchableOnce(findingsOf(report), outcomes), readFilters(query));
  const at = list.findIndex((finding) => casesOf(finding).includes(outcome.case));
  const to = (word: string, sign: string, i: number): ComponentChild => {
    const id = at < 0 ? null : (list[i]?.case ?? null);
    return id === null ? null : (
      <a href={hrefOf('failures', id, query)}>
        {sign} {word}
      </a>
    );
  };
  return (
    <nav class="back" aria-label="Failures">
      <a href={back}>← Failures</a>
      <span class="soft">{at >= 0 && `${at + 1} of ${list.length}`}</span>
      {to('previous', '↑', at - 1)}
      {to('next', '↓', at + 1)}
    </nav>
  );
}
