import { count } from '../plain.ts';
import type { ReportSubject, ReportTraffic } from '../report.ts';
import { endsOf } from '../sections/client.ts';
import { owedWords, transitionsLine } from '../traffic/transitions.ts';
import { ForeignText } from './foreign-text.tsx';
import { Mark } from './marks.tsx';
import type { SectionProps } from './payload.ts';
import { hrefOf } from './route.ts';

/** Which operations were requested, which documented errors came, and which transitions of memberships were asked for. */
export function Traffic({ report: { subject } }: SectionProps) {
  if (subject === undefined) return null;
  return (
    <>
      <h1>{count(subject.requests, 'request')}</h1>
      <p>
        {subject.kind === 'client'
          ? 'Only what a client sends can be judged here. An operation that it never requests, and an error that it never gets, are no violation; they show what its tests leave out.'
          : 'Only what the traffic shows can be judged here. What it never touches is no violation.'}
      </p>
      {subject.kind === 'traffic' && <Judged traffic={subject.traffic} />}
      <Operations subject={subject} />
      <DocumentedErrors subject={subject} />
      {subject.kind === 'traffic' && <Transitions traffic={subject.traffic} />}
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
      <p>An error counts where an answer has its status and its words.</p>
      <div class="wide" role="region" aria-label="Documented errors" tabIndex={0}>
        <table>
          <caption class="unseen">Documented errors, and how often they came</caption>
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

/** The servers that answered, and what was not judged. */
const Judged = ({ traffic: { servers, notes } }: { traffic: ReportTraffic }) => (
  <ul>
    {servers.map((server) => (
      <li key={server}>
        <ForeignText text={server} />
      </li>
    ))}
    {notes.map((note) => (
      <li key={note} class="soft">
        <ForeignText text={note} />
      </li>
    ))}
  </ul>
);

function Transitions({ traffic }: { traffic: ReportTraffic }) {
  return (
    <section>
      <h2>{transitionsLine(traffic)}</h2>
      <p>
        Who asks for which change, of whom, in which kind of room. Transitions count where the
        traffic shows everything that decides about them.
      </p>
      {traffic.transitions.length > 0 && (
        <div class="wide" role="region" aria-label="Transitions of memberships" tabIndex={0}>
          <table>
            <caption class="unseen">Transitions of memberships, and how often they came</caption>
            <thead>
              <tr>
                <th scope="col">Transition</th>
                <th scope="col">A server</th>
                <th scope="col" class="number">
                  Times
                </th>
              </tr>
            </thead>
            <tbody>
              {traffic.transitions.map(({ cell, owed, times }) => (
                <tr key={cell}>
                  <th scope="row">
                    <ForeignText text={cell} />
                  </th>
                  <td>{owedWords[owed]}</td>
                  <td class="number">{times}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** All of it in one sentence, which leads to the tables. */
export const ClientFacts = ({ subject }: { subject: ReportSubject }) => (
  <p>
    <a href={hrefOf('traffic')}>
      {operationsLine(subject.operations)}, {errorsLine(subject.errors)}
      {subject.kind === 'traffic' && `, ${transitionsLine(subject.traffic)}`}
    </a>
  </p>
);

const operationsLine = (operations: ReportSubject['operations']): string =>
  `${operations.filter(({ requests }) => requests > 0).length} of ${count(operations.length, 'operation')} requested`;

const errorsLine = (errors: ReportSubject['errors']): string =>
  `${errors.filter(({ times }) => times > 0).length} of ${count(errors.length, 'documented error')} met`;
