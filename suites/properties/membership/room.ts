import type { Must } from '../../../harness/judge/must.ts';
import { isJoined, membershipIn, recordOf, type RoomModel } from '../../../harness/model/index.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import type { Name } from '../shared/membership-requests.ts';
import type { Known } from '../shared/probe.ts';
import {
  membershipIn as listedMembership,
  readMembers,
  readMembership,
  type ShownMembership,
} from '../shared/snapshot.ts';

/** A room of a run, at the target and as the model has it. */
export interface Room {
  readonly id: string;
  readonly name: string;
  readonly creator: Name;
  model: RoomModel;
  /** Every change of a membership, the oldest first. */
  readonly changes: (readonly [Name, string])[];
  /** The requirement that a change of a user's membership violates if no request about that user here made it. */
  readonly sideEffect: (user: Name) => RequirementId;
  /** Whether the last accepted request was about the user in another room. */
  readonly isChangedElsewhere: (user: Name) => boolean;
  /** Users who may or may not have left a record, which is free. Their views are not compared until they change. */
  readonly uncertain: Set<Name>;
  /** The requirement of the last request about a user, as long as nobody checked that it had its effect, or none. */
  readonly unchecked: Map<Name, RequirementId>;
}

/** Whose membership is checked, and by whom if that user is in the room; otherwise the creator checks. */
interface Check {
  readonly target: Name;
  readonly watcher: Name | 'nobody';
}

const watcherIn = ({ model, creator }: Room, { watcher }: Check): Name =>
  watcher !== 'nobody' && isJoined(model, watcher) ? watcher : creator;

/** A record that somebody looked for. */
interface FoundRecord {
  /** The first of those that at least one view shows; undefined where no view shows any of them. */
  readonly record: ShownMembership;
  /** Whether get_membership shows it. */
  readonly isInMember: boolean;
}

/** Looks for some records of a user, the likeliest first. */
export async function findRecord(
  { users, trusted }: Known,
  room: Room,
  check: Check,
  records: readonly (string | null)[],
): Promise<FoundRecord> {
  const reader = users[watcherIn(room, check)];
  const { id } = users[check.target];
  const member = trusted.has('member') ? await readMembership(reader, room.id, id) : undefined;
  if (member !== undefined && member === records[0]) return { record: member, isInMember: true };
  const listed = trusted.has('members')
    ? listedMembership(await readMembers(reader, room.id), id)
    : undefined;
  const record = records.find((one) => one === listed || one === member);
  return { record, isInMember: record !== undefined && record === member };
}

/**
 * Requires that somebody's membership is what the model has. If one view shows it, the request had its effect, and the
 * other view is reported instead.
 */
export async function requireRecord(
  { users, trusted }: Known,
  must: Must,
  room: Room,
  check: Check,
  requirement: RequirementId,
): Promise<void> {
  if (room.uncertain.has(check.target)) return;
  const name = watcherIn(room, check);
  const { id } = users[check.target];
  const expected = recordOf(membershipIn(room.model, check.target));
  const what = `membership of ${check.target} as ${name} sees it`;
  const hasMember = trusted.has('member');
  const member = hasMember ? await readMembership(users[name], room.id, id) : undefined;
  if (member !== expected || !hasMember) {
    const listed = trusted.has('members')
      ? listedMembership(await readMembers(users[name], room.id), id)
      : undefined;
    if (listed === expected && hasMember) {
      const ofView = member === undefined && expected !== null ? 'GMEM-01' : memberViewOf(expected);
      const byView = `${what} by get_membership`;
      must.on(ofView).that(false, byView, wordOf(expected), wordOf(member));
    }
    const isUnreadable = member === undefined && listed === undefined;
    const violated = isUnreadable ? requirementOfReader(room, name, requirement) : requirement;
    const received = `${wordOf(member)}, ${wordOf(listed)}`;
    must.on(violated).that(listed === expected, what, wordOf(expected), received);
  }
  room.unchecked.delete(check.target);
  if (hasMember) must.on('GMEM-01').that(true, what, wordOf(expected), wordOf(member));
  must.on(requirement).that(true, what, wordOf(expected), wordOf(member));
}

/** Whoever joined may read (JOIN-03), so a reader for whom neither view can be read is not in the room. */
function requirementOfReader(room: Room, reader: Name, requirement: RequirementId): RequirementId {
  if (room.isChangedElsewhere(reader)) return room.sideEffect(reader);
  return reader === room.creator ? requirement : 'JOIN-03';
}

/** The requirement on get_membership for a record. */
export function memberViewOf(record: string | null): RequirementId {
  if (record === null) return 'GMEM-07';
  return record === 'leave' ? 'GMEM-08' : 'GMEM-03';
}

export const wordOf = (membership: ShownMembership): string =>
  membership === undefined ? 'unreadable' : (membership ?? 'none');
