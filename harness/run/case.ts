import type { Must } from '../judge/must.ts';
import type { User } from '../judge/user.ts';
import type { Capability } from '../world/target.ts';
import type { Nickname, ReadingId, RequirementId } from '../document/ids.ts';
import type { Profile } from '../document/profile.ts';
import type { ReplayResult, Search } from './search.ts';

/** The suites of properties: cases that generate their inputs. */
export type PropertyName =
  | 'membership-model'
  | 'pagination-walk'
  | 'state-slots'
  | 'transactions'
  | 'views-agree'
  | `concurrent-${string}`;

/**
 * The first part of a case id: the operation, or what else the cases of a suite have in common. What was observed of a client
 * stands under observed, and what clients are asked to do under clients.
 */
export type Group = Nickname | 'conventions' | 'observed' | 'clients' | PropertyName;

/** The address of a case: its group, then a short statement in kebab case. */
export type CaseId = `${Group}/${string}`;

/** One check of a server. */
export interface Case {
  /** Stable: the address, the filter, the key of every report. */
  readonly id: CaseId;
  /** One sentence about the server, present tense. */
  readonly title: string;
  /** What it judges. A failure is reported against the first one unless the assertion names another. */
  readonly requires: readonly [RequirementId, ...RequirementId[]];
  readonly needs?: readonly Capability[];
  /** The cells of the membership table that it asserts, named as `allCells` of harness/model/cells.ts names them. */
  readonly cells?: readonly string[];
  /** Whether the case is about views being on time, so that its reads never wait. */
  readonly onTime?: true;
  run(world: World): Promise<void>;
  /** Only of a property: how many runs it makes by default. */
  readonly runs?: number;
  /** Only of a property: plays the given steps instead of generating them. Never throws for what the target did. */
  replay?(world: World, steps: readonly unknown[]): Promise<ReplayResult>;
}

/** A case as a suite writes it: its key there is the last part of its id. */
export type CaseBody = Omit<Case, 'id'>;

/** The users of a case, one for each role. */
export type Users<Roles extends readonly string[]> = { readonly [K in keyof Roles]: User };

/** All that a case may use. */
export interface World {
  /** Leases users, named by their roles, to this case alone while it runs. Call it once per case. */
  users<const Roles extends readonly string[]>(...roles: Roles): Promise<Users<Roles>>;
  /**
   * Logs one of the case's users in once more. The first login may be over then.
   * @returns the same person with another token; null where this target, or its given users, allow none
   */
  loginAgain(user: User): Promise<User | null>;
  readonly must: Must;
  /** What a later version of the specification says instead of the declaration; by default nothing. */
  readonly profile: Profile;
  /** Operations that the target need not offer: the profile does without them, or they are declared to be lacking. */
  readonly absent: readonly Nickname[];
  /** What only properties use. */
  readonly search: Search;
  /** A text of lower-case letters and digits that is unique over all runs, for txnIds and aliases. */
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
