import { statuses } from '../report.ts';
import { meaningsForClients, meaningsForServers, StatusMark } from './marks.tsx';
import { useReport } from './report-context.tsx';

/** What each status of a requirement means. */
export function StatusLegend() {
  const { subject } = useReport().report;
  const meanings = subject === undefined ? meaningsForServers : meaningsForClients;
  return (
    <details class="status-legend">
      <summary>What the statuses mean</summary>
      <dl>
        {statuses
          .filter((status) => meanings[status] !== undefined)
          .map((status) => (
            <div key={status}>
              <dt>
                <StatusMark status={status} />
              </dt>
              <dd>{meanings[status]}</dd>
            </div>
          ))}
      </dl>
    </details>
  );
}
