import type { Operation } from '../../document/declaration.ts';
import type { ClientRequirementId } from '../../document/ids.ts';
import type { Matched } from '../match.ts';

/**
 * When something happened: within these places in the order in which the judge was told, and within these times on
 * the clock of the traffic. What has no end yet ends at infinity.
 */
export interface Span {
  readonly began: number;
  readonly ended: number;
  readonly from: number;
  readonly until: number;
  /** The clock that the times are on. */
  readonly clock: string;
}

/**
 * Whether one thing was over before the other began, by what the judge was told and by the clock. On two clocks nothing
 * is before anything, for each of them may be wrong.
 */
export const isBefore = (one: Span, other: Span): boolean =>
  one.ended < other.began && one.until < other.from && one.clock === other.clock;

/** A request as the judges of a server look at it. */
export interface Asked {
  readonly ticket: number;
  readonly method: string;
  readonly matched: Matched;
  /** Null for a request that is not one of the declaration. */
  readonly operation: Operation | null;
  /** The path as sent, and its parts decoded; for requests outside of the declaration. */
  readonly path: string;
  /** A name for the access token, which is not the token itself; null where it has none. */
  readonly token: string | null;
  /** Whether the access token stands in the query. */
  readonly inQuery: boolean;
  /** Whether it may be authorized in another way than by an access token. */
  readonly otherwiseAuthorized: boolean;
  /** The JSON of the body; undefined where it is none, or not known. */
  readonly body: unknown;
  /** Bytes of the body; null where it is not known. */
  readonly bytes: number | null;
  /** What is unusual about the form of its body, which is right all the same. */
  readonly form: 'plain' | 'charset' | 'spelling';
  /** Whether it has a page token that no answer gave, even for another room. */
  readonly hasMadeUpToken: boolean;
  /** What a client should not have sent so. */
  readonly wrong: ReadonlySet<ClientRequirementId>;
  /** Its end is infinity until it is answered. */
  readonly span: Span;
}

/** The answer to a request, as the judges of a server look at it. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON of the body; undefined where it is none, or not known. */
  readonly json: unknown;
}

/** A request that has come to its end. */
export interface Happened {
  readonly asked: Asked;
  /** Null where no answer is known. */
  readonly answered: Answered | null;
  /** Whether the answer by itself is as it must be; of one that is not nothing more is read. */
  readonly conforms: boolean;
  readonly span: Span;
}

/** What an answer says about the effect of its request: `lost` may have had one. */
export type Outcome = 'done' | 'refused' | 'lost';

/** What became of a request. A server that failed, or a gateway, may have done what was asked. */
export function outcomeOf({ answered }: Happened): Outcome {
  if (answered === null) return 'lost';
  const { status } = answered;
  if (status >= 200 && status < 300) return 'done';
  return status >= 400 && status < 500 && status !== 408 && status !== 499 ? 'refused' : 'lost';
}
