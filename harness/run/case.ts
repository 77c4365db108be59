import type { Must } from '../judge/must.ts';
import type { User } from '../judge/user.ts';
import type { Capability } from '../world/target.ts';
import type { Nickname, ReadingId, RequirementId } from '../document/ids.ts';
import type { ReplayResult, Search } from './search.ts';

/** The suites that search instead of following a script. */
export type PropertyName =
  | 'membership-model'
  | 'pagination-walk'
  | 'state-slots'
  | 'transactions'
  | 'views-agree'
  | `concurrent-${string}`;

/** What the cases of a suite have in common. */
export type Group = Nickname | 'conventions' | PropertyName;

/** The address of a case: an operation, `conventions` or a property, then what is claimed, in kebab case. */
export type CaseId = `${Group}/${string}`;

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
  /** Of a property: plays given steps instead of searching. Never throws for what the target did. */
  replay?(world: World, steps: readonly unknown[]): Promise<ReplayResult>;
}

/** A case as it is written down in a suite, where its key is the last part of its id. */
export type CaseBody = Omit<Case, 'id'>;

/** The users of a scene, one for each role named. */
export type Users<Roles extends readonly string[]> = { readonly [K in keyof Roles]: User };

/** All that a case may touch. */
export interface World {
  /** Users named by their roles, leased to this case alone while it runs. Asked for once. */
  users<const Roles extends readonly string[]>(...roles: Roles): Promise<Users<Roles>>;
  /**
   * Logs one of the case's users in once more. The first login may be over then.
   * @returns the same person with another token; null where this target, or its given users, allow none
   */
  loginAgain(user: User): Promise<User | null>;
  readonly must: Must;
  /** What a property has beyond a scripted case. */
  readonly search: Search;
  /** A text of lower-case letters and digits that no other call in any run returns: for txnIds and aliases. */
  fresh(): string;
  /** Records which permitted reading the target took. */
  reading(id: ReadingId, taken: string): void;
  /** Ends the case: it does not apply to this target. */
  skip(reason: string): never;
}

/** Gives the cases of one suite their ids. */
export function suite(prefix: Group, bodies: Readonly<Record<string, CaseBody>>): readonly Case[] {
  return Object.entries(bodies).map(([name, body]) => ({
    id: `${prefix}/${name}` as const,
    ...body,
  }));
}
