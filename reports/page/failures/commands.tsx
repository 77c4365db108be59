import { again, replayAgain } from '../../command.ts';
import { curlAll } from '../../curl.ts';
import type { Report, ReportOutcome } from '../../report.ts';
import { CopyBlock } from './copy.tsx';

/** How to reproduce it: the case, the counterexample, the bare requests. */
export function Commands({ outcome, report }: { outcome: ReportOutcome; report: Report }) {
  const { replay, exchanges } = outcome;
  return (
    <section class="commands">
      <h2>Reproduce</h2>
      <CopyBlock
        label={report.subject === undefined ? 'Run this case' : 'Run the tests of the client'}
        text={again(outcome, report)}
      />
      {replay !== undefined && (
        <CopyBlock label="Replay the counterexample" text={replayAgain(replay, report)} />
      )}
      {exchanges.length > 0 && report.subject === undefined && (
        <details class="curls">
          <summary>Requests as curl commands</summary>
          <p class="soft">
            Put each user’s access token into its variable. The ids are those of this run; in a new
            run the target gives others.
          </p>
          <CopyBlock label="All requests" text={curlAll(exchanges, report.target)} />
        </details>
      )}
    </section>
  );
}
