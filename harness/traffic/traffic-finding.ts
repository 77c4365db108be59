import type { ClientRequirementId, RequirementId } from '../document/ids.ts';
import type { Grade } from '../document/statements.ts';

/** What traffic shows about one side of it. */
export type TrafficFinding = ClientTrafficFinding | ServerTrafficFinding;

interface AnyFinding {
  readonly grade: Grade;
  /** One or two whole sentences. They never hold an access token, nor what somebody wrote into a room. */
  readonly what: string;
  /** The number of the exchange that it is about. */
  readonly ticket: number;
  /** The numbers of the other exchanges that show it, oldest first. */
  readonly shownBy: readonly number[];
}

/** A requirement that a client violated by a request. */
interface ClientTrafficFinding extends AnyFinding {
  readonly side: 'client';
  readonly kind: 'request';
  readonly requirement: ClientRequirementId;
}

/**
 * A requirement that a server violated: by one answer, whatever came before it (`response`), or because of what
 * earlier exchanges show (`state`).
 */
interface ServerTrafficFinding extends AnyFinding {
  readonly side: 'server';
  readonly kind: 'response' | 'state';
  readonly requirement: RequirementId;
}
