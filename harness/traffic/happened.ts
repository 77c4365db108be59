import type { Operation } from '../document/declaration.ts';
import type { ClientRequirementId } from '../document/ids.ts';
import type { Matched } from './match.ts';

/** A request as the judges of a server look at it. */
export interface Asked {
  readonly ticket: number;
  readonly method: string;
  readonly matched: Matched;
  /** Null for a request that is not one of the declaration. */
  readonly operation: Operation | null;
  /** A name for the access token, which is not the token itself; null where it has none. */
  readonly token: string | null;
  /** Whether it may be authorized in another way than by an access token. */
  readonly otherwiseAuthorized: boolean;
  /** The JSON of the body; undefined where it is none, or not known. */
  readonly body: unknown;
  /** What a client should not have sent so. */
  readonly wrong: ReadonlySet<ClientRequirementId>;
  /** Whether all of the request is known, so that what is not found wrong is right. */
  readonly whole: boolean;
  /** Places in the order in which the judge was told of requests and answers. */
  readonly began: number;
  /** Milliseconds on the clock of the traffic. */
  readonly at: number;
}

/** The answer to a request, as the judges of a server look at it. */
export interface Answered {
  readonly status: number;
  /** The JSON of the body; undefined where it is none, or not known. */
  readonly json: unknown;
  readonly ended: number;
  readonly at: number;
}
