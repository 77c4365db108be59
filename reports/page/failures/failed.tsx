import type { Mismatch } from '../../../harness/judge/verdict.ts';
import type { ReportOutcome, ReportRequirement } from '../../report.ts';
import { ForeignText } from '../foreign-text.tsx';
import { GradeMark, RequirementLink } from '../marks.tsx';
import { useReport } from '../report-context.tsx';
import { CounterexampleView } from './counterexample.tsx';
import { DifferenceView } from './difference-view.tsx';
import type { Finding } from './findings.ts';
import { KnownNote } from './known.tsx';
import { KindMark } from './row.tsx';

interface FailedProps {
  readonly outcome: Extract<ReportOutcome, { verdict: 'failed' }>;
  readonly findings: readonly Finding[];
}

/** Every requirement that a case found not met, and why it went no further. */
export function FailedPart({ outcome, findings }: FailedProps) {
  const { requirements } = useReport();
  const kept = new Set<string>();
  const mismatches = outcome.mismatches.filter((mismatch) => {
    const key = keyOf(mismatch);
    return !kept.has(key) && kept.add(key);
  });
  return (
    <>
      {mismatches.map((mismatch) => (
        <MismatchView
          key={keyOf(mismatch)}
          mismatch={mismatch}
          requirement={requirements.get(mismatch.requirement)}
          finding={findings.find(({ key }) => key === keyOf(mismatch))}
        />
      ))}
      {outcome.stopped !== null && (
        <section class="reason">
          <h2>Why it went no further</h2>
          <p>
            <ForeignText text={outcome.stopped} />
          </p>
        </section>
      )}
    </>
  );
}

const keyOf = ({ requirement, what }: Mismatch): string => `${requirement} ${what}`;

interface MismatchProps {
  readonly mismatch: Mismatch;
  readonly requirement: ReportRequirement | undefined;
  readonly finding: Finding | undefined;
}

function MismatchView({ mismatch, requirement, finding }: MismatchProps) {
  const { counterexample, step } = mismatch;
  return (
    <section class="mismatch">
      <h2>
        {finding !== undefined && <KindMark kind={finding.kind} />}{' '}
        <RequirementLink id={mismatch.requirement} />{' '}
        {requirement !== undefined && <GradeMark grade={requirement.grade} />}
      </h2>
      {requirement !== undefined && <Words requirement={requirement} />}
      {finding?.known.map((standing) => (
        <KnownNote key={standing.key} standing={standing} />
      ))}
      <p class="looked-at">
        <span class="soft">looked at</span> <ForeignText text={mismatch.what} />
        {step !== null && <span class="soft"> in exchange {step + 1}</span>}
      </p>
      <DifferenceView expected={mismatch.expected} received={mismatch.received} />
      {counterexample !== undefined && <CounterexampleView found={counterexample} />}
    </section>
  );
}

/** The words that bind, where they stand, and what follows from them. */
function Words({ requirement: { quote, pointer, statement } }: { requirement: ReportRequirement }) {
  return (
    <div class="binding">
      {quote !== null && <blockquote>{quote}</blockquote>}
      {quote === null && pointer === null && (
        <p class="soft">The declaration has no words for this.</p>
      )}
      {pointer !== null && (
        <p class="pointer">
          {quote === null && 'it concerns '}
          {pointer === '' ? 'the whole document' : pointer}
        </p>
      )}
      <p class="owed">{statement}</p>
    </div>
  );
}
