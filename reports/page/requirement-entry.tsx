import type { CaseId } from '../../harness/run/case.ts';
import { count } from '../plain.ts';
import type { ReportRequirement } from '../report.ts';
import { CaseRow } from './case-row.tsx';
import { ForeignText } from './foreign-text.tsx';
import { GradeMark, RequirementLink, StatusMark, verdictSigns } from './marks.tsx';
import { useReport } from './report-context.tsx';

/**
 * A requirement with its status, grade and cases.
 * @param quoted whether its words in the declaration are shown too
 */
export function RequirementEntry(props: { requirement: ReportRequirement; quoted?: boolean }) {
  const { requirement, quoted = false } = props;
  const { id, grade, status, statement, reason, cases, quote, pointer, ruling } = requirement;
  return (
    <article class={`requirement ${status}`} data-requirement={id} tabIndex={-1}>
      <p class="marks">
        <StatusMark status={status} /> <GradeMark grade={grade} /> <RequirementLink id={id} />
      </p>
      {quoted && quote !== null && <q class="words">{quote}</q>}
      <p>{statement}</p>
      {ruling?.change === 'changed' && (
        <p class="soft">
          judged as: {ruling.statement} ({ruling.section})
        </p>
      )}
      {quoted && pointer !== null && <p class="pointer">{pointer}</p>}
      {reason !== null && (
        <p class="soft">
          why: <ForeignText text={reason} />
        </p>
      )}
      {cases.length > 0 && <Cases cases={cases} />}
    </article>
  );
}

function Cases({ cases }: { cases: readonly CaseId[] }) {
  const { outcomes } = useReport();
  const tally = new Map<keyof typeof verdictSigns, number>();
  for (const id of cases) {
    const verdict = outcomes.get(id)?.verdict ?? 'not-run';
    tally.set(verdict, (tally.get(verdict) ?? 0) + 1);
  }
  return (
    <details class="cases">
      <summary>
        {count(cases.length, 'case')}
        {[...tally].map(([verdict, n]) => (
          <span key={verdict} class={`mark ${verdictSigns[verdict].tone}`}>
            {' '}
            <span aria-hidden="true">{verdictSigns[verdict].sign}</span> {n}{' '}
            {verdictSigns[verdict].word}
          </span>
        ))}
      </summary>
      <ul>
        {cases.map((id) => (
          <CaseRow key={id} id={id} />
        ))}
      </ul>
    </details>
  );
}
