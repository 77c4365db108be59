import type { ClientRequirementId, RequirementId } from '../document/ids.ts';
import type { TrafficCoverage } from './coverage.ts';
import type { Loss } from './exchange.ts';
import type { RequestJudgeOptions } from './judge-requests.ts';
import type { Matched } from './match.ts';
import type { TrafficAnswer, TrafficRequest } from './traffic-exchange.ts';
import type { TrafficFinding } from './traffic-finding.ts';

/** How traffic is judged. */
export interface TrafficJudgeOptions extends RequestJudgeOptions {
  /** The base paths of the operations, without a slash at their end; left out, that of the declaration. */
  readonly basePaths?: readonly string[];
  /**
   * Whether nobody but the clients of this traffic changes anything at the server meanwhile. Left out, others may, and
   * only what holds in spite of them is judged.
   */
  readonly alone?: boolean;
  /** The user of an access token, where it is known; left out, and for undefined, only the traffic tells. */
  readonly userOf?: (accessToken: string) => string | undefined;
  /**
   * Milliseconds within which a read need not show what was accepted before it (reading late-views); left out, 1500.
   * What a later read shows in spite of that is one finding of its own.
   */
  readonly patience?: number;
  /**
   * Whether the requests are as they were sent, with their access tokens, and none is missing; left out, only a token
   * that is there shows it, and what a client did between two requests is not known.
   */
  readonly asSent?: boolean;
}

/** A request of the traffic, judged. */
export interface JudgedTraffic {
  /** Its number, from 1, by which findings name the exchange and by which its answer is told. */
  readonly ticket: number;
  readonly matched: Matched;
  readonly findings: readonly TrafficFinding[];
  /** Requirements of clients that this request was bound by and met. */
  readonly observed: readonly ClientRequirementId[];
}

/** What traffic showed as a whole. */
export interface TrafficResult {
  readonly requests: number;
  /** Requests whose answer was told, whole or not; without those that are still open. */
  readonly answered: number;
  /** How often each requirement was found violated, and how often clients were seen to meet one. */
  readonly violatedByServer: ReadonlyMap<RequirementId, number>;
  readonly violatedByClients: ReadonlyMap<ClientRequirementId, number>;
  readonly metByClients: ReadonlyMap<ClientRequirementId, number>;
  readonly coverage: TrafficCoverage;
}

/**
 * Judges both sides of the traffic of one server. It is told of requests and answers in the order of time, for a
 * request that it is not told of may be why an answer is as it is; `createTrafficFeed` brings recordings into that
 * order. What the traffic has not shown is unknown, and is not judged. What is remembered is bounded.
 */
export interface TrafficJudge {
  /** Judges a request as it comes. Never throws. */
  request(request: TrafficRequest): JudgedTraffic;
  /**
   * A client may have read this answer before it sends its next request, although `answered` is told later, since the
   * times of the traffic are not known well enough to say which came first.
   */
  heard(ticket: number, answer: TrafficAnswer | null, loss?: Loss): void;
  /**
   * Judges an answer. Never throws.
   * @param answer null where the client got no answer, or not the whole
   * @param loss where there was none, when the client knew that; left out, that is not known
   * @returns what it shows about both sides
   */
  answered(ticket: number, answer: TrafficAnswer | null, loss?: Loss): readonly TrafficFinding[];
  result(): TrafficResult;
}
