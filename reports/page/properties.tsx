import type { SearchSummary } from '../../harness/run/search.ts';
import { count } from '../plain.ts';
import type { Report, ReportOutcome } from '../report.ts';
import { CaseLink } from './marks.tsx';
import { hrefOf } from './route.ts';

/** How far each property searched. */
export function Properties({ report }: { report: Report }) {
  const searches = report.outcomes.flatMap((outcome) =>
    outcome.searched === undefined ? [] : [{ outcome, searched: outcome.searched }],
  );
  if (searches.length === 0) return null;
  return (
    <section>
      <h2>Properties</h2>
      <p>
        {count(searches.length, 'property', 'properties')} searched with seed {report.seed}.
      </p>
      <div class="wide" role="region" aria-label="Properties" tabIndex={0}>
        <table>
          <caption class="unseen">How far each property searched</caption>
          <thead>
            <tr>
              <th scope="col">Property</th>
              <th scope="col">Runs</th>
              <th scope="col" class="number">
                Steps
              </th>
              <th scope="col" class="number">
                Time
              </th>
              <th scope="col">Ended</th>
            </tr>
          </thead>
          <tbody>
            {searches.map(({ outcome, searched }) => (
              <tr key={outcome.case}>
                <th scope="row">
                  <CaseLink id={outcome.case} />
                </th>
                <td>
                  <progress max={searched.asked} value={searched.runs} aria-hidden="true" />{' '}
                  {searched.runs} of {searched.asked}
                </td>
                <td class="number">{searched.steps}</td>
                <td class="number">{(searched.milliseconds / 1000).toFixed(1)} s</td>
                <td>
                  {endOf(outcome, searched)}
                  {searched.coverage !== null && (
                    <>
                      {'; '}
                      <a href={hrefOf('transitions')}>
                        {searched.coverage.reached.length} of{' '}
                        {searched.coverage.reached.length + searched.coverage.missed.length} cells
                      </a>
                    </>
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

function endOf({ verdict }: ReportOutcome, { runs, asked, used, shrinks }: SearchSummary): string {
  const at = `at ${Math.round(used * 100)} %`;
  if (verdict === 'failed') return `failed ${at}, shrunk ${count(shrinks, 'time')}`;
  if (runs >= asked) return 'all runs done';
  return used >= 1 ? 'out of time' : `ended ${at}`;
}
