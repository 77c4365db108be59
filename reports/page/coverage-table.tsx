import { type ReportRequirement, gradeOrder } from '../report.ts';
import { statusWord } from '../client/subject.ts';
import { statusSigns } from './marks.tsx';
import type { Chapter } from './chapters.ts';
import type { Placed } from './placement.ts';
import { useReport } from './report-context.tsx';
import { hrefOf } from './route.ts';
import { tallyOf } from './tally.ts';

/** Chapters by grades: how many requirements there are, and the status of each. */
export function CoverageTable(props: { chapters: readonly Chapter[]; placed: Placed }) {
  const { report } = useReport();
  const rows = props.chapters.map((chapter) => ({ chapter, own: props.placed.of(chapter) }));
  const all = rows.flatMap(({ own }) => own);
  return (
    <div class="wide" role="region" aria-label="Coverage" tabIndex={0}>
      <table class="coverage">
        <caption>Requirements {statusWord('proven', report)}, by chapter and grade</caption>
        <thead>
          <tr>
            <th scope="col">Chapter</th>
            {gradeOrder.map((grade) => (
              <th key={grade} scope="col">
                {grade}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ chapter, own }) => (
            <tr key={chapter.key}>
              <th scope="row">
                <a href={hrefOf('declaration', chapter.key)}>{chapter.title}</a>
              </th>
              <GradeCells requirements={own} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">all</th>
            <GradeCells requirements={all} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

const GradeCells = ({ requirements }: { requirements: readonly ReportRequirement[] }) => (
  <>
    {gradeOrder.map((grade) => (
      <td key={grade}>
        <StatusBar requirements={requirements.filter((r) => r.grade === grade)} />
      </td>
    ))}
  </>
);

/** A bar of statuses with what it shows in words: how many are proven of how many, and what is not. */
export function StatusBar(props: { requirements: readonly Pick<ReportRequirement, 'status'>[] }) {
  const { requirements } = props;
  const counts = tallyOf(requirements);
  const others = [...counts].filter(([status]) => status !== 'proven');
  if (requirements.length === 0) return <span class="soft">none</span>;
  return (
    <>
      <span class="bar" aria-hidden="true">
        {[...counts].map(([status, n]) => (
          <span key={status} class={`share ${status}`} style={{ flexGrow: n }} />
        ))}
      </span>
      <span class="counts">
        {counts.get('proven') ?? 0}&#8202;/&#8202;{requirements.length}
        {others.map(([status, n]) => (
          <span
            key={status}
            class={`mark ${statusSigns[status].tone}`}
            title={statusSigns[status].word}
          >
            {' '}
            <span aria-hidden="true">{statusSigns[status].sign}</span>
            <span class="unseen">{statusSigns[status].word}</span> {n}
          </span>
        ))}
      </span>
    </>
  );
}
