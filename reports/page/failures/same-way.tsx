import type { CaseId } from '../../../harness/run/case.ts';
import { count } from '../../plain.ts';
import { hrefOf, type Route } from '../route.ts';
import { casesOf, type Finding } from './findings.ts';

/** Links put on the page at first; there may be hundreds. */
const most = 12;

/** The other cases with the same findings. */
export function SameWay(props: {
  findings: readonly Finding[];
  id: CaseId;
  query: Route['query'];
}) {
  const { findings, id, query } = props;
  const others = [...new Set(findings.flatMap(casesOf))].filter((other) => other !== id);
  if (others.length === 0) return null;
  return (
    <section class="same-way">
      <h2>{count(others.length, 'other case', 'other cases')} with the same finding</h2>
      <CaseList cases={others.slice(0, most)} query={query} />
      {others.length > most && (
        <details data-on-demand>
          <summary>and {others.length - most} more</summary>
          <CaseList cases={others.slice(most)} query={query} />
        </details>
      )}
    </section>
  );
}

const CaseList = ({ cases, query }: { cases: readonly CaseId[]; query: Route['query'] }) => (
  <ul>
    {cases.map((id) => (
      <li key={id}>
        <a href={hrefOf('failures', id, query)}>{id}</a>
      </li>
    ))}
  </ul>
);
