import type { User } from '../../../../harness/judge/user.ts';
import type { Arguments, MessageEvent, RequirementId } from '../../../../harness/document/ids.ts';
import type { WrongBodyName } from '../bodies.ts';

/** The operations that send an event into a room: each is a POST, and a PUT with a txnId. */
export type SendOperation = 'send_non_state_event' | 'send_message' | 'send_feedback';

/** A request that succeeds, and how to find the event that it sends. */
interface Sendable<N extends SendOperation> {
  readonly args: Arguments[N] & { readonly body: object };
  readonly isIt: (event: MessageEvent) => boolean;
}

type Make<T> = (owner: User, roomId: string, fresh: () => string) => Promise<T> | T;

/** One of the operations, as far as it differs from the others. */
export interface Sending<N extends SendOperation> {
  readonly operation: N;
  /** What it sends, in ids and in titles. */
  readonly noun: 'event' | 'message' | 'feedback';
  /** The noun with its article. */
  readonly thing: 'an event' | 'a message' | 'feedback';
  /** The type of what `request` sends. */
  readonly eventType: string;
  /** Makes a request that has not been sent yet. */
  readonly request: Make<Sendable<N>>;
  /** What else the body of a PUT holds, once each; left out, nothing. */
  readonly putWith?: readonly object[];
  /** Whether an event comes from a request of this operation, whichever. */
  readonly isSent: (event: MessageEvent) => boolean;
  /** Makes a request whose JSON is written in an unusual way, and says what its content means. */
  readonly unusualJson: Make<Sendable<N> & { readonly raw: string; readonly content: object }>;
  /** The wrong bodies that `requires.object` speaks of. */
  readonly wrongBodies: readonly WrongBodyName[];
  /** Whether `requires.sameTxn` says that the body of a repeated PUT does not count. */
  readonly repeatsWithOtherBodies: boolean;
  readonly requires: {
    readonly success: RequirementId;
    readonly eventId: RequirementId;
    readonly put: RequirementId;
    readonly sameTxn: RequirementId;
    readonly json: RequirementId;
    readonly object: RequirementId;
    readonly room: RequirementId;
  };
}
