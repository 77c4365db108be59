import { CaseRow } from './case-row.tsx';
import { type Asked, type DocumentedError, documentedErrors } from './documented-errors.ts';
import { GradeMark, Mark, RequirementLink, type Sign, StatusMark } from './marks.tsx';
import type { SectionProps } from './payload.ts';
import { hrefOf } from './route.ts';

/** Something that is checked of every refusal. */
interface Check {
  readonly title: string;
  /** Null where a case did not check it. */
  readonly holds: (asked: Asked) => boolean | null;
  readonly none: string;
  /** Whether a case in which it does not hold leaves it open, as one that never reached its control does. */
  readonly open: boolean;
}

const checks: readonly Check[] = [
  {
    title: 'Correct status',
    holds: ({ refusal }) => refusal.right,
    none: 'not triggered',
    open: false,
  },
  {
    title: 'Control succeeded',
    holds: ({ verdict }) => verdict === 'passed',
    none: 'not triggered',
    open: true,
  },
  {
    title: 'Nothing changed',
    holds: ({ refusal }) => refusal.unchanged,
    none: 'not checked',
    open: false,
  },
];

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
              {['Error', 'Triggered', ...checks.map(({ title }) => title)].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
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

const ErrorRows = ({ error }: { error: DocumentedError }) => (
  <tbody>
    <tr>
      <th scope="row">
        <a href={hrefOf('declaration', error.operation)}>{error.operation}</a>{' '}
        <span class="code code-4">{error.code}</span> <q class="words">{error.message}</q>
        {error.requirements.map(({ id, status, grade }) => (
          <p key={id} class="marks">
            <StatusMark status={status} /> <GradeMark grade={grade} /> <RequirementLink id={id} />
          </p>
        ))}
      </th>
      <td>
        {error.asked.length === 0 ? (
          <Mark sign="–" word="not triggered" tone="quiet" />
        ) : (
          <Mark {...good(error.asked.length)} />
        )}
      </td>
      {checks.map((check) => (
        <td key={check.title}>
          <Mark {...signOf(check, error.asked)} />
        </td>
      ))}
    </tr>
    {error.asked.length > 0 && (
      <tr class="evidence">
        <td colSpan={2 + checks.length}>
          <details>
            <summary>Cases that trigger it</summary>
            <ul>
              {error.asked.map((one) => (
                <CaseRow key={one.case} id={one.case} />
              ))}
            </ul>
          </details>
        </td>
      </tr>
    )}
  </tbody>
);

const good = (n: number): Sign => ({
  sign: '✓',
  word: `in ${n} ${n === 1 ? 'case' : 'cases'}`,
  tone: 'good',
});

function signOf({ holds, none, open }: Check, asked: readonly Asked[]): Sign {
  const checked = asked.map(holds).filter((one) => one !== null);
  const n = checked.filter(Boolean).length;
  if (checked.length === 0) return { sign: '·', word: none, tone: 'quiet' };
  if (n === checked.length) return good(n);
  return open
    ? { sign: '?', word: `seen in ${n} of ${checked.length}`, tone: 'unsure' }
    : { sign: '✗', word: `not in ${checked.length - n} of ${checked.length}`, tone: 'bad' };
}
