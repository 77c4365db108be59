import type { TrafficFinding } from '../../harness/traffic/judge-traffic.ts';
import type {
  TrafficAnswer,
  TrafficJudge,
  TrafficRequest,
} from '../../harness/traffic/judge-traffic.ts';
import type { Loss } from '../../harness/traffic/exchange.ts';
import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { Matched } from '../../harness/traffic/match.ts';
import { joined } from '../transport/headers.ts';
import type { Passing } from '../transport/exchange.ts';
import { decoded } from './decoded.ts';

/** What is said of an exchange that passed. */
export interface Verdict {
  readonly ticket: number;
  readonly matched: Matched;
  readonly met: readonly ClientRequirementId[];
  /** What it shows about both sides, so far. */
  findings: readonly TrafficFinding[];
  /** Why a part of it was not judged, in words that follow "not judged: "; null where all of it was. */
  unjudged: string | null;
  isAnswered: boolean;
}

/** Judges what passes. */
export interface Judging {
  /** Judges a request as soon as it has come, before the target can have answered it. */
  readonly request: (passing: Passing) => Verdict;
  /** The target's whole answer is there: it is judged when there is time, and before the next request is. */
  readonly answered: (passing: Passing) => void;
  /** The exchange is at its end; calls back when everything about it is judged. */
  readonly ended: (passing: Passing, done: (verdict: Verdict | null) => void) => void;
  /** Judges what still waits. */
  readonly settle: () => void;
}

/** How much may wait; more is judged at once, however busy the proxy is. */
const most = 1000;

/** How long it may wait for the next request, in milliseconds: while the target works on that, there is time. */
const pause = 5;

/**
 * Makes the judging of a proxy.
 * @param limit the longest body that is judged, in bytes
 * @param judgesClients whether what is said of clients counts
 */
export function createJudging(judge: TrafficJudge, limit: number, judgesClients: boolean): Judging {
  const counted = (findings: readonly TrafficFinding[]): readonly TrafficFinding[] =>
    judgesClients ? findings : findings.filter(({ side }) => side === 'server');
  const verdicts = new WeakMap<Passing, Verdict>();
  let waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  const settle = (): void => {
    clearTimeout(timer);
    while (waiting.length > 0) {
      const now = waiting;
      waiting = [];
      for (const look of now) look();
    }
  };
  const later = (look: () => void): void => {
    waiting.push(look);
    if (waiting.length === 1) timer = setTimeout(settle, pause);
    else if (waiting.length > most) settle();
  };
  const request = (passing: Passing): Verdict => {
    settle();
    const { request: asked, unjudged } = requestOf(passing, limit);
    const { ticket, matched, findings, observed } = judge.request(asked);
    const verdict = {
      ticket,
      matched,
      met: judgesClients ? observed : [],
      findings: counted(findings),
      unjudged,
      isAnswered: false,
    };
    verdicts.set(passing, verdict);
    return verdict;
  };
  const answered = (passing: Passing, look: (at: number) => Answered): void => {
    // A target may answer before it has the whole request.
    const verdict = verdicts.get(passing) ?? request(passing);
    if (verdict.isAnswered) return;
    verdict.isAnswered = true;
    const at = performance.now();
    later(() => {
      const answer = look(at);
      const found = counted(judge.answered(verdict.ticket, answer.answer, answer.loss));
      // What a rule answered is not what the target did.
      const judged = passing.answer?.from === 'rule' ? found.filter(isOfClient) : found;
      if (judged.length > 0) verdict.findings = [...verdict.findings, ...judged];
      verdict.unjudged ??= answer.unjudged;
    });
  };
  return {
    request,
    settle,
    answered: (passing) => answered(passing, (at) => answerOf(passing, limit, at)),
    ended(passing, done) {
      const verdict = verdicts.get(passing) ?? null;
      if (verdict !== null) answered(passing, (at) => lost(passing, at));
      later(() => done(verdict));
    },
  };
}

const isOfClient = ({ side }: TrafficFinding): boolean => side === 'client';

interface Answered {
  readonly answer: TrafficAnswer | null;
  /** When the client knew that there is none. */
  readonly loss?: Loss;
  readonly unjudged: string | null;
}

/** The client got no whole answer. */
const lost = ({ ending }: Passing, at: number): Answered => ({
  answer: null,
  loss: { at, gaveUp: ending === 'abandoned' },
  unjudged: null,
});

function requestOf(
  { method, url, headers: raw, body, whole, sent, connection }: Passing,
  limit: number,
): { readonly request: TrafficRequest; readonly unjudged: string | null } {
  const { 'content-encoding': encoding, ...headers } = joined(raw);
  const { bytes, unjudged } = whole
    ? read(body.bytes(), encoding, limit, 'body of the request')
    : { bytes: null, unjudged: null };
  const at = sent ?? performance.now();
  const request = { method, target: url, headers, body: bytes, at, connection };
  return { request, unjudged };
}

/** What is known of an answer that had come at that time. */
function answerOf(passing: Passing, limit: number, at: number): Answered {
  const { answer } = passing;
  if (answer === null) return lost(passing, at);
  // The success of a rule had no effect, and is nevertheless one for the client.
  if (answer.from === 'rule' && answer.status < 400)
    return {
      answer: { status: 0, headers: {}, body: null, at },
      unjudged: null,
    };
  const { status, headers: raw, body } = answer;
  const { 'content-encoding': encoding, ...headers } = joined(raw);
  const what = read(body.bytes(), encoding, limit, 'body of the answer');
  return {
    answer: { status, headers, body: what.bytes, at },
    unjudged: what.unjudged,
  };
}

function read(
  kept: Uint8Array | null,
  encoding: string | undefined,
  limit: number,
  what: string,
): { readonly bytes: Uint8Array | null; readonly unjudged: string | null } {
  if (kept === null) return { bytes: null, unjudged: `the ${what} is longer than ${limit} bytes` };
  const bytes = decoded(kept, encoding, limit);
  const why = `the ${what} cannot be decoded, or is longer than ${limit} bytes then`;
  return { bytes, unjudged: bytes === null ? why : null };
}
