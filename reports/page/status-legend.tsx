import { statuses } from '../report.ts';
import { StatusMark, statusMeanings } from './marks.tsx';

/** What each status of a requirement means. */
export const StatusLegend = () => (
  <details class="status-legend">
    <summary>What the statuses mean</summary>
    <dl>
      {statuses.map((status) => (
        <div key={status}>
          <dt>
            <StatusMark status={status} />
          </dt>
          <dd>{statusMeanings[status]}</dd>
        </div>
      ))}
    </dl>
  </details>
);
