import type { SectionProps } from './payload.ts';
import { CaseRow } from './case-row.tsx';
import { type Asked, type DocumentedError, documentedErrors } from './documented-errors.ts';
import { GradeMark, Mark, RequirementLink, StatusMark } from './marks.tsx';
import { hrefOf } from './route.ts';

/** The documented errors: whether each was brought about, and whether it was the error that it should be. */
export function Causes({ report, chapters }: SectionProps) {
  const errors = documentedErrors(chapters, report);
  const triggered = errors.filter(({ asked }) => asked.length > 0).length;
  return (
    <>
      <h1>
        {triggered} of {errors.length} documented errors were brought about
      </h1>
      <p>
        A refusal counts for something only where the same request, put right, succeeds: that is its
        twin. A case passes after its twin alone.
      </p>
      <div class="wide" role="region" aria-label="Documented errors" tabIndex={0}>
        <table class="errors">
          <caption class="unseen">Documented errors and what was seen of each</caption>
          <thead>
            <tr>
              <th scope="col">Error</th>
              <th scope="col">Triggered</th>
              <th scope="col">Right status</th>
              <th scope="col">Twin succeeded</th>
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
  const looked = asked.filter(({ refusal }) => refusal.unchanged !== null);
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
            <Mark sign="–" word="never" tone="quiet" />
          ) : (
            <Mark sign="✓" word={inCases(asked.length)} tone="good" />
          )}
        </td>
        <Share of={asked} good={({ refusal }) => refusal.right} none="not asked" />
        <Share of={asked} good={({ verdict }) => verdict === 'passed'} none="not asked" twin />
        <Share
          of={looked}
          good={({ refusal }) => refusal.unchanged === true}
          none="nobody looked"
        />
      </tr>
      {asked.length > 0 && (
        <tr class="evidence">
          <td colSpan={5}>
            <details>
              <summary>the cases that asked for it</summary>
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

/** How many of some cases are good; where one is not, that is a finding, or, of a twin, left open. */
function Share(props: {
  of: readonly Asked[];
  good: (asked: Asked) => boolean;
  none: string;
  twin?: boolean;
}) {
  const { of, good, none, twin = false } = props;
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
      {twin ? (
        <Mark sign="?" word={`seen in ${n} of ${of.length}`} tone="unsure" />
      ) : (
        <Mark sign="✗" word={`not in ${of.length - n} of ${of.length}`} tone="bad" />
      )}
    </td>
  );
}
