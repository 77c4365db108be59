import { again, replayAgain } from '../../command.ts';
import { curlAll } from '../../curl.ts';
import type { Report, ReportOutcome } from '../../report.ts';
import { CopyBlock } from './copy.tsx';

/** How to see it again: the case, the counterexample, the bare requests. */
export function Commands({ outcome, report }: { outcome: ReportOutcome; report: Report }) {
  const { replay, exchanges } = outcome;
  return (
    <section class="commands">
      <h2>Again</h2>
      <CopyBlock label="The case alone" text={again(outcome, report)} />
      {replay !== undefined && (
        <CopyBlock label="What the search found, step by step" text={replayAgain(replay, report)} />
      )}
      {exchanges.length > 0 && (
        <details class="curls">
          <summary>Its requests by hand, with curl</summary>
          <p class="soft">
            Put each user’s access token into its variable. Ids stand as they were: a target that is
            asked anew gives others.
          </p>
          <CopyBlock label="All requests" text={curlAll(exchanges, report.target)} />
        </details>
      )}
    </section>
  );
}
