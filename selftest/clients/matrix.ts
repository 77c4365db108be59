import type { Scenario } from '../../clients/stage/scenario.ts';
import type { ClientRequirementId } from '../../harness/document/ids.ts';

/** A client of the catalogue, as far as judging it goes. */
export interface ClientEntry {
  readonly id: string;
  /** One sentence: what this client does. */
  readonly summary: string;
  /** The requirements that it violates, the main one first; none if it is right. */
  readonly violates: readonly ClientRequirementId[];
}

/** A requirement that a scenario found violated, and what it looked at. */
export interface ScenarioFailure {
  readonly scenario: Scenario['id'];
  readonly requirement: ClientRequirementId;
  readonly what: string;
}

/** What the scenarios made of one client. */
export interface ClientObservation {
  readonly client: ClientEntry;
  /** How many scenarios it played. */
  readonly played: number;
  readonly failures: readonly ScenarioFailure[];
  /** Scenarios that could not be judged: a client that is right must leave none. */
  readonly broken: readonly { readonly scenario: Scenario['id']; readonly reason: string }[];
}

/** What the self-test makes of a client. */
export interface ClientResult extends ClientObservation {
  /** Requirements that it violates and that no scenario found violated. */
  readonly missing: readonly ClientRequirementId[];
  /** What was held against it that it does not violate. */
  readonly unexpected: readonly ScenarioFailure[];
  readonly isAsItShouldBe: boolean;
}

/** The self-test of clients. */
export interface ClientMatrix {
  readonly results: readonly ClientResult[];
  /** Whether every client played every scenario. */
  readonly full: boolean;
  /** Whether it came to its end. */
  readonly complete: boolean;
  readonly scenarios: number;
  readonly milliseconds: number;
}

/** One line of the record: a scenario that detects a client. */
export interface ClientDetection extends ScenarioFailure {
  readonly client: string;
}

/** Compares what was seen of a client with what it violates. */
export function resultOf(observation: ClientObservation): ClientResult {
  const { client, failures, broken } = observation;
  const found = new Set(failures.map(({ requirement }) => requirement));
  const missing = client.violates.filter((one) => !found.has(one));
  const unexpected = failures.filter(({ requirement }) => !client.violates.includes(requirement));
  const isRight = client.violates.length === 0;
  return {
    ...observation,
    missing,
    unexpected,
    isAsItShouldBe:
      missing.length === 0 && unexpected.length === 0 && (!isRight || broken.length === 0),
  };
}

/** Whether every client was judged as it should be. */
export const isGood = ({ results, complete }: ClientMatrix): boolean =>
  complete && results.every(({ isAsItShouldBe }) => isAsItShouldBe);
