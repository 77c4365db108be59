import type { SectionProps } from './payload.ts';
import { CaseRow } from './case-row.tsx';
import { type Asked, type DocumentedError, documentedErrors } from './documented-errors.ts';
import { GradeMark, Mark, RequirementLink, StatusMark } from './marks.tsx';
import { hrefOf } from './route.ts';

/** The documented errors: whether each was triggered, and whether the refusal was right in every way. */
export function Errors({ report, chapters }: SectionProps) {
  const errors = documentedErrors(chapters, report);
  const triggered = errors.filter(({ asked }) => asked.length > 0).length;
  return (
    <>
      <h1>
        {triggered} of {errors.length} documented errors were triggered
      </h1>
      <p>
        A refusal proves something only if the same request succeeds once its one broken
        precondition is repaired: that request is its control. A case passes only if its control
        succeeds.
      </p>
      <div class="wide" role="region" aria-label="Documented errors" tabIndex={0}>
        <table class="errors">
          <caption class="unseen">Documented errors and how each was checked</caption>
          <thead>
            <tr>
              <th scope="col">Error</th>
              <th scope="col">Triggered</th>
              <th scope="col">Correct status</th>
              <th scope="col">Control succeeded</th>
              <th scope="col">Nothing changed</th>
            </tr>
          </thead>
          {errors.map((error) => (
            <ErrorRows key={`${error.operation} ${error.message}`} error={error} />
          ))}
        </table>
      </div>
    </>
  );
}

function ErrorRows({ error }: { error: DocumentedError }) {
  const { operation, code, message, requirements, asked } = error;
  const compared = asked.filter(({ refusal }) => refusal.unchanged !== null);
  return (
    <tbody>
      <tr>
        <th scope="row">
          <a href={hrefOf('declaration', operation)}>{operation}</a>{' '}
          <span class="code code-4">{code}</span> <q class="words">{message}</q>
          {requirements.map(({ id, status, grade }) => (
            <p key={id} class="marks">
              <StatusMark status={status} /> <GradeMark grade={grade} /> <RequirementLink id={id} />
            </p>
          ))}
        </th>
        <td>
          {asked.length === 0 ? (
            <Mark sign="–" word="not triggered" tone="quiet" />
          ) : (
            <Mark sign="✓" word={inCases(asked.length)} tone="good" />
          )}
        </td>
        <Share of={asked} good={({ refusal }) => refusal.right} none="not triggered" />
        <Share
          of={asked}
          good={({ verdict }) => verdict === 'passed'}
          none="not triggered"
          control
        />
        <Share
          of={compared}
          good={({ refusal }) => refusal.unchanged === true}
          none="not checked"
        />
      </tr>
      {asked.length > 0 && (
        <tr class="evidence">
          <td colSpan={5}>
            <details>
              <summary>Cases that trigger it</summary>
              <ul class="plain-list">
                {asked.map((one) => (
                  <CaseRow key={one.case} id={one.case} />
                ))}
              </ul>
            </details>
          </td>
        </tr>
      )}
    </tbody>
  );
}

const inCases = (n: number): string => `in ${n} ${n === 1 ? 'case' : 'cases'}`;

/** How many of some cases are good. One that is not is a finding, except that a control which was not reached leaves it open. */
function Share(props: {
  of: readonly Asked[];
  good: (asked: Asked) => boolean;
  none: string;
  control?: boolean;
}) {
  const { of, good, none, control = false } = props;
  const n = of.filter(good).length;
  if (of.length === 0) {
    return (
      <td>
        <Mark sign="·" word={none} tone="quiet" />
      </td>
    );
  }
  if (n === of.length) {
    return (
      <td>
        <Mark sign="✓" word={inCases(n)} tone="good" />
      </td>
    );
  }
  return (
    <td>
      {control ? (
        <Mark sign="?" word={`seen in ${n} of ${of.length}`} tone="unsure" />
      ) : (
        <Mark sign="✗" word={`not in ${of.length - n} of ${of.length}`} tone="bad" />
      )}
    </td>
  );
}
