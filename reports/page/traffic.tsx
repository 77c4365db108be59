import { count } from '../plain.ts';
import type { ReportSubject } from '../report.ts';
import { endsOf } from '../sections/client.ts';
import { Mark } from './marks.tsx';
import type { SectionProps } from './payload.ts';
import { hrefOf } from './route.ts';

/** Which operations a client requested, and which documented errors it got. */
export function Traffic({ report: { subject } }: SectionProps) {
  if (subject === undefined) return null;
  return (
    <>
      <h1>{count(subject.requests, 'request')}</h1>
      <p>
        Only what a client sends can be judged here. An operation that it never requests, and an
        error that it never gets, are no violation; they show what its tests leave out.
      </p>
      <Operations subject={subject} />
      <DocumentedErrors subject={subject} />
    </>
  );
}

function Operations({ subject: { operations } }: { subject: ReportSubject }) {
  return (
    <section>
      <h2>{operationsLine(operations)}</h2>
      <div class="wide" role="region" aria-label="Operations" tabIndex={0}>
        <table>
          <caption class="unseen">Operations, and how their requests ended</caption>
          <thead>
            <tr>
              <th scope="col">Operation</th>
              <th scope="col" class="number">
                Requests
              </th>
              <th scope="col">Not successful</th>
            </tr>
          </thead>
          <tbody>
            {operations.map((row) => (
              <tr key={row.operation}>
                <th scope="row">
                  <a href={hrefOf('declaration', row.operation)}>{row.operation}</a>
                </th>
                <td class="number">
                  {row.requests === 0 ? <Mark sign="–" word="never" tone="quiet" /> : row.requests}
                </td>
                <td>{endsOf(row)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function DocumentedErrors({ subject: { errors } }: { subject: ReportSubject }) {
  return (
    <section>
      <h2>{errorsLine(errors)}</h2>
      <p>An error counts where the mock answered with its status and in its words.</p>
      <div class="wide" role="region" aria-label="Documented errors" tabIndex={0}>
        <table>
          <caption class="unseen">Documented errors, and how often the client got them</caption>
          <thead>
            <tr>
              <th scope="col">Error</th>
              <th scope="col">Got</th>
            </tr>
          </thead>
          <tbody>
            {errors.map(({ operation, code, message, times }) => (
              <tr key={`${operation} ${message}`}>
                <th scope="row">
                  <a href={hrefOf('declaration', operation)}>{operation}</a>{' '}
                  <span class="code code-4">{code}</span> <q class="words">{message}</q>
                </th>
                <td>
                  {times === 0 ? (
                    <Mark sign="–" word="never" tone="quiet" />
                  ) : (
                    <Mark sign="✓" word={count(times, 'time')} tone="good" />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Both in one sentence, which leads to the tables. */
export const ClientFacts = ({ subject: { operations, errors } }: { subject: ReportSubject }) => (
  <p>
    <a href={hrefOf('traffic')}>
      {operationsLine(operations)}, {errorsLine(errors)}
    </a>
  </p>
);

const operationsLine = (operations: ReportSubject['operations']): string =>
  `${operations.filter(({ requests }) => requests > 0).length} of ${count(operations.length, 'operation')} requested`;

const errorsLine = (errors: ReportSubject['errors']): string =>
  `${errors.filter(({ times }) => times > 0).length} of ${count(errors.length, 'documented error')} met`;
