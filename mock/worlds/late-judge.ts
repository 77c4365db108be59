import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { ClientAnswer, ClientRequest, Loss } from '../../harness/traffic/exchange.ts';
import type { RequestJudge } from '../../harness/traffic/judge-requests.ts';
import type { Entry } from '../journal/journal.ts';

/** A request that is judged, or will be. */
export interface Judging {
  /** Tells the judge what the client got: an answer, or that it got none that was whole. */
  readonly answered: (got: ClientAnswer | Loss) => void;
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
  return judge === null ? noJudge : new Queue(judge);
}

const noJudge: LateJudge = {
  judge: () => ({ answered: () => {}, end: (done) => done([]) }),
  settle: () => {},
};

/** What of a request is to be looked at. */
type Step = 'request' | 'answer' | 'end';

class Queue implements LateJudge {
  readonly #judge: RequestJudge;
  /** Which steps wait, and of which request each is. */
  #steps: Step[] = [];
  #requests: Judged[] = [];
  #isAtWork = false;

  constructor(judge: RequestJudge) {
    this.#judge = judge;
  }

  judge(request: ClientRequest, entry: Entry): Judged {
    const judged = new Judged(this, request, entry);
    this.add('request', judged);
    return judged;
  }

  add(step: Step, request: Judged): void {
    this.#requests.push(request);
    const count = this.#steps.push(step);
    if (count === 1) setImmediate(this.settle);
    else if (count > most) this.settle();
  }

  readonly settle = (): void => {
    // Whoever is told of a request may look at the journal, which must not let later requests overtake.
    if (this.#isAtWork) return;
    this.#isAtWork = true;
    let done = 0;
    try {
      // What is told may let more wait.
      while (done < this.#steps.length) {
        const [step, request] = [this.#steps[done], this.#requests[done]];
        done += 1;
        if (step !== undefined) request?.look(step, this.#judge);
      }
    } finally {
      this.#steps = this.#steps.slice(done);
      this.#requests = this.#requests.slice(done);
      this.#isAtWork = false;
    }
  };
}

class Judged implements Judging {
  readonly #queue: Queue;
  readonly #request: ClientRequest;
  readonly #entry: Entry;
  #got: ClientAnswer | Loss = { at: Infinity, gaveUp: false };
  #done: ((met: readonly ClientRequirementId[]) => void) | null = null;
  #ticket = 0;
  #met: readonly ClientRequirementId[] = [];

  constructor(queue: Queue, request: ClientRequest, entry: Entry) {
    this.#queue = queue;
    this.#request = request;
    this.#entry = entry;
  }

  answered(got: ClientAnswer | Loss): void {
    this.#got = got;
    this.#queue.add('answer', this);
  }

  end(done: (met: readonly ClientRequirementId[]) => void): void {
    this.#done = done;
    this.#queue.add('end', this);
  }

  look(step: Step, judge: RequestJudge): void {
    const entry = this.#entry;
    switch (step) {
      case 'request': {
        const { ticket, matched, observed, findings } = judge.request(this.#request);
        this.#ticket = ticket;
        this.#met = observed;
        entry.declared = matched.kind === 'operation' ? matched.nickname : null;
        entry.unmatched = matched.kind === 'unmatched' ? matched : null;
        entry.findings = findings;
        return;
      }
      case 'answer': {
        const got = this.#got;
        const more =
          'status' in got
            ? judge.answered(this.#ticket, got)
            : judge.answered(this.#ticket, null, got);
        if (more.length > 0) entry.findings = [...entry.findings, ...more];
        return;
      }
      case 'end':
        this.#done?.(this.#met);
    }
  }
}
