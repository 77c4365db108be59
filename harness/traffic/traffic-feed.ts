import type { Loss } from './exchange.ts';
import type {
  JudgedTraffic,
  TrafficAnswer,
  TrafficFinding,
  TrafficJudge,
  TrafficRequest,
} from './judge-traffic.ts';

/** Tells a judge of recorded exchanges, each of which has its request and its answer together. */
export interface TrafficFeed {
  /**
   * Takes the next exchange, in the order of when requests were sent, as far as the recording has that order.
   * @param answer where none was recorded in whole, when that was known
   * @returns the request as it was judged, and what the answers show that came before it
   */
  exchange(
    request: TrafficRequest,
    answer: TrafficAnswer | Loss,
  ): { readonly request: JudgedTraffic; readonly findings: readonly TrafficFinding[] };
  /** Ends the recording. @returns what the answers show that were not judged yet */
  end(): readonly TrafficFinding[];
}

/** An answer that comes after the request which was taken last. */
interface Waiting {
  readonly ticket: number;
  readonly answer: TrafficAnswer | Loss;
  /** Whether the judge was told that the client may have read it. */
  heard: boolean;
}

/**
 * Makes a feed that tells the judge of every answer when its time has come, so that requests which overlap are known
 * before an answer that they may explain.
 * @param precision milliseconds by which the times may be wrong: within them, requests come before answers for what they
 * may explain, and answers before requests for what their clients may know
 */
export function createTrafficFeed(judge: TrafficJudge, precision = 0): TrafficFeed {
  /** The latest first. */
  let waiting: Waiting[] = [];
  const answer = (some: readonly Waiting[]): readonly TrafficFinding[] =>
    some.flatMap(({ ticket, answer: one }) =>
      'status' in one ? judge.answered(ticket, one) : judge.answered(ticket, null, one),
    );

  const hear = (until: number): void => {
    for (let i = waiting.length - 1; i >= 0; i -= 1) {
      const one = waiting[i];
      if (one === undefined || one.answer.at > until) return;
      if (!one.heard) {
        if ('status' in one.answer) judge.heard(one.ticket, one.answer);
        else judge.heard(one.ticket, null, one.answer);
      }
      one.heard = true;
    }
  };

  return {
    exchange(request, answered) {
      const due = waiting.findIndex(({ answer: { at } }) => at + precision < request.at);
      const findings = due < 0 ? [] : answer(waiting.slice(due).toReversed());
      if (due >= 0) waiting = waiting.slice(0, due);
      hear(request.at + precision);
      const judged = judge.request(request);
      const place = waiting.findIndex(({ answer: { at } }) => at <= answered.at);
      waiting.splice(place < 0 ? waiting.length : place, 0, {
        ticket: judged.ticket,
        answer: answered,
        heard: false,
      });
      return { request: judged, findings };
    },
    end() {
      const rest = waiting.toReversed();
      waiting = [];
      return answer(rest);
    },
  };
}
