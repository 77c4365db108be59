import type { RequirementId } from '../document/ids.ts';
import type { Link, Site } from '../document/links.ts';
import type { Evidence } from './evidence.ts';

/** What a run found, as attribution looks at it. */
export interface Findings {
  /** Everything that was found against each requirement. */
  readonly violations: ReadonlyMap<RequirementId, readonly Evidence[]>;
  /** In how many cases that passed each requirement held. */
  readonly held: ReadonlyMap<RequirementId, number>;
  /** The operations that worked at least once, whatever else is wrong with them. */
  readonly works: ReadonlySet<Site>;
  /** How many judged cases used each operation. */
  readonly usage: ReadonlyMap<Site, number>;
  /** The operation that a requirement is about; null for one about all of them. */
  readonly owner: (requirement: RequirementId) => Site | null;
  /** Whether a requirement says what an accepted request does. */
  readonly isEffect: (requirement: RequirementId) => boolean;
  readonly links: readonly Link[];
}

const views: ReadonlySet<Site> = new Set<Site>([
  'get_members',
  'get_membership',
  'get_messages',
  'get_room_sync_data',
  'get_state_events',
  'get_topic',
]);

/** Whether an operation shows a room. */
export const isView = (site: Site | null): site is Site => site !== null && views.has(site);
/** Whether an operation changes a room. */
export const isWriter = (site: Site | null): site is Site => site !== null && !views.has(site);
