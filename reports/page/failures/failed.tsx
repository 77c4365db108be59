import { causeKey } from '../../causes.ts';
import type { ReportMismatch, ReportOutcome, ReportRequirement } from '../../report.ts';
import { ForeignBlock, ForeignText } from '../foreign-text.tsx';
import { GradeMark, RequirementLink } from '../marks.tsx';
import { useReport } from '../report-context.tsx';
import { CounterexampleView } from './counterexample.tsx';
import { DifferenceView } from './difference-view.tsx';
import type { Finding } from './findings.ts';
import { KnownFailureNote } from '../known-failure.tsx';
import { KindMark } from './row.tsx';

interface FailedProps {
  readonly outcome: Extract<ReportOutcome, { verdict: 'failed' }>;
  readonly findings: readonly Finding[];
}

/** Every requirement that a case found violated, and why the case stopped. */
export function FailedPart({ outcome, findings }: FailedProps) {
  const { requirements } = useReport();
  const kept = new Set<string>();
  const mismatches = outcome.mismatches.filter((mismatch) => {
    const key = causeKey(mismatch);
    return !kept.has(key) && kept.add(key);
  });
  return (
    <>
      {mismatches.map((mismatch) => (
        <MismatchView
          key={causeKey(mismatch)}
          mismatch={mismatch}
          requirement={requirements.get(mismatch.requirement)}
          finding={findings.find(({ key }) => key === causeKey(mismatch))}
        />
      ))}
      {outcome.stopped !== null && (
        <section class="reason">
          <h2>Why the case stopped</h2>
          <p>
            <ForeignText text={outcome.stopped} />
          </p>
        </section>
      )}
    </>
  );
}

interface MismatchProps {
  readonly mismatch: ReportMismatch;
  readonly requirement: ReportRequirement | undefined;
  readonly finding: Finding | undefined;
}

function MismatchView({ mismatch, requirement, finding }: MismatchProps) {
  const { report } = useReport();
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
        <KnownFailureNote key={standing.key} known={standing} />
      ))}
      <p class="looked-at">
        <span class="soft">{report.subject === undefined ? 'checked' : 'requested'}</span>{' '}
        <ForeignText text={mismatch.what} />
        {step !== null && <span class="soft"> in exchange {step + 1}</span>}
        {mismatch.where !== undefined && (
          <span class="soft">
            {', '}
            <ForeignText text={mismatch.where} />
          </span>
        )}
      </p>
      {report.subject === undefined ? (
        <DifferenceView expected={mismatch.expected} received={mismatch.received} />
      ) : (
        <ForeignBlock text={mismatch.received} />
      )}
      {counterexample !== undefined && <CounterexampleView found={counterexample} />}
    </section>
  );
}

/** The words of the declaration, where they stand, and the requirement in our words. */
function Words({ requirement: { quote, pointer, statement } }: { requirement: ReportRequirement }) {
  return (
    <div class="binding">
      {quote !== null && <blockquote>{quote}</blockquote>}
      {quote === null && pointer === null && <p class="soft">The declaration does not say this.</p>}
      {pointer !== null && (
        <p class="pointer">
          {quote === null && 'about '}
          {pointer === '' ? 'the whole document' : pointer}
        </p>
      )}
      <p class="owed">{statement}</p>
    </div>
  );
}
