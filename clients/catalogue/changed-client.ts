import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { Change } from '../reference/client.ts';

/** The reference client with one thing wrong, or with one thing that is right in another way. */
export interface ChangedClient {
  /** One sentence: what this client does. */
  readonly summary: string;
  readonly change: Change;
  /** How long it has for one instruction where that is less than usual, in milliseconds: for one that never ends. */
  readonly deadline?: number;
}

/** A client with one thing wrong. */
export interface WrongClient extends ChangedClient {
  /** What it violates, the main one first. */
  readonly violates: readonly [ClientRequirementId, ...ClientRequirementId[]];
}
