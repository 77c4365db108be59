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

/** A duration as people say it: '20 seconds', '3 minutes', '2 hours'. */
export function roughly(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return 'a few seconds';
  if (seconds < 90) return `${Math.round(seconds / 10) * 10} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? count(minutes, 'minute') : count(Math.round(minutes / 60), 'hour');
}
