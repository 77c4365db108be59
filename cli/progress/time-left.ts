import type { CaseId } from '../../harness/run/case.ts';
import type { Outcome } from '../../harness/run/outcome.ts';
import { count } from '../../reports/plain.ts';

/** Answers after which the pace of a target is known well enough to say how long a run takes. */
const enoughAnswers = 100;

/** How many requests a run has sent, and about how many it will send. */
export interface RequestProgress {
  readonly answered: number;
  readonly expected: number;
  /** Milliseconds since the run began. */
  readonly elapsed: number;
}

/** About how many milliseconds the rest of a run takes; null where that is not known yet, or not known any more. */
export function timeLeft({ answered, expected, elapsed }: RequestProgress): number | null {
  if (answered < enoughAnswers || answered >= expected) return null;
  return (elapsed / answered) * (expected - answered);
}

/** About how many requests the cases of a run send. */
export interface ExpectedRequests {
  readonly requests: number;
  readonly requestsOf: (id: CaseId) => number;
}

/** Knows how long the rest of a run takes. */
export interface Pace {
  /** Begins to measure, and counts answers. A case that ended early does not send the rest of its requests. */
  update(event: Counted | FinishedCase): void;
  /** Milliseconds since the run began. */
  elapsed(): number;
  answered(): number;
  /** About how many milliseconds are left; null where that is not known. */
  left(): number | null;
}

type Counted = { readonly kind: 'started' } | { readonly kind: 'answered' };

interface FinishedCase {
  readonly kind: 'finished-case';
  readonly outcome: Pick<Outcome, 'case' | 'requests'>;
}

/** Measures the pace of a run that is expected to send so many requests. */
export function trackPace({ requests, requestsOf }: ExpectedRequests): Pace {
  let [began, answered, expected] = [0, 0, requests];
  const elapsed = (): number => performance.now() - began;
  return {
    update(event) {
      if (event.kind === 'started') began = performance.now();
      else if (event.kind === 'answered') answered += 1;
      else expected -= Math.max(0, requestsOf(event.outcome.case) - event.outcome.requests);
    },
    elapsed,
    answered: () => answered,
    left: () => timeLeft({ answered, expected, elapsed: elapsed() }),
  };
}

/** A duration as people say it: '20 seconds', '3 minutes', '2 hours'. */
export function roughly(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return 'a few seconds';
  if (seconds < 90) return `${Math.round(seconds / 10) * 10} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? count(minutes, 'minute') : count(Math.round(minutes / 60), 'hour');
}
