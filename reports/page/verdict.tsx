import { gradeOrder, type Report } from '../report.ts';
import { statusWord } from '../client/subject.ts';
import { gradesIn, targetOf, verdictSentence } from '../sections/summary.ts';
import { sideVerdicts } from '../traffic/sides.ts';
import type { SectionProps } from './payload.ts';
import { ForeignText } from './foreign-text.tsx';
import { StatusBar } from './coverage-table.tsx';
import { ClientFacts } from './traffic.tsx';
import { Facts } from './run-facts.tsx';
import { Dialect } from './dialect.tsx';
import { GatesView } from './gates-view.tsx';
import { Properties } from './properties.tsx';
import { tallyOf } from './tally.ts';
import { statusSigns } from './marks.tsx';
import { StatusLegend } from './status-legend.tsx';
import { Tiles } from './tiles.tsx';

/** The verdict of the run, and where to read on. */
export function Verdict({ report }: SectionProps) {
  const { verdict } = report;
  return (
    <>
      <section class="verdict" aria-labelledby="verdict">
        <p class="soft">
          <ForeignText text={targetOf(report)} />
        </p>
        <h1 id="verdict">
          <span class={`mark ${verdict}`} aria-hidden="true">
            {signs[verdict]}
          </span>{' '}
          {capital(verdictSentence(report))}
        </h1>
        <Sides report={report} />
        <Grades report={report} />
        <StatusLegend />
      </section>
      <Tiles report={report} />
      {report.subject !== undefined && <ClientFacts subject={report.subject} />}
      <GatesView gates={report.gates} />
      <Dialect readings={report.readings} />
      <Properties report={report} />
      <Facts report={report} />
    </>
  );
}

/** The verdict on each side of traffic. */
const Sides = ({ report }: { report: Report }) => (
  <>
    {sideVerdicts(report).map(({ name, text }) => (
      <p key={name}>
        <b>{name}</b> {text}
      </p>
    ))}
  </>
);

const signs = { conformant: '✓', violations: '✗', inconclusive: '?', interrupted: '?' } as const;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A sentence with its denominator for each grade. */
function Grades({ report }: { report: Report }) {
  const decides = gradeOrder.indexOf(report.level);
  return (
    <ul class="grades">
      {gradesIn(report).map((grade) => {
        const i = gradeOrder.indexOf(grade);
        const own = report.requirements.filter((r) => r.grade === grade);
        const counts = [...tallyOf(own)].filter(([status]) => status !== 'proven');
        const proven = own.filter(({ status }) => status === 'proven').length;
        return (
          <li key={grade} class={i <= decides ? 'decides' : undefined}>
            <StatusBar requirements={own} />
            <p>
              <b>
                {proven} of {own.length}
              </b>{' '}
              {gradeWords[grade]} {statusWord('proven', report)}
              {counts.map(([status, n]) => (
                <span key={status}>
                  , {n} {statusSigns[status].word}
                </span>
              ))}
              {i > decides && <span class="soft"> · does not decide at this level</span>}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

const gradeWords = {
  documented: 'documented requirements',
  disputed: 'disputed requirements',
  implied: 'implied requirements',
  convention: 'conventions',
} as const;
