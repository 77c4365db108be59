import type { Must } from '../expect/must.ts';
import type { User } from '../expect/actor.ts';
import type { Capability } from '../fixtures/target.ts';
import type { Nickname, ReadingId, RequirementId } from '../spec/ids.ts';

/** The address of a case: an operation or `conventions`, then what is claimed, in kebab case. */
export type CaseId = `${Nickname | 'conventions'}/${string}`;

/** One thing a server does right or wrong. */
export interface Case {
  /** Stable: the address, the filter, the key of every report. */
  readonly id: CaseId;
  /** One sentence about the server, present tense. */
  readonly title: string;
  /** What it judges; the first one is blamed unless an assertion names another. */
  readonly requires: readonly [RequirementId, ...RequirementId[]];
  readonly needs?: readonly Capability[];
  run(world: World): Promise<void>;
}

/** A case as it is written down in a suite, where its key is the last part of its id. */
export type CaseBody = Omit<Case, 'id'>;

/** The users of a scene, one for each role named. */
export type Cast<Roles extends readonly string[]> = { readonly [K in keyof Roles]: User };

/** All that a case may touch. */
export interface World {
  /** Users named by their roles, leased to this case alone while it runs. Asked for once. */
  users<const Roles extends readonly string[]>(...roles: Roles): Promise<Cast<Roles>>;
  readonly must: Must;
  /** A text of lower-case letters and digits that no other call in any run returns: for txnIds and aliases. */
  fresh(): string;
  /** Records which permitted reading the target took. */
  reading(id: ReadingId, taken: string): void;
  /** Ends the case: it does not apply to this target. */
  skip(reason: string): never;
}

/** Gives the cases of one suite their ids. */
export function suite(
  prefix: Nickname | 'conventions',
  bodies: Readonly<Record<string, CaseBody>>,
): readonly Case[] {
  return Object.entries(bodies).map(([name, body]) => ({
    id: `${prefix}/${name}` as const,
    ...body,
  }));
}
