import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { JsonObject } from '../../harness/document/json.ts';
import type { MockWorld } from '../../mock/face/world-face.ts';
import type { AddedRule } from '../../mock/face/rule-builder.ts';
import type { DriverReply, Instruction } from '../driver/protocol.ts';
import type { ServerView } from './server-view.ts';

/** Everything that a scenario may touch. */
export interface Stage {
  /** The world of the scenario: rules and journal. */
  readonly world: MockWorld;
  /** What is so at the server. */
  readonly server: ServerView;
  /** The id of the lobby. */
  readonly lobby: string;
  /** Another origin, which nothing of the client should reach. */
  readonly elsewhere: Elsewhere;
  /** Lets the client do something as a user of the state document. */
  readonly act: (user: string, instruction: Instruction, args?: JsonObject) => Promise<DriverReply>;
  /** The same, as a control: if it fails, the scenario is broken, for the client cannot do it at all. */
  readonly need: (user: string, instruction: Instruction, args?: JsonObject) => Promise<JsonObject>;
  /**
   * Asks again and again, for some seconds, until the client shows that something is so. A refusal ends it: to ask again
   * then would look as if the client could not take no for an answer.
   */
  readonly eventually: (
    ask: () => Promise<DriverReply>,
    isSo: (shown: JsonObject) => boolean,
  ) => Promise<{ readonly isSo: boolean; readonly last: DriverReply }>;
  /** Does something, and after a moment once more, until an answer is there. @returns that answer */
  readonly whileWaiting: (
    reply: Promise<DriverReply>,
    turn: () => Promise<void>,
  ) => Promise<DriverReply>;
  /** Skips the scenario where the client did what it was asked for without meeting a rule. */
  readonly demandMet: (rule: AddedRule | undefined) => void;
  readonly must: Must;
}

/** Another origin. */
export interface Elsewhere {
  readonly url: string;
  /** How many requests came there that carried the access token of a user, wherever in the request. */
  readonly requestsWithToken: (user: string) => number;
}

/** The assertions of scenarios. Each is about one requirement; the first that does not hold ends the scenario. */
export interface Must {
  /** The client succeeded. @returns what it said */
  readonly succeed: (
    requirement: ClientRequirementId,
    reply: DriverReply,
    what: string,
  ) => JsonObject;
  /** The client reports an error, with this status and errcode. */
  readonly report: (
    requirement: ClientRequirementId,
    reply: DriverReply,
    expected: { readonly status: number; readonly errcode: string },
  ) => void;
  /** The client answered: with a success or an error, but it did not crash and did not hang. */
  readonly survive: (requirement: ClientRequirementId, reply: DriverReply, what: string) => void;
  /** The client reports an error, or a success that is true; it did not crash and did not hang. */
  readonly tellTruth: (
    requirement: ClientRequirementId,
    reply: DriverReply,
    what: string,
    isTrue: (value: JsonObject) => boolean,
  ) => void;
  /** Something is so. @param expected what, in words */
  readonly hold: (
    requirement: ClientRequirementId,
    what: string,
    holds: boolean,
    expected: string,
    received: unknown,
  ) => void;
  /** Two values are equal, as JSON. */
  readonly equal: (
    requirement: ClientRequirementId,
    what: string,
    received: unknown,
    expected: unknown,
  ) => void;
}

/** A requirement is not met. */
export class ClientUnmet extends Error {
  readonly requirement: ClientRequirementId;
  readonly what: string;
  readonly expected: string;
  readonly received: string;
  constructor(requirement: ClientRequirementId, what: string, expected: string, received: string) {
    super(`${what}: expected ${expected}, received ${received}`);
    this.requirement = requirement;
    this.what = what;
    this.expected = expected;
    this.received = received;
  }
}

/** The scenario cannot say anything about the client; the sentence says why. */
export class Unjudged extends Error {
  readonly kind: 'broken' | 'skipped';
  constructor(kind: 'broken' | 'skipped', why: string) {
    super(why);
    this.kind = kind;
  }
}
