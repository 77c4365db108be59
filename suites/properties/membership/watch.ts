import type { Must } from '../../../harness/judge/must.ts';
import { recordOf } from '../../../harness/model/membership.ts';
import { isJoined, membershipIn, type RoomModel } from '../../../harness/model/room.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import type { Name } from './steps.ts';
import type { Known } from './target.ts';
import { findIn, listedBy, type Seen, seenBy } from './views.ts';

/** A room of a run: at the target, and as the model has it. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly creator: Name;
  model: RoomModel;
  /** Every change of a record, the oldest first. */
  readonly log: (readonly [Name, string])[];
  /** Whom to blame for a change of a user's membership here that no request on that user here made. */
  readonly stray: (user: Name) => RequirementId;
  /** Whether the last request that was taken was on a user in another room. */
  readonly struck: (user: Name) => boolean;
  /** Who may or may not have left a record, which is free; their views are not compared until they change. */
  readonly vague: Set<Name>;
  /** Whose record nobody looked at since a request was refused, and what that request is judged by. */
  readonly unseen: Map<Name, RequirementId>;
}

/** Whose membership is looked at, and who looks, if in the room; else the creator looks. */
interface Watch {
  readonly target: Name;
  readonly watcher: Name | 'nobody';
}

/** Whoever looks must be in the room. */
const watcherIn = ({ model, creator }: Place, { watcher }: Watch): Name =>
  watcher !== 'nobody' && isJoined(model, watcher) ? watcher : creator;

/**
 * Which of several records shows in at least one view, the first before the others; undefined where none of them
 * does.
 */
export async function look(
  { users, views }: Known,
  place: Place,
  watch: Watch,
  records: readonly (string | null)[],
): Promise<Seen> {
  const reader = users[watcherIn(place, watch)];
  const { id } = users[watch.target];
  const member = views.member ? await seenBy(reader, place.id, id) : undefined;
  if (member !== undefined && member === records[0]) return member;
  const listed = views.members ? findIn(await listedBy(reader, place.id), id) : undefined;
  return records.find((record) => record === listed || record === member);
}

/**
 * Somebody's membership is what the model has. One view that shows it is enough to clear the request: then the
 * other view is to blame.
 */
export async function requireRecord(
  { users, views }: Known,
  must: Must,
  place: Place,
  watch: Watch,
  requirement: RequirementId,
): Promise<void> {
  if (place.vague.has(watch.target)) return;
  const name = watcherIn(place, watch);
  const { id } = users[watch.target];
  const owed = recordOf(membershipIn(place.model, watch.target));
  const what = `membership of ${watch.target} as ${name} sees it`;
  const member = views.member ? await seenBy(users[name], place.id, id) : undefined;
  if (member !== owed || !views.member) {
    const listed = views.members ? findIn(await listedBy(users[name], place.id), id) : undefined;
    if (listed === owed && views.member) {
      const view = member === undefined && owed !== null ? 'GMEM-01' : viewOf(owed);
      must.on(view).that(false, `${what} by get_membership`, wordOf(owed), wordOf(member));
    }
    const blind = member === undefined && listed === undefined;
    const blamed = blind ? blameOfBlindness(place, name, requirement) : requirement;
    must
      .on(blamed)
      .that(listed === owed, what, wordOf(owed), `${wordOf(member)}, ${wordOf(listed)}`);
  }
  place.unseen.delete(watch.target);
  if (views.member) must.on('GMEM-01').that(true, what, wordOf(owed), wordOf(member));
  must.on(requirement).that(true, what, wordOf(owed), wordOf(member));
}

/** Who joined may read (JOIN-03); if neither view can be read, it is the reader who is not in. */
function blameOfBlindness(place: Place, reader: Name, requirement: RequirementId): RequirementId {
  if (place.struck(reader)) return place.stray(reader);
  return reader === place.creator ? requirement : 'JOIN-03';
}

/** The statement about `get_membership` that a record belongs to. */
export function viewOf(record: string | null): RequirementId {
  if (record === null) return 'GMEM-07';
  return record === 'leave' ? 'GMEM-08' : 'GMEM-03';
}

export const wordOf = (seen: Seen): string =>
  seen === undefined ? 'unreadable' : (seen ?? 'none');
