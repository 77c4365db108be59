import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { ClientAnswer, ClientRequest } from '../../harness/traffic/exchange.ts';
import type { RequestJudge } from '../../harness/traffic/judge-requests.ts';
import type { Entry } from '../journal/journal.ts';

/** A request that is judged, or will be. */
export interface Judging {
  /** Tells the judge what the client got; null where it got no whole answer. */
  readonly answered: (answer: ClientAnswer | null) => void;
  /** Calls back with the requirements that the request met, once it is judged. */
  readonly end: (done: (met: readonly ClientRequirementId[]) => void) => void;
}

/**
 * A judge that lets answers go out first. It sees requests and answers in the order in which they came, so that it says
 * the same as one that is asked at once.
 */
export interface LateJudge {
  /** Judges a request, and notes in its entry what it finds. */
  readonly judge: (request: ClientRequest, entry: Entry) => Judging;
  /** Judges at once what still waits. */
  readonly settle: () => void;
}

/** How much may wait; more is judged at once, however busy the mock is. */
const most = 1000;

/** Makes a late judge. @param judge null judges nothing */
export function createLateJudge(judge: RequestJudge | null): LateJudge {
  const waiting: (() => void)[] = [];
  let isAtWork = false;
  const settle = (): void => {
    // Whoever is told of a request may look at the journal, which must not let later requests overtake.
    if (isAtWork) return;
    isAtWork = true;
    let done = 0;
    try {
      for (const look of waiting) {
        done += 1;
        look();
      }
    } finally {
      waiting.splice(0, done);
      isAtWork = false;
    }
  };
  const later = (look: () => void): void => {
    waiting.push(look);
    if (waiting.length === 1) setImmediate(settle);
    else if (waiting.length > most) settle();
  };
  return {
    settle,
    judge(request, entry) {
      let ticket = 0;
      let met: readonly ClientRequirementId[] = [];
      if (judge !== null) {
        later(() => {
          const judged = judge.request(request);
          ({ ticket } = judged);
          met = judged.observed;
          entry.declared = judged.matched.kind === 'operation' ? judged.matched.nickname : null;
          entry.unmatched = judged.matched.kind === 'unmatched' ? judged.matched : null;
          entry.findings = judged.findings;
        });
      }
      return {
        answered(answer) {
          if (judge === null) return;
          later(() => {
            const more = judge.answered(ticket, answer);
            if (more.length > 0) entry.findings = [...entry.findings, ...more];
          });
        },
        end: (done) => later(() => done(met)),
      };
    },
  };
}
