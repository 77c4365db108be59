import type { Gates } from '../report.ts';
import { ForeignText } from './foreign-text.tsx';
import { KnownFailureNote } from './known-failure.tsx';
import { CaseLink, Mark } from './marks.tsx';

/** Whether the run passes its gates, and why not; nothing where there were none. */
export function GatesView({ gates: { known, unmet, warnings, passes } }: { gates: Gates }) {
  if (known.length + unmet.length + warnings.length === 0) return null;
  return (
    <section>
      <h2>Gates</h2>
      <p>
        {passes ? (
          <Mark sign="✓" word="passed" tone="good" />
        ) : (
          <Mark sign="✗" word="not passed" tone="bad" />
        )}
      </p>
      <Sentences title="Not met" sentences={unmet} sign="✗" tone="bad" />
      <Sentences title="Warnings" sentences={warnings} sign="!" tone="unsure" />
      {known.length > 0 && (
        <>
          <h3>Known failures</h3>
          <ul>
            {known.map((one) => (
              <li key={one.key}>
                <KnownFailureNote known={one} />
                {one.cases.map((id) => (
                  <p key={id}>
                    <CaseLink id={id} />
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Sentences(props: {
  title: string;
  sentences: readonly string[];
  sign: string;
  tone: 'bad' | 'unsure';
}) {
  if (props.sentences.length === 0) return null;
  return (
    <>
      <h3>{props.title}</h3>
      <ul>
        {props.sentences.map((sentence) => (
          <li key={sentence}>
            <span class={`mark ${props.tone}`} aria-hidden="true">
              {props.sign}
            </span>{' '}
            <ForeignText text={sentence} />
          </li>
        ))}
      </ul>
    </>
  );
}
